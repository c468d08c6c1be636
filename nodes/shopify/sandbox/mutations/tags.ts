import type { Context, Fields } from '../graphql/context.ts'
import { findNode } from '../resolvers/query.ts'
import { productBody, type ProductRow } from '../store/products.ts'
import { OrderView } from '../resolvers/order-view.ts'
import { storedList } from '../search/filters.ts'
import type { Customer } from '../store/customers.ts'
import { customerChanged, orderChanged } from '../webhooks/announce.ts'
import { writableOwner, type Owner } from './owner.ts'

type Change = (before: readonly string[]) => string[]

/** Tags are one however they are written: the first spelling stays. */
const adding =
  (tags: readonly string[]): Change =>
  (before) => {
    const all = [...before]
    for (const tag of tags.flatMap((one) => one.split(',')).map((one) => one.trim())) {
      if (tag !== '' && !all.some((one) => one.toLowerCase() === tag.toLowerCase())) all.push(tag)
    }
    return all
  }

export const withoutDoubles = (tags: readonly string[]): string[] => adding(tags)([])

const removing =
  (tags: readonly string[]): Change =>
  (before) => {
    const gone = new Set(tags.flatMap((one) => one.split(',')).map((one) => one.trim().toLowerCase()))
    return before.filter((one) => !gone.has(one.toLowerCase()))
  }

function changeOrder(context: Context, view: OrderView, change: Change): void {
  const { order } = view
  const tags = change(order.tags)
  if (tags.length === order.tags.length && tags.every((one, place) => one === order.tags[place])) return
  order.tags = tags
  order.updatedAt = Date.now()
  context.shop.orders.save(order)
  orderChanged(context.shop, order, ['ORDERS_UPDATED'])
}

function changeOwner(context: Context, owner: Owner, change: Change): boolean {
  const now = Date.now()
  if (owner.type === 'Order') changeOrder(context, owner.value as OrderView, change)
  else if (owner.type === 'Customer') {
    const customer = owner.value as Customer
    const tags = change(customer.tags)
    if (tags.length === customer.tags.length && tags.every((one, place) => one === customer.tags[place])) return true
    context.shop.customers.save({ ...customer, tags, updatedAt: now })
    customerChanged(context.shop, customer.id, 'CUSTOMERS_UPDATE')
  } else if (owner.type === 'Product') {
    const body = productBody(owner.value as ProductRow)
    const tags = change(body.tags)
    context.shop.database.run(
      'UPDATE products SET tags = ?, body = ?, updated = ? WHERE id = ?',
      storedList(tags),
      JSON.stringify({ ...body, tags }),
      now,
      owner.id,
    )
  } else return false
  return true
}

function changeTags(context: Context, args: { id: string }, mutation: string, change: Change) {
  const owner = writableOwner(context, args.id, mutation)
  if (!owner) return { node: null, userErrors: [{ field: ['id'], message: 'Resource not found' }] }
  if (!changeOwner(context, owner, change)) {
    return { node: null, userErrors: [{ field: ['id'], message: 'Resource does not support tagging' }] }
  }
  return { node: findNode(context, args.id), userErrors: [] }
}

export const tagMutations: Fields = {
  tagsAdd: (_, args: { id: string; tags: string[] }, context) =>
    changeTags(context, args, 'tagsAdd', adding(args.tags)),
  tagsRemove: (_, args: { id: string; tags: string[] }, context) =>
    changeTags(context, args, 'tagsRemove', removing(args.tags)),
}
