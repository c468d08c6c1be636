import { limitOf, settingIn, type Schema } from './field-shape.ts'

/** What is wrong with a value, as a text key and its limit; undefined when nothing is. The server checks again. */
export interface Wrong {
  readonly key: 'required' | 'number' | 'integer' | 'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'pattern'
  readonly limit?: number
}

export function wrongIn(schema: Schema, value: unknown, required: boolean): Wrong | undefined {
  if (settingIn(value) !== undefined) return undefined
  if (value === undefined || value === '')
    return required && schema['default'] === undefined ? { key: 'required' } : undefined
  if (typeof value === 'string') return wrongText(schema, value)
  if (typeof value === 'number') return wrongNumber(schema, value)
  return undefined
}

function wrongText(schema: Schema, value: string): Wrong | undefined {
  if (schema['type'] === 'number' || schema['type'] === 'integer') return { key: 'number' }
  const min = limitOf(schema, 'minLength')
  if (min !== undefined && value.length < min) return { key: 'minLength', limit: min }
  const max = limitOf(schema, 'maxLength')
  if (max !== undefined && value.length > max) return { key: 'maxLength', limit: max }
  const pattern = schema['pattern']
  return typeof pattern === 'string' && !matches(pattern, value) ? { key: 'pattern' } : undefined
}

/** A pattern that this browser cannot read is the server's to judge. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return true
  }
}

function wrongNumber(schema: Schema, value: number): Wrong | undefined {
  if (schema['type'] === 'integer' && !Number.isInteger(value)) return { key: 'integer' }
  const min = limitOf(schema, 'minimum')
  if (min !== undefined && value < min) return { key: 'minimum', limit: min }
  const max = limitOf(schema, 'maximum')
  return max !== undefined && value > max ? { key: 'maximum', limit: max } : undefined
}
