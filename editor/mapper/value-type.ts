import { isObject } from './sample-fields.ts'

export interface ValueType {
  /** A text of `mapper:type`. */
  name: 'text' | 'number' | 'yesNo' | 'empty' | 'list' | 'object'
  count?: number
}

export function valueType(value: unknown): ValueType {
  if (typeof value === 'string') return { name: 'text' }
  if (typeof value === 'number') return { name: 'number' }
  if (typeof value === 'boolean') return { name: 'yesNo' }
  if (Array.isArray(value)) return { name: 'list', count: value.length }
  return isObject(value) ? { name: 'object', count: Object.keys(value).length } : { name: 'empty' }
}
