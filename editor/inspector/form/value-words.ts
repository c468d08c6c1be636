import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { asObject } from './defaults.ts'
import { choicesOf, fieldsOf, titleOf, type Schema } from './field-shape.ts'

/** A value as people say it: the title of a choice, on and off, what is in a list, "empty". */
export function valueWords(t: TFunction<'inspector'>, schema: Schema, value: unknown): string {
  if (value === undefined || value === null || value === '') return t('form.value.empty')
  if (typeof value === 'boolean') return t(value ? 'form.value.on' : 'form.value.off')
  if (Array.isArray(value)) {
    if (value.length === 0) return t('form.value.nothing')
    return value.map((one) => valueWords(t, asObject(schema['items']), one)).join(', ')
  }
  if (typeof value === 'object') return objectWords(t, schema, asObject(value))
  const known = choicesOf(schema).find((choice) => choice.value === value)
  const unit = typeof schema['x-unit'] === 'string' ? `\u00a0${schema['x-unit']}` : ''
  return `${known?.label ?? String(value)}${unit}`
}

/** Of an object of switches, what is on; of any other, its values in the order of its fields. */
function objectWords(t: TFunction<'inspector'>, schema: Schema, value: Readonly<Record<string, unknown>>): string {
  const on = fieldsOf(schema).filter((field) => value[field.name] === true)
  if (Object.values(value).some((one) => typeof one !== 'boolean')) {
    const fields = fieldsOf(schema)
    if (fields.length === 0) return JSON.stringify(value)
    const given = fields.filter((field) => value[field.name] !== undefined)
    return given.map((field) => valueWords(t, field.schema, value[field.name])).join(' ')
  }
  if (on.length === 0) return t('form.value.nothing')
  return on.map((field) => titleOf(field.name, field.schema)).join(', ')
}

export function useValueWords(): (schema: Schema, value: unknown) => string {
  const { t } = useTranslation('inspector')
  return useCallback((schema: Schema, value: unknown) => valueWords(t, schema, value), [t])
}

/** Equal as values: the order of an object's keys says nothing, that of a list does. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameValue(asAny(one)[key], asAny(other)[key]))
  )
}

const asAny = (value: object) => value as Readonly<Record<string, unknown>>
