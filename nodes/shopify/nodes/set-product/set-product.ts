import type { Context } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Batch, Outcome, Outcomes } from '../../../sdk/outcome.ts'
import { ProblemError, problemOf } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { failed, settledBy, skipped } from '../../../sdk/settle.ts'
import type { Found, Reference, Write } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { locationId } from '../location-id.ts'
import { inParallel } from '../in-parallel.ts'
import { withWritten } from '../with-written.ts'
import { createProduct, referenceTo, updateProduct, type Written } from './apply.ts'
import { SetProductConfigSchema, type SetProductConfig } from './config.ts'
import { productOf, type ProductDocument } from './document.ts'
import { fieldTypes } from './field-types.ts'
import { newProductInput } from './inputs.ts'
import { lookUp, type Lookup } from './look-up.ts'
import { productsById, type ShopProduct } from './shop-product.ts'
import { checkCurrency } from './currency.ts'
import { priceGuard } from './price-guard.ts'
import { currentView, newView, wantedView, type ProductView } from './view.ts'

type Ctx = Context<SetProductConfig, ShopifyClient>

/** Products of a batch that are written at once; the rate budget paces them anyway. */
const AT_ONCE = 6

/** Creates a product, or brings the one with the same SKUs up to date without taking anything away from it. */
export const setProduct = defineNode({
  type: 'shopify.set-product',
  version: 1,
  kind: 'target',
  title: 'Create or update product',
  description:
    'Finds the product in Shopify by the SKUs of its variants and brings it up to date, field by field; what the shop added stays. A new one is made.',
  icon: 'shirt',
  config: SetProductConfigSchema,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'In the shop' } },
  operations: ['product'],
  run: eachBatch(writeBatch),
})

interface Item {
  readonly record: Rec
  readonly document: ProductDocument
  readonly written: Reference | undefined
  /** An earlier try to make it has no known end: what is found under its SKUs was made by us. */
  readonly making: boolean
}

async function writeBatch(batch: Batch, ctx: Ctx): Promise<Outcomes> {
  const outcomes = new Map<Rec, Outcome>()
  const items: Item[] = []
  for (const record of batch) {
    try {
      const document = productOf(record.data)
      claim(document, record, ctx)
      const wrote = ctx.wrote('product', record.identity)
      const making = wrote?.state === 'intent' && wrote.reference === undefined
      items.push({ record, document, written: wrote?.reference, making })
    } catch (error) {
      outcomes.set(record, failed(record, problemOf(error)))
    }
  }
  const sought = items.map(({ document, written }) => ({ document, written: written?.id }))
  const lookups = items.length === 0 ? [] : await lookUp(ctx.client, sought, ctx.signal)
  await inParallel(AT_ONCE, [...items.entries()], async ([at, item]) => {
    outcomes.set(item.record, await writeItem(item, lookups[at] as Lookup, ctx))
  })
  return batch.map((record) => outcomes.get(record) as Outcome)
}

/** Two products of the source with one SKU would overwrite each other in turn: the second is parked. */
function claim({ variants }: ProductDocument, record: Rec, ctx: Ctx): void {
  for (const { sku } of variants) {
    const owner = ctx.cache.get(`sku ${sku}`)
    if (owner !== undefined && owner !== record.identity) {
      throw new ProblemError({
        code: 'shopify.duplicate-sku',
        message: `The SKU ${sku} of ${record.key} belongs to another product of this run too.`,
        advice: 'Give each its own code in AFAS, and run this product again.',
        retry: 'after-fix',
      })
    }
    ctx.cache.set(`sku ${sku}`, record.identity)
  }
}

async function writeItem(item: Item, lookup: Lookup, ctx: Ctx): Promise<Outcome> {
  const { record, document } = item
  if ('problem' in lookup) return failed(record, lookup.problem)
  if (document.blocked === true && (!lookup.product || !document.status)) {
    const why = lookup.product ? 'the settings leave such products as they are' : 'not in the shop'
    return skipped(record, 'blocked', `It is not for sale and ${why}, so there is nothing to do.`)
  }
  await checkCurrency(document, ctx)
  reportGone(item, lookup.product, ctx)
  const result = await ctx.write(await writeOf(item, lookup.product, ctx))
  return settledBy(result, record, 'out', withWritten(record, 'product', result))
}

