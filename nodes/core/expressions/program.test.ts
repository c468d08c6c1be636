import { describe, expect, test } from 'vitest'
import type { MapRow, Program } from '../../sdk/context.ts'
import { jsonataCompiler } from './jsonata.ts'
import { readyProgram } from './program.ts'

const scope = { settings: {}, valueMaps: {} }

function evaluate(program: Program, data: unknown, details = false) {
  return readyProgram(program, jsonataCompiler(scope))({ data }, details)
}

/** Rows as `to: expression`. */
function rows(fields: Record<string, string>): { rows: MapRow[] } {
  return { rows: Object.entries(fields).map(([to, expression]) => ({ to, expression })) }
}

async function document(fields: Record<string, string>, data: unknown): Promise<unknown> {
  const answer = await evaluate(rows(fields), data)
  return answer.ok ? answer.value : answer.problem
}

describe('lists', () => {
  test('one item, an item and an empty list are lists; nothing is no list', async () => {
    const fields = { 'l[]': 'x' }
    expect(await document(fields, { x: 1 })).toEqual({ l: [1] })
    expect(await document(fields, { x: [1] })).toEqual({ l: [1] })
    expect(await document(fields, { x: [] })).toEqual({ l: [] })
    expect(await document(fields, {})).toEqual({})
    expect(await document(fields, { x: null })).toEqual({})
  })

  test('a filter that leaves one line still makes a list of lines', async () => {
    const fields = { 'Lines[]': 'lines[qty > 1]', 'Lines[].ItCd': 'sku', 'Lines[].Qu': 'qty' }
    const lines = [
      { sku: 'A', qty: 1 },
      { sku: 'B', qty: 2 },
    ]
    expect(await document(fields, { lines })).toEqual({ Lines: [{ ItCd: 'B', Qu: 2 }] })
  })

  test('a list without a row of its own has one item, made of the record', async () => {
    const fields = { 'Objects[].Lines[]': 'lines', 'Objects[].Lines[].ItCd': 'sku', 'Objects[].Kind': '"x"' }
    expect(await document(fields, { lines: [{ sku: 'A' }] })).toEqual({
      Objects: [{ Lines: [{ ItCd: 'A' }], Kind: 'x' }],
    })
    expect(await document({ 'Objects[].a': 'nothing' }, {})).toEqual({})
  })

  test('lists in lists, each evaluated on its item', async () => {
    const fields = {
      'a[]': 'orders',
      'a[].n': 'name',
      'a[].b[]': 'lines',
      'a[].b[].s': 'sku',
      'a[].b[].of': '$record.data.shop',
    }
    const data = { shop: 'S', orders: [{ name: 1, lines: { sku: 'x' } }, { name: 2 }] }
    expect(await document(fields, data)).toEqual({ a: [{ n: 1, b: [{ s: 'x', of: 'S' }] }, { n: 2 }] })
  })

  test('an item of which every field is left out stays an item', async () => {
    expect(await document({ 'l[]': 'x', 'l[].a': 'a' }, { x: [{ a: 1 }, {}] })).toEqual({ l: [{ a: 1 }, {}] })
  })
})

describe('values', () => {
  test('null is a value, nothing is not, and a record of which nothing comes is empty', async () => {
    expect(await document({ a: 'x', 'b.c': 'y' }, { x: null })).toEqual({ a: null })
    expect(await document({ 'b.c': 'y' }, {})).toEqual({})
    expect(await evaluate({ rows: [] }, {})).toEqual({ ok: true, value: {} })
    expect(await evaluate({ expression: 'nothing' }, {})).toEqual({ ok: true, value: undefined })
  })

  test('what comes out is plain: prototypes, marks of sequences and functions stay inside', async () => {
    const answer = await evaluate({ expression: '{ "a": lines.{ "b": x }, "c": { "d": 1 } }' }, { lines: [{ x: 1 }] })
    const value = (answer as { value: { a: unknown; c: object } }).value
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.getPrototypeOf(value.c)).toBe(Object.prototype)
    const list = await evaluate({ expression: 'lines.x' }, { lines: [{ x: 1 }, { x: 2 }] })
    expect(Object.keys((list as { value: object }).value)).toEqual(['0', '1'])
  })
})

describe('faults', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a field and a field inside it', { a: '1', 'a.b': '2' }, 'a.b'],
    ['a field inside and then the whole', { 'a.b': '1', a: '2' }, 'a'],
    ['a list and no list', { 'a[]': '1', 'a.b': '2' }, 'a.b'],
    ['an empty step', { 'a..b': '1' }, 'a..b'],
    ['a place in a list', { 'a[0].b': '1' }, 'a[0].b'],
    ['a reserved name', { '__proto__.x': '1' }, '__proto__.x'],
  ])('%s', async (_, fields, to) => {
    expect(await document(fields, {})).toMatchObject({ code: 'expression.target', details: { to } })
  })

  test('two rows of one field', async () => {
    const twice = [
      { to: 'a', expression: '1' },
      { to: 'a', expression: '2' },
    ]
    expect(await evaluate({ rows: twice }, {})).toMatchObject({ ok: false, problem: { code: 'expression.target' } })
  })

  test('every row that fails is told, with its position', async () => {
    const fields = { good: '1', bad: '$error("no")', worse: '$uppercase(5)', 'l[]': 'x', 'l[].n': 'n.y + "z"' }
    expect(await document(fields, { x: [{ n: { y: 1 } }] })).toMatchObject({
      code: 'expression.failed',
      message: 'bad: The expression failed on this record: no (and 2 more fields)',
      details: {
        to: 'bad',
        position: 7,
        rows: [{ to: 'bad' }, { to: 'worse' }, { to: 'l[].n', problem: { details: { position: 5 } } }],
      },
    })
  })
})
