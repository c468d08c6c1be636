import type { Field } from '../../nodes/sdk/connector.ts'

/** Whether a value fits the field it goes to. The words for it are in the texts of this room (`mapper:check.*`). */
export type ValueCheck =
  | { fits: true; kind: 'type' | 'length' | 'empty' | 'items'; length?: number; max?: number; count?: number }
  | {
      fits: false
      kind: 'required' | 'too-long' | 'not-a' | 'not-allowed'
      length?: number
      max?: number
      value?: string
    }

const DATE = /^\d{4}-\d{2}-\d{2}$/
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/

/** A value for a list field (`[]` in its path) may be a list: each item is checked. */
export function checkValue(field: Field, value: unknown): ValueCheck {
  if (Array.isArray(value) && (field.path.includes('[]') || field.type === 'list')) {
    const wrong = value.map((item: unknown) => checkOne(field, item)).find((check) => !check.fits)
    return wrong ?? { fits: true, kind: 'items', count: value.length }
  }
  return checkOne(field, value)
}

function checkOne(field: Field, value: unknown): ValueCheck {
  if (value === undefined || value === null || value === '') {
    return field.required === true ? { fits: false, kind: 'required' } : { fits: true, kind: 'empty' }
  }
  if (!isOfType(field.type, value)) return { fits: false, kind: 'not-a', value: brief(value) }
  const allowed = field.values
  if (
    allowed !== undefined &&
    allowed.length > 0 &&
    !allowed.some((choice) => String(choice.value) === String(value))
  ) {
    return { fits: false, kind: 'not-allowed', value: brief(value) }
  }
  if (typeof value === 'string' && field.type === 'string' && field.length !== undefined) {
    const length = Array.from(value).length
    if (length > field.length) return { fits: false, kind: 'too-long', length, max: field.length }
    return { fits: true, kind: 'length', length, max: field.length }
  }
  return { fits: true, kind: 'type' }
}

function isOfType(type: Field['type'], value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' || typeof value === 'number'
    case 'integer':
      return Number.isInteger(asNumber(value))
    case 'number':
      return Number.isFinite(asNumber(value))
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false' || value === 0 || value === 1
    case 'date':
      return typeof value === 'string' && (DATE.test(value) || DATE_TIME.test(value))
    case 'date-time':
      return typeof value === 'string' && DATE_TIME.test(value)
    case 'list':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object'
  }
}

function asNumber(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
}

const brief = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