async function writeOf(item: Item, known: ShopProduct | undefined, ctx: Ctx): Promise<Write> {
  const { record, document } = item
  const { client, config, signal } = ctx
  const types = await fieldTypes(document, config.shortDescription ?? 'koppel.short_description', ctx)
  const wanted = (product: ShopProduct): ProductView =>
    draftIfGone(wantedView(document, product, config), item, product, ctx)
  // What the batch has read serves the first question; a later one (after a lost answer) is asked anew.
  let fresh: { readonly product: ShopProduct | undefined } | undefined = { product: known }
  let last = known
  const read = async (): Promise<ShopProduct | undefined> => {
    const lookup = fresh ?? (await lookUp(client, [{ document, written: item.written?.id }], signal))[0]
    fresh = undefined
    if (lookup && 'problem' in lookup) throw new ProblemError(lookup.problem)
    last = lookup?.product
    return last
  }
  const foundOf = (product: ShopProduct): Found => ({
    reference: referenceOf(item, product, making, client),
    current: currentView(product, wanted(product)),
  })
  let { making } = item
  const create = async (): Promise<Reference> => {
    making = true
    const location = config.stockLocation ? await locationId(config.stockLocation, ctx) : undefined
    return createProduct(client, newProductInput(newView(document, config), types, location), signal)
  }
  return {
    record,
    operation: 'product',
    kind: 'state',
    payload: known ? wanted(known) : newView(document, config),
    find: async () => {
      const product = await read()
      return product && foundOf(product)
    },
    findWhen: 'always',
    onExisting: 'update',
    create,
    update: async (existing) => {
      const product =
        last ?? (await productsById(client, [existing.reference.id], 90, signal)).get(existing.reference.id)
      // Deleted in the shop since we wrote it: what the source has on sale is made again.
      if (!product) return create()
      const view = wanted(product)
      await updateProduct(client, product, view, types, signal)
      // Nodes behind this one name it as it is called now.
      return referenceOf(item, { ...product, title: view.title ?? product.title }, making, client)
    },
    guard: known && priceGuard(currentView(known, wanted(known)), wanted(known), config),
    sentence: (reference, action) =>
      `Product ${reference.label ?? record.key} ${action === 'create' ? 'made' : 'updated'} in Shopify`,
  }
}

function referenceOf(item: Item, product: ShopProduct, making: boolean, client: ShopifyClient): Reference {
  const { document, written } = item
  const skus = [...document.variants.map(({ sku }) => sku), ...goneFrom(item, product)]
  const before = (written?.data as Written | undefined)?.created === true && written?.id === product.id
  return referenceTo(client, product, product.title, skus, before || making)
}

/** Variants that we wrote once, that are in the shop still, and that the source no longer has. */
function goneFrom({ document, written }: Item, product: ShopProduct | undefined): readonly string[] {
  const before = (written?.data as Written | undefined)?.skus ?? []
  const now = new Set(document.variants.map(({ sku }) => sku))
  const there = new Set(product?.variants.map(({ sku }) => sku))
  return before.filter((sku) => !now.has(sku) && there.has(sku))
}

function reportGone(item: Item, product: ShopProduct | undefined, ctx: Ctx): void {
  const gone = goneFrom(item, product)
  if (gone.length === 0) return
  ctx.log.warn(`${item.record.key}: no longer in the source, left in the shop: ${gone.join(', ')}`, { skus: gone })
}

function draftIfGone(view: ProductView, item: Item, product: ShopProduct, ctx: Ctx): ProductView {
  if (ctx.config.gone !== 'draft' || item.document.blocked === true) return view
  return goneFrom(item, product).length > 0 ? { ...view, status: 'DRAFT' } : view
}
