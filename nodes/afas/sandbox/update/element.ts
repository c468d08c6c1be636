import type { ObjectSchema } from '../../schema/schema.ts'
import { Refusal } from '../refusal.ts'
import { readScalar, type Scalar } from './scalar.ts'
import type { UpdateSchema } from './schema.ts'

export type Action = 'insert' | 'update' | 'delete'

/** A row of a document, checked field by field against its description. Sent fields only; an emptied one is null. */
export interface Element {
  readonly name: string
  readonly shape: ObjectSchema
  readonly action: Action | undefined
  readonly fields: Record<string, Scalar>
  readonly objects: Readonly<Record<string, readonly Element[]>>
}

type Plain = Readonly<Record<string, unknown>>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** How deep the rows of a document may lie. */
const maxDepth = 6

function readAction(value: unknown): Action {
  const action = String(value).toLowerCase()
  if (action === 'insert' || action === 'update' || action === 'delete') return action
  throw new Refusal('invalid', { field: '@Action', value })
}

const findKey = (keys: object, wanted: string): string | undefined =>
  wanted in keys ? wanted : Object.keys(keys).find((one) => one.toLowerCase() === wanted.toLowerCase())

/** Reads a document into elements: `{ Root: { Element: … } }` in each of the forms that Profit takes. */
export class ElementReader {
  readonly #schema: UpdateSchema

  constructor(schema: UpdateSchema) {
    this.#schema = schema
  }

  /** `value` is what stands under the root: `{ Element: {…} | […] }`. */
  read(name: string, shape: ObjectSchema, value: unknown, depth = 1): Element[] {
    if (depth > maxDepth) throw new Refusal('shape', { object: name, field: `> ${maxDepth}` })
    if (!isPlain(value) || !('Element' in value)) throw new Refusal('shape', { object: name, field: 'Element' })
    const stray = Object.keys(value).find((key) => key !== 'Element')
    if (stray !== undefined) throw new Refusal('shape', { object: name, field: stray })
    const elements: readonly unknown[] = Array.isArray(value['Element']) ? value['Element'] : [value['Element']]
    return elements.map((element) => this.#element(name, shape, element, depth))
  }

  #element(name: string, shape: ObjectSchema, value: unknown, depth: number): Element {
    if (!isPlain(value)) throw new Refusal('shape', { object: name, field: 'Element' })
    const sent: Record<string, unknown> = {}
    let objects: Element['objects'] = {}
    for (const [key, part] of Object.entries(value)) {
      if (key.startsWith('@')) sent[key.slice(1)] = part
      else if (key === 'Fields') this.#collect(name, part, sent)
      else if (key === 'Objects') objects = this.#objects(name, shape, part, depth)
      else throw new Refusal('shape', { object: name, field: key })
    }
    let action: Action | undefined
    const fields: Record<string, Scalar> = {}
    for (const [key, part] of Object.entries(sent)) {
      if (key.toLowerCase() === 'action') {
        action = readAction(part)
        continue
      }
      const id = Object.hasOwn(shape.fields, key) ? key : findKey(shape.fields, key)
      const field = id === undefined ? undefined : shape.fields[id]
      if (id === undefined || !field) throw new Refusal('unknown-field', { field: key, object: name })
      fields[id] = readScalar(id, field, part)
    }
    return { name, shape, action, fields, objects }
  }

  #collect(name: string, fields: unknown, into: Record<string, unknown>): void {
    if (fields === null) return
    if (!isPlain(fields)) throw new Refusal('shape', { object: name, field: 'Fields' })
    for (const [key, value] of Object.entries(fields)) into[key.startsWith('@') ? key.slice(1) : key] = value
  }

  /** `Objects` is an object keyed by name, or a list of objects with one key or more. */
  #objects(name: string, shape: ObjectSchema, value: unknown, depth: number): Element['objects'] {
    if (value === null) return {}
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value]
    const found: Record<string, Element[]> = {}
    for (const part of parts) {
      if (!isPlain(part)) throw new Refusal('shape', { object: name, field: 'Objects' })
      for (const [key, content] of Object.entries(part)) {
        const id = findKey(shape.objects, key)
        const target = id === undefined ? undefined : shape.objects[id]
        if (id === undefined || target === undefined) throw new Refusal('unknown-object', { field: key, object: name })
        const rows = this.read(id, this.#schema.shape(target), content, depth + 1)
        found[id] = [...(found[id] ?? []), ...rows]
      }
    }
    return found
  }
}

/** What must be filled when a row is made. */
export function requireFilled(element: Element, except: readonly string[] = []): void {
  for (const [id, field] of Object.entries(element.shape.fields)) {
    if (field.required && !except.includes(id) && (element.fields[id] ?? null) === null) {
      throw new Refusal('mandatory', { field: id })
    }
  }
}

export const rowsOf = (element: Element, name: string): readonly Element[] => element.objects[name] ?? []

/** Objects that hold one row a call. */
export function oneRow(element: Element, name: string): Element | undefined {
  const rows = rowsOf(element, name)
  if (rows.length > 1) throw new Refusal('one-row', { field: name })
  return rows[0]
}

export const textOf = (element: Element, id: string): string => {
  const value = element.fields[id] ?? null
  return value === null ? '' : String(value)
}
