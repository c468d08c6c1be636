import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { TriggerSchema } from '../../../flows/schema.ts'
import { wrongIn } from './check.ts'
import { defaultsOf } from './defaults.ts'
import { choicesOf, fieldsOf, titleOf, widgetOf, type Schema } from './field-shape.ts'

const plain = (schema: unknown): Schema => JSON.parse(JSON.stringify(schema)) as Schema

describe('widgetOf', () => {
  it.each([
    ['text', Type.String()],
    ['number', Type.Integer()],
    ['boolean', Type.Boolean()],
    ['choice', Type.Union([Type.Literal('a'), Type.Literal('b')])],
    ['choice', { type: 'string', enum: ['a', 'b'] }],
    ['choice', { type: 'string', oneOf: [{ const: 'a', title: 'First' }] }],
    ['texts', Type.Array(Type.String())],
    ['pairs', Type.Record(Type.String(), Type.String())],
    ['group', Type.Object({ a: Type.String() })],
    ['trigger', TriggerSchema],
    ['expression', Type.String({ 'x-widget': 'expression' })],
    ['code', Type.String({ 'x-widget': 'code' })],
    ['pick', Type.String({ 'x-pick': 'afas.warehouses' })],
    ['rows', Type.Array(Type.Object({ a: Type.String(), b: Type.Union([Type.Literal('c'), Type.Literal('d')]) }))],
    ['json', Type.Array(Type.Object({ a: Type.Object({ b: Type.String() }) }))],
    ['json', Type.Array(Type.Object({}))],
    ['json', Type.Unknown()],
    ['json', Type.Union([Type.String(), Type.Number()])],
  ])('%s', (widget, schema) => {
    expect(widgetOf(plain(schema))).toBe(widget)
  })
})

it('choicesOf takes the title that people read', () => {
  const schema = plain(Type.Union([Type.Literal('skip', { title: 'Leave it' }), Type.Literal('update')]))
  expect(choicesOf(schema)).toEqual([
    { value: 'skip', label: 'Leave it' },
    { value: 'update', label: 'update' },
  ])
})

it('fieldsOf keeps the order of the schema and knows what is required', () => {
  const schema = plain(Type.Object({ b: Type.String(), a: Type.Optional(Type.String()) }))
  expect(fieldsOf(schema).map(({ name, required }) => [name, required])).toEqual([
    ['b', true],
    ['a', false],
  ])
})

it('titleOf makes words of a name without a title', () => {
  expect(titleOf('priceIncludesVat', {})).toBe('Price includes vat')
  expect(titleOf('x', { title: 'Given' })).toBe('Given')
})

it('defaultsOf copies, so that two nodes never share a list', () => {
  const schema = plain(Type.Object({ list: Type.Array(Type.String(), { default: ['a'] }) }, { default: { more: 1 } }))
  const config = defaultsOf(schema)
  expect(config).toEqual({ list: ['a'], more: 1 })
  expect(config['list']).not.toBe(defaultsOf(schema)['list'])
})

describe('wrongIn', () => {
  it.each([
    [Type.String(), '', true, 'required'],
    [Type.String({ default: 'x' }), undefined, true, undefined],
    [Type.String(), undefined, false, undefined],
    [Type.String({ pattern: '^[A-Z]+$' }), 'abc', false, 'pattern'],
    [Type.String({ pattern: '^[A-Z]+$' }), 'ABC', false, undefined],
    [Type.String({ pattern: '(' }), 'anything', false, undefined],
    [Type.String({ maxLength: 3 }), 'four', false, 'maxLength'],
    [Type.Integer(), 1.5, false, 'integer'],
    [Type.Integer(), 'x1', false, 'number'],
    [Type.Number({ minimum: 0 }), -1, false, 'minimum'],
    [Type.Number({ maximum: 5 }), 6, false, 'maximum'],
    [Type.Integer(), { $setting: 'administration' }, true, undefined],
  ])('%o with %o, required %o: %s', (schema, value, required, key) => {
    expect(wrongIn(plain(schema), value, required)?.key).toBe(key)
  })
})
