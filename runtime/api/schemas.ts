import { Type, type TProperties, type TSchema } from 'typebox'

/** An object that takes exactly these fields: an unknown one is an error. */
export function Strict<T extends TProperties>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

export const IdParams = Strict({ id: Type.String({ maxLength: 200 }) })

export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
}

export const DEFAULT_LIMIT = 50

/** One page of a list: `next` goes back as `cursor`. */
export function ListOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Optional(Type.String()) })
}

export const JsonObject = Type.Record(Type.String(), Type.Unknown())

export function iso(at: number): string
export function iso(at: number | null): string | null
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** Rows asked with one more than the limit -> a page. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  itemOf: (row: Row) => Item,
): { items: Item[]; next?: string } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(itemOf)
  return rows.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items }
}
