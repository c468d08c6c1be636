import { ProblemError } from '../../sdk/problem.ts'
import type { ShopifyClient } from '../client/client.ts'
import { PAGE_SIZES } from '../client/documents/document.ts'
import type { RawFound } from '../client/documents/look-up.ts'
import { anyOf, quoted } from '../client/search.ts'
import { documentFor, objectOf, type FoundObject, type ObjectKind, type Way } from './objects.ts'

/** Values that one search asks for. */
const VALUES_AT_ONCE = 50
const ROWS = PAGE_SIZES[1]

export interface Sought {
  readonly kind: ObjectKind
  readonly way: Way
  /** `namespace.key` of the metafield that is looked by. */
  readonly metafield: string
  /** Metafields that are wanted. */
  readonly metafields: readonly string[]
}

/** Values that Shopify takes for the same; those of metafields are compared to the letter. */
export function plainValue({ kind, way }: Pick<Sought, 'kind' | 'way'>, value: string): string {
  const text = value.trim()
  if (way === 'metafield') return text
  if (way === 'id') return /(\d+)$/.exec(text)?.[1] ?? text
  if (way === 'phone') return text.replaceAll(/[^\d+]/g, '')
  return (kind === 'order' ? text.replace(/^#/, '') : text).toLowerCase()
}

/** The objects behind each value, a few calls for all. Shopify searches loosely, so what it gives is compared. */
export async function objectsByValue(
  client: ShopifyClient,
  sought: Sought,
  values: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly FoundObject[]>> {
  const found = new Map<string, Map<string, FoundObject>>()
  for (let from = 0; from < values.length; from += VALUES_AT_ONCE) {
    const some = values.slice(from, from + VALUES_AT_ONCE)
    const wanted = new Set(some.map((value) => plainValue(sought, value)))
    const q = anyOf(some.map((value) => termFor(sought, value))) ?? ''
    for await (const raw of pages(client, sought, q, some.length, signal)) {
      const own = valuesIn(sought, raw).filter((value) => wanted.has(value))
      // Only metafields are searched to the letter: what comes along says that this one is not searched at all.
      if (own.length === 0 && sought.way === 'metafield') throw notSearchable(sought.metafield)
      const object = objectOf(sought.kind, sought.way, raw)
      for (const value of own) found.set(value, (found.get(value) ?? new Map()).set(object.id, object))
    }
  }
  return new Map([...found].map(([value, objects]) => [value, [...objects.values()]]))
}

async function* pages(
  client: ShopifyClient,
  sought: Sought,
  q: string,
  values: number,
  signal: AbortSignal,
): AsyncGenerator<RawFound> {
  const document = documentFor(sought.kind, sought.way)
  const keys = [...new Set([...(sought.way === 'metafield' ? [sought.metafield] : []), ...sought.metafields])]
  const at = (n: number, after: string | null) => ({ q, n, after, keys, some: keys.length > 0 })
  await client.ready(signal)
  let after: string | null = null
  do {
    const n = client.fit(document, (size) => at(size, after), Math.min(ROWS, values * 2))
    const { found }: NonNullable<(typeof document)['data']> = await client.run(document, at(n, after), signal)
    yield* found.nodes
    after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null
  } while (after !== null)
}

function termFor({ kind, way, metafield }: Sought, value: string): string {
  const text = value.trim()
  if (way === 'metafield') return `metafields.${metafield}:${quoted(text)}`
  // An id that is none finds nothing.
  if (way === 'id') return `id:${/(\d+)$/.exec(text)?.[1] ?? '0'}`
  const filters: Readonly<Record<Exclude<Way, 'id' | 'metafield'>, string>> = {
    ...{ sku: 'sku', barcode: 'barcode', handle: 'handle', email: 'email', phone: 'phone' },
    'external-id': 'external_id',
    name: kind === 'product' ? 'title' : 'name',
  }
  return `${filters[way]}:${quoted(text)}`
}

/** By what a raw object is found, as `plainValue` writes it. */
function valuesIn(sought: Sought, raw: RawFound): readonly string[] {
  const object = objectOf(sought.kind, sought.way, raw)
  const { metafields = {} } = object as { metafields?: Record<string, string> }
  const value = {
    ...{ sku: raw['sku'], barcode: raw['barcode'], handle: object['handle'], email: object['email'] },
    ...{ phone: object['phone'], 'external-id': object['externalId'], id: object.id },
    name: sought.kind === 'product' ? object['title'] : object['name'],
    metafield: metafields[sought.metafield],
  }[sought.way]
  return typeof value === 'string' && value !== '' ? [plainValue(sought, value)] : []
}

function notSearchable(metafield: string): ProblemError {
  return new ProblemError({
    code: 'shopify.not-searchable',
    message: `The shop cannot be searched by the metafield ${metafield}: it answers with others too.`,
    advice:
      'In Shopify, under Settings, Custom data, switch on filtering for this metafield. Or look by something else.',
    retry: 'after-fix',
    scope: 'system',
  })
}
