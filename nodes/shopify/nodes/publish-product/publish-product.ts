import { Type, type Static } from 'typebox'
import type { Context } from '../../../sdk/context.ts'
import { eachRecord } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import type { Rec } from '../../../sdk/record.ts'
import { passed, settledBy } from '../../../sdk/settle.ts'
import type { Found, Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { PUBLISH, PUBLISHED_ON } from '../../client/documents/product-places.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { shopifySystem } from '../../system.ts'
import { foundWhole } from '../found-whole.ts'
import { publicationIds } from '../publications.ts'
import { withWritten } from '../with-written.ts'
import { isDue, isFirstTime, writtenProduct } from '../written-product.ts'

const config = Type.Object(
  {
    publications: Type.Optional(
      Type.Array(Type.String({ 'x-pick': 'shopify.publications' }), {
        title: 'Sales channels',
        description: 'Where products are for sale. None: they stay where they are.',
        default: ['Online Store'],
      }),
    ),
    update: Type.Optional(
      Type.Boolean({
        title: 'Also products that are there',
        description: 'Off: only new products are published; what somebody took off a channel stays off it.',
        default: false,
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, ShopifyClient>

/** Puts products on sales channels. Never takes one off. */
export const publishProduct = defineNode<typeof config, ShopifyClient>({
  type: 'shopify.publish-product',
  version: 1,
  kind: 'target',
  title: 'Publish product',
  description: 'Puts a product on the sales channels of the shop: Shopify shows a new product nowhere by itself.',
  icon: 'building-store',
  config,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'Published' } },
  operations: ['publication'],
  run: eachRecord<Ctx>(4, publish),
})

async function publish(record: Rec, ctx: Ctx): Promise<Outcome> {
  const { publications = ['Online Store'], update = false } = ctx.config
  const product = writtenProduct(record, ctx)
  const before = ctx.wrote('publication', record.identity)
  if (publications.length === 0 || !isDue(product, update, before)) return passed(record)
  const wanted = publications.toSorted()
  const id = product?.id ?? ''
  const current = async (): Promise<readonly string[]> => {
    const { node } = await ctx.client.run(PUBLISHED_ON, { id }, ctx.signal)
    const there = new Set(node?.resourcePublicationsV2?.nodes.map(({ publication }) => publication.name))
    return wanted.filter((name) => there.has(name))
  }
  const reference: Reference = { id, label: product?.title ?? record.key }
  const send = async (): Promise<Reference> => {
    const ids = await publicationIds(publications, ctx)
    const input = ids.map((publicationId) => ({ publicationId }))
    const { publishablePublish } = await ctx.client.run(PUBLISH, { id, input }, ctx.signal)
    refuseUserErrors(publishablePublish.userErrors, `publish the product "${reference.label}"`)
    return reference
  }
  const payload = { product: id, publications: wanted }
  const isNew = isFirstTime(product, before)
  const find = async (): Promise<Found> => ({ reference, current: { product: id, publications: await current() } })
  const result = await ctx.write({
    record,
    operation: 'publication',
    kind: 'state',
    payload,
    find: product && (async () => (isNew ? foundWhole(await find(), payload) : find())),
    findWhen: isNew ? 'when-ambiguous' : 'first',
    onExisting: 'update',
    create: send,
    update: send,
    sentence: () => `Product ${reference.label} published in Shopify`,
  })
  return settledBy(result, record, 'out', withWritten(record, 'publication', result))
}
