import { Type, type Static } from 'typebox'
import type { Context } from '../../../sdk/context.ts'
import { eachRecord } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import type { Rec } from '../../../sdk/record.ts'
import { passed, settledBy } from '../../../sdk/settle.ts'
import type { Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { PRODUCT_COLLECTIONS } from '../../client/documents/product-places.ts'
import { UPDATE_PRODUCT } from '../../client/documents/product-writes.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { shopifySystem } from '../../system.ts'
import { foundWhole } from '../found-whole.ts'
import { textsAt } from '../texts-at.ts'
import { withWritten } from '../with-written.ts'
import { isDue, isFirstTime, writtenProduct, type WrittenProduct } from '../written-product.ts'
import { collectionOf, ensureCollection, titleKey, type Collection } from './collections.ts'

const config = Type.Object(
  {
    collections: Type.Optional(
      Type.String({
        title: 'Collections',
        description: 'The field of the record with the titles of the collections.',
        default: 'collections',
        minLength: 1,
      }),
    ),
    update: Type.Optional(
      Type.Boolean({
        title: 'Also products that are there',
        description: 'Off: only new products are put in collections.',
        default: true,
      }),
    ),
    publications: Type.Optional(
      Type.Array(Type.String({ 'x-pick': 'shopify.publications' }), {
        title: 'Sales channels of new collections',
        description: 'Shopify shows a new collection nowhere by itself.',
        default: ['Online Store'],
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, ShopifyClient>

/** What the ledger keeps: the collections that we put the product in, by title. Only those are ever taken away again. */
interface Joined {
  readonly product: string
  readonly joined: Readonly<Record<string, string>>
}

/** Puts products in collections by their titles, making collections that the shop lacks. */
export const setCollections = defineNode<typeof config, ShopifyClient>({
  type: 'shopify.set-collections',
  version: 1,
  kind: 'target',
  title: 'Put in collections',
  description:
    'Puts a product in collections by title and makes those that are not there. It is only taken out of collections that Koppel put it in; automated collections are left alone.',
  icon: 'folders',
  config,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'In its collections' } },
  operations: ['collections', 'collection'],
  run: eachRecord<Ctx>(4, setOne),
})

async function setOne(record: Rec, ctx: Ctx): Promise<Outcome> {
  const { update = true } = ctx.config
  const titles = textsAt(record.data, ctx.config.collections ?? 'collections')
  const product = writtenProduct(record, ctx)
  const before = ctx.wrote('collections', record.identity)
  const ours = joinedBefore(before?.reference, product)
  if (!isDue(product, update, before) || (titles.length === 0 && Object.keys(ours).length === 0)) return passed(record)
  const place: Place = { record, product, titles, ours, ctx, seen: {} }
  const payload = { product: product?.id ?? '', collections: titles.toSorted() }
  const isNew = isFirstTime(product, before)
  const result = await ctx.write({
    record,
    operation: 'collections',
    kind: 'state',
    payload,
    find: product && (async () => (isNew ? foundWhole(await find(place), payload) : find(place))),
    findWhen: isNew ? 'when-ambiguous' : 'first',
    onExisting: 'update',
    create: () => join(place),
    update: () => join(place),
    sentence: () => `Product ${product?.title ?? record.key} put in its collections`,
  })
  // A dry run stops at the door, in front of the collections that would be made behind it: it shows them too.
  if (ctx.run.mode !== 'live' && result.kind === 'written' && result.action !== 'skip') await toJoin(place)
  return settledBy(result, record, 'out', withWritten(record, 'collections', result))
}

interface Place {
  readonly record: Rec
  readonly product: WrittenProduct | undefined
  readonly titles: readonly string[]
  readonly ours: Readonly<Record<string, string>>
  readonly ctx: Ctx
  /** What the door's question has read, for what is sent right behind it. */
  readonly seen: { collections?: ReadonlyMap<string, Collection> | undefined }
}

function joinedBefore(reference: Reference | undefined, product: WrittenProduct | undefined): Joined['joined'] {
  const data = reference?.data as Joined | undefined
  return data?.product === product?.id ? (data?.joined ?? {}) : {}
}

/** Those that it should be in and is, and those that it is in by us and should not. */
async function find(place: Place) {
  const there = await collectionsOf(place)
  place.seen.collections = there
  const wanted = place.titles.filter((title) => there.has(titleKey(title)))
  const stale = staleOf(place).filter((title) => there.has(titleKey(title)))
  return {
    reference: referenceTo(place, place.ours),
    current: { product: place.product?.id ?? '', collections: [...wanted, ...stale].toSorted() },
  }
}

async function join(place: Place): Promise<Reference> {
  const { product, ours, ctx } = place
  const id = product?.id ?? ''
  const { there, join } = await toJoin(place)
  const leave = staleOf(place).filter((title) => there.has(titleKey(title)))
  if (join.length > 0 || leave.length > 0) {
    const change = {
      id,
      ...(join.length > 0 ? { collectionsToJoin: join.map((one) => one.id) } : {}),
      ...(leave.length > 0 ? { collectionsToLeave: leave.map((title) => ours[title] as string) } : {}),
    }
    const { productUpdate } = await ctx.client.run(UPDATE_PRODUCT, { product: change }, ctx.signal)
    refuseUserErrors(productUpdate.userErrors, `change the collections of "${product?.title ?? id}"`)
  }
  const kept = Object.entries(ours).filter(([title]) => !leave.includes(title))
  return referenceTo(place, Object.fromEntries([...kept, ...join.map((one) => [one.title, one.id] as const)]))
}

/** What the product is in, and the collections that it is to be put in: those that the shop lacks are made. */
async function toJoin(place: Place) {
  const { record, titles, ctx } = place
  const there = place.seen.collections ?? (await collectionsOf(place))
  place.seen.collections = undefined
  const join: Collection[] = []
  for (const title of titles) {
    if (there.has(titleKey(title))) continue
    const found = await ensureCollection(record, title, ctx.config.publications ?? ['Online Store'], ctx)
    if (found.smart)
      ctx.log.info(`The collection "${title}" is filled by rules of the shop and is left alone.`, { title })
    else join.push(found)
  }
  return { there, join }
}

/** The collections that we put it in and that it is no longer meant to be in. */
function staleOf({ titles, ours }: Place): readonly string[] {
  const wanted = new Set(titles.map(titleKey))
  return Object.keys(ours).filter((title) => !wanted.has(titleKey(title)))
}

async function collectionsOf({ product, ctx }: Place): Promise<ReadonlyMap<string, Collection>> {
  const all = new Map<string, Collection>()
  let after: string | null = null
  do {
    if (!product) break
    const answer: NonNullable<(typeof PRODUCT_COLLECTIONS)['data']> = await ctx.client.run(
      PRODUCT_COLLECTIONS,
      { id: product.id, after },
      ctx.signal,
    )
    const page = answer.product?.collections
    for (const one of page?.nodes ?? []) all.set(titleKey(one.title), collectionOf(one))
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null
  } while (after !== null)
  return all
}

function referenceTo({ record, product }: Place, joined: Readonly<Record<string, string>>): Reference {
  const id = product?.id ?? ''
  return { id, label: product?.title ?? record.key, data: { product: id, joined } satisfies Joined }
}
