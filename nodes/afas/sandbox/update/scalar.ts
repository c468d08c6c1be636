import type { FieldSchema } from '../../schema/schema.ts'
import { listOfField } from '../lists.ts'
import { Refusal } from '../refusal.ts'

export type Scalar = string | number | boolean | null

/** Names that Profit takes for item types beside their numbers. */
const itemTypes: Readonly<Record<string, string>> = {
  art: '2',
  wst: '1',
  txt: '3',
  sub: '4',
  tsl: '5',
  kst: '6',
  sam: '7',
  crs: '8',
  dim: '14',
  pid: '10',
  deg: '11',
}

function realDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function readDate(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(\.\d+)?Z?)?$/.exec(text)
  return match?.[1] !== undefined && realDate(match[1]) ? match[1] : undefined
}

function readDateTime(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(text)
  if (match?.[1] === undefined || !realDate(match[1])) return undefined
  return `${match[1]}T${match[2] ?? '00:00:00'}`
}

function readBoolean(value: string | number | boolean): boolean | undefined {
  const text = String(value).toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : undefined
}

/** Numbers have a decimal point; a comma or a thousands separator is refused as Profit does. */
function readNumber(value: string | number | boolean, whole: boolean): number | undefined {
  if (typeof value === 'boolean') return undefined
  const text = String(value).trim()
  if (typeof value === 'string' && !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined
  const number = Number(text)
  if (!Number.isFinite(number) || Math.abs(number) >= 1e16) return undefined
  return whole && !Number.isInteger(number) ? undefined : number
}

function convert(type: FieldSchema['type'], value: string | number | boolean): Scalar | undefined {
  switch (type) {
    case 'int':
      return readNumber(value, true)
    case 'decimal':
      return readNumber(value, false)
    case 'boolean':
      return readBoolean(value)
    case 'date':
      return typeof value === 'string' ? readDate(value) : undefined
    case 'datetime':
      return typeof value === 'string' ? readDateTime(value) : undefined
    case 'string':
    case 'blob':
      return String(value)
  }
}

/** A code in the form in which the environment has it: value lists and codes are found without regard to case. */
function listedCode(id: string, field: FieldSchema, text: string): string {
  const wanted = id === 'VaIt' ? (itemTypes[text.toLowerCase()] ?? text) : text
  if (field.values) {
    const code = Object.keys(field.values).find((one) => one.toLowerCase() === wanted.toLowerCase())
    if (code === undefined) throw new Refusal('not-found', { field: id, value: text })
    return code
  }
  const list = Object.hasOwn(listOfField, id) ? listOfField[id] : undefined
  if (!list || wanted === '*****') return wanted
  const found = list.find((one) => one.code.toLowerCase() === wanted.toLowerCase())
  if (!found) throw new Refusal('not-found', { field: id, value: text })
  return found.code
}

/** One value as it was sent, native or as text, in the type of its field; refused like Profit refuses it. */
export function readScalar(id: string, field: FieldSchema, value: unknown): Scalar {
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new Refusal('invalid', { field: id, value: JSON.stringify(value) })
  }
  const read = convert(field.type, value)
  if (read === undefined) throw new Refusal('invalid', { field: id, value })
  if (field.length !== undefined && typeof read === 'string' && read.length > field.length) {
    throw new Refusal('too-long', { field: id, value, length: field.length })
  }
  if (typeof read === 'string') return listedCode(id, field, read)
  if (typeof read === 'number') listedCode(id, field, String(read))
  return read
}
