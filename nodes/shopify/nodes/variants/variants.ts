import { Type, type Static } from 'typebox'
import { TriggerSchema } from '../../../../flows/schema.ts'
import type { Context } from '../../../sdk/context.ts'
import { defineSource } from '../../../sdk/node.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { SourceRecord } from '../../../sdk/record.ts'
import type { Page, Selection } from '../../../sdk/source.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { PAGE_SIZES } from '../../client/documents/document.ts'
import { VARIANTS, type ListedVariant } from '../../client/documents/variants.ts'
import { anyOf, quoted } from '../../client/search.ts'
import { shopifySystem } from '../../system.ts'

const MOST = PAGE_SIZES[0]

const trigger: typeof TriggerSchema = {
  ...TriggerSchema,
  ...{ title: 'Starts', description: 'On a schedule, or by hand only.', default: { type: 'manual' } },
}

const config = Type.Object(
  {
    trigger: Type.Optional(trigger),
    enabled: Type.Optional(
      Type.Boolean({ title: 'Read them', description: 'Off: this source gives nothing.', default: true }),
    ),
    trackedOnly: Type.Optional(
      Type.Boolean({
        title: 'Only with tracked stock',
        description: 'Articles of which Shopify keeps no stock (services, gift cards) are left out.',
        default: false,
      }),
    ),
    pageSize: Type.Optional(Type.Integer({ title: 'Articles a call', default: MOST, minimum: 1, maximum: MOST })),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type VariantsContext = Context<Config, ShopifyClient>

/** A variant as a record: what the shop sells under one SKU. */
export interface ShopVariant {
  readonly sku: string
  readonly id: string
  readonly title: string
  readonly product: string
  readonly productTitle: string
  readonly status: string
  readonly tracked: boolean
}

/** Every variant that has a SKU, in the order of their ids, so that a run goes on where it was. */
export const variants = defineSource<typeof config, ShopifyClient>({
  type: 'shopify.variants',
  version: 1,
  kind: 'source',
  title: 'Read articles',
  description: 'Reads the articles (variants) of the shop that have a SKU.',
  icon: 'barcode',
  connects: shopifySystem,
  triggers: ['schedule', 'manual'],
  records: 'state',
  outputs: { out: { title: 'Articles' } },
  config,
  read,
  recordOf: (data) => {
    const { sku, id = sku } = (data ?? {}) as Partial<ShopVariant>
    if (typeof sku !== 'string' || typeof id !== 'string') throw noSku()
    return { identity: id, key: sku, keys: [{ type: 'sku', value: sku }], data }
  },
})

async function* read(selection: Selection, ctx: VariantsContext): AsyncGenerator<Page> {
  const { enabled = true, pageSize = MOST } = ctx.config
  if (!enabled) return
  if (!selection.keys) return yield* pages('', cursorOf(selection.cursor), ctx)
  for (let from = 0; from < selection.keys.length; from += pageSize) {
    const some = selection.keys.slice(from, from + pageSize)
    const q = anyOf(some.map((sku) => `sku:${quoted(sku)}`)) ?? ''
    const wanted = new Set(some.map((sku) => sku.trim().toLowerCase()))
    for await (const { records } of pages(q, null, ctx)) {
      yield { records: records.filter((one) => wanted.has(one.key.toLowerCase())) }
    }
  }
}

async function* pages(q: string, start: string | null, ctx: VariantsContext): AsyncGenerator<Page> {
  const { trackedOnly = false, pageSize = MOST } = ctx.config
  const at = (n: number) => ({ q, n, after: null })
  await ctx.client.ready(ctx.signal)
  const n = ctx.client.fit(VARIANTS, at, pageSize)
  let after = start
  do {
    const { productVariants }: NonNullable<(typeof VARIANTS)['data']> = await ctx.client.run(
      VARIANTS,
      { ...at(n), after },
      ctx.signal,
    )
    const records = productVariants.nodes
      .filter((one) => (one.sku ?? '').trim() !== '' && (one.inventoryItem.tracked || !trackedOnly))
      .map(recordOf)
    after = productVariants.pageInfo.hasNextPage ? productVariants.pageInfo.endCursor : null
    yield { records, ...(after === null ? {} : { cursor: { after } }) }
  } while (after !== null)
}

function recordOf(raw: ListedVariant): SourceRecord<ShopVariant> {
  const sku = (raw.sku ?? '').trim()
  const data: ShopVariant = {
    sku,
    id: raw.id,
    title: raw.title,
    product: raw.product.id,
    productTitle: raw.product.title,
    status: raw.product.status,
    tracked: raw.inventoryItem.tracked,
  }
  return { identity: raw.id, key: sku, keys: [{ type: 'sku', value: sku }], data, summary: { who: raw.product.title } }
}

function cursorOf(cursor: unknown): string | null {
  const { after } = (cursor ?? {}) as { after?: unknown }
  return typeof after === 'string' ? after : null
}

function noSku(): ProblemError {
  return new ProblemError({
    code: 'shopify.no-sku',
    message: 'An article without a SKU is known to no other system.',
    advice: 'Give it as { "sku": "KOF-0001" }.',
    retry: 'after-fix',
  })
}
