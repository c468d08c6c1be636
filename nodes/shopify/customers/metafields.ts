import { Type, type Static } from 'typebox'
import type { ShopifyClient } from '../client/client.ts'
import { DELETE_METAFIELDS, type MetafieldPlace } from '../client/documents/metafields.ts'
import { MOST_METAFIELDS, SET_METAFIELDS, type MetafieldInput } from '../client/documents/order-marks.ts'
import type { MetafieldValue } from '../client/documents/product-writes.ts'
import type { RawMetafield } from '../client/documents/raw-order.ts'
import { refuseUserErrors } from '../client/user-errors.ts'

/** A metafield as a mapping gives it; without a value it is taken away. */
export const MetafieldSchema = Type.Object({
  /** `namespace.key`, and behind a space the type where it is not a line of text: `koppel.limit number_decimal`. */
  name: Type.String({ pattern: '^[A-Za-z0-9_$:-]{2,255}\\.[A-Za-z0-9_-]{2,64}( [a-z_.]+)?$' }),
  value: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})
export type MetafieldDocument = Static<typeof MetafieldSchema>

const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
/** A list of them, or by namespace and key, so that each can be a row of a mapping: `metafields.koppel.cost_centre`. */
export const MetafieldsSchema = Type.Union([
  Type.Array(MetafieldSchema),
  Type.Record(Type.String({ pattern: '^[A-Za-z0-9_$:-]{2,255}$' }), Type.Record(Type.String(), scalar)),
])
export type MetafieldsDocument = Static<typeof MetafieldsSchema>

/** One list of both: of two for the same place the last one counts. */
export function fieldList(
  given: MetafieldsDocument | undefined,
  more: readonly MetafieldDocument[] = [],
): readonly MetafieldDocument[] {
  if (given === undefined || Array.isArray(given)) return [...(given ?? []), ...more]
  const named = Object.entries(given).flatMap(([namespace, fields]) =>
    Object.entries(fields).map(([key, value]) => ({ name: `${namespace}.${key}`, value })),
  )
  return [...named, ...more]
}

/** Values by `namespace.key`; null is none. */
export type Fields = Readonly<Record<string, string | null>>

const LINE = 'single_line_text_field'

/** What a document wants, by place. */
export function wantedFields(list: readonly MetafieldDocument[]): Fields {
  return Object.fromEntries(list.map(({ name, value }) => [placeIn(name), textOf(value, typeIn(name))]))
}

export function typesIn(list: readonly MetafieldDocument[]): ReadonlyMap<string, string> {
  return new Map(list.map(({ name }) => [placeIn(name), typeIn(name)]))
}

/** The same places as they stand in the shop. */
export function currentFields(there: readonly RawMetafield[], wanted: Fields): Fields {
  const found = new Map(there.map(({ namespace, key, value }) => [`${namespace}.${key}`, value]))
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, found.get(name) ?? null]))
}

export function fieldIn(there: readonly RawMetafield[], name: string): string | undefined {
  return there.find(({ namespace, key }) => `${namespace}.${key}` === name)?.value
}

/** Namespace and key: the key is what stands behind the last point. */
export function placeOf(name: string): { readonly namespace: string; readonly key: string } {
  const at = name.lastIndexOf('.')
  return { namespace: name.slice(0, at), key: name.slice(at + 1) }
}

export interface FieldChanges {
  readonly set: readonly MetafieldValue[]
  readonly gone: readonly string[]
}

/** What has to be sent so that `there` becomes `wanted`. One that is there keeps its type, or Shopify would refuse it. */
export function fieldChanges(
  there: readonly RawMetafield[],
  wanted: Fields,
  types: ReadonlyMap<string, string>,
): FieldChanges {
  const current = currentFields(there, wanted)
  const known = new Map(there.map(({ namespace, key, type }) => [`${namespace}.${key}`, type]))
  const differ = Object.entries(wanted).filter(([name, value]) => value !== current[name])
  return {
    set: differ.flatMap(([name, value]) =>
      value === null ? [] : [{ ...placeOf(name), type: known.get(name) ?? types.get(name) ?? LINE, value }],
    ),
    gone: differ.flatMap(([name, value]) => (value === null ? [name] : [])),
  }
}

/** Sets and deletes metafields of several owners, in as few calls as Shopify takes them. */
export async function writeFields(
  client: ShopifyClient,
  changes: readonly (FieldChanges & { readonly ownerId: string })[],
  doing: string,
  signal: AbortSignal,
): Promise<void> {
  const set: MetafieldInput[] = changes.flatMap(({ ownerId, set: some }) => some.map((one) => ({ ownerId, ...one })))
  const gone: MetafieldPlace[] = changes.flatMap(({ ownerId, gone: names }) =>
    names.map((name) => ({ ownerId, ...placeOf(name) })),
  )
  for (let from = 0; from < set.length; from += MOST_METAFIELDS) {
    const metafields = set.slice(from, from + MOST_METAFIELDS)
    const { metafieldsSet } = await client.run(SET_METAFIELDS, { metafields }, signal)
    refuseUserErrors(metafieldsSet.userErrors, doing)
  }
  for (let from = 0; from < gone.length; from += MOST_METAFIELDS) {
    const metafields = gone.slice(from, from + MOST_METAFIELDS)
    const { metafieldsDelete } = await client.run(DELETE_METAFIELDS, { metafields }, signal)
    refuseUserErrors(metafieldsDelete.userErrors, doing)
  }
}

const placeIn = (name: string): string => name.split(' ')[0] as string
const typeIn = (name: string): string => name.split(' ')[1] ?? LINE

function textOf(value: MetafieldDocument['value'], type: string): string | null {
  if (value === null || value === undefined) return null
  const text = String(value).trim()
  if (text === '') return null
  return type === LINE ? text.replaceAll(/\s*[\r\n]+\s*/g, ' ') : text
}
