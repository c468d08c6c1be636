import type { Context, Fields } from '../graphql/context.ts'
import { readGid } from '../graphql/gid.ts'
import { ids, type Address, type Attribute, type Order } from '../orders/order.ts'
import { markPaid } from '../orders/payment.ts'
import { totalsOf } from '../orders/sums.ts'
import { OrderView } from '../resolvers/order-view.ts'
import { orderChanged } from '../webhooks/announce.ts'

interface AddressInput {
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly company?: string | null
  readonly address1?: string | null
  readonly address2?: string | null
  readonly zip?: string | null
  readonly city?: string | null
  readonly provinceCode?: string | null
  readonly countryCode?: string | null
  readonly phone?: string | null
}

interface OrderInput {
  readonly id: string
  readonly email?: string | null
  readonly note?: string | null
  readonly phone?: string | null
  readonly poNumber?: string | null
  readonly tags?: readonly string[] | null
  readonly customAttributes?: readonly Attribute[] | null
  readonly shippingAddress?: AddressInput | null
  readonly metafields?: unknown
  readonly localizedFields?: unknown
  readonly localizationExtensions?: unknown
}

const notFound = { order: null, userErrors: [{ field: ['id'], message: 'Order does not exist' }] }
const problem = (field: string[], message: string) => ({ order: null, userErrors: [{ field, message }] })

function orderOf(context: Context, id: string): Order | undefined {
  const read = readGid(id)
  return read?.type === 'Order' ? context.shop.orders.get(ids.orderPlace(read.id)) : undefined
}

function saved(context: Context, order: Order, topics: readonly string[]) {
  context.shop.orders.save(order)
  orderChanged(context.shop, order, topics)
  return { order: new OrderView(order), userErrors: [] }
}

const addressFrom = (input: AddressInput, before: Address | null): Address => ({
  firstName: input.firstName ?? before?.firstName ?? '',
  lastName: input.lastName ?? before?.lastName ?? '',
  company: input.company ?? null,
  address1: input.address1 ?? before?.address1 ?? '',
  address2: input.address2 ?? null,
  zip: input.zip ?? before?.zip ?? '',
  city: input.city ?? before?.city ?? '',
  provinceCode: input.provinceCode ?? null,
  country: input.countryCode ?? before?.country ?? 'NL',
  phone: input.phone ?? null,
})

/** No lines, prices or status: those are not in Shopify's input either. */
function update(input: OrderInput, context: Context) {
  const order = orderOf(context, input.id)
  if (!order) return notFound
  const later = ['metafields', 'localizedFields', 'localizationExtensions'] as const
  const asked = later.find((name) => input[name] !== undefined)
  if (asked) return problem([asked], `The sandbox does not take ${asked} with an order yet; nothing was changed.`)
  if (typeof input.email === 'string' && !/^\S+@\S+$/.test(input.email)) return problem(['email'], 'Email is invalid')
  if (input.email !== undefined) order.email = input.email
  if (input.note !== undefined) order.note = input.note
  if (input.phone !== undefined) order.phone = input.phone
  if (input.poNumber !== undefined) order.poNumber = input.poNumber
  if (input.tags) order.tags = [...input.tags]
  if (input.customAttributes) order.attributes = input.customAttributes.map((one) => ({ ...one }))
  if (input.shippingAddress) order.shipTo = addressFrom(input.shippingAddress, order.shipTo)
  order.updatedAt = Date.now()
  return saved(context, order, ['ORDERS_UPDATED'])
}

function close(context: Context, id: string, at: number | null) {
  const order = orderOf(context, id)
  if (!order) return notFound
  order.closedAt = at
  order.updatedAt = Date.now()
  return saved(context, order, ['ORDERS_UPDATED'])
}

export const orderMutations: Fields = {
  orderUpdate: (_, args: { input: OrderInput }, context) => update(args.input, context),
  orderClose: (_, args: { input: { id: string } }, context) => close(context, args.input.id, Date.now()),
  orderOpen: (_, args: { input: { id: string } }, context) => close(context, args.input.id, null),
  orderMarkAsPaid: (_, args: { input: { id: string } }, context) => {
    const order = orderOf(context, args.input.id)
    if (!order) return notFound
    if (totalsOf(order).outstanding <= 0) return problem(['id'], 'Order cannot be marked as paid.')
    markPaid(order, Date.now())
    return saved(context, order, ['ORDERS_PAID', 'ORDERS_UPDATED'])
  },
}
