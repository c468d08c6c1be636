import type { ConformanceCase, World } from '../sdk/conformance/case.ts'
import type { SourceRecord } from '../sdk/record.ts'
import { createFulfilment } from './nodes/create-fulfilment/create-fulfilment.ts'
import { findOrder } from './nodes/find-order/find-order.ts'
import { lookUp } from './nodes/look-up.ts'
import { markOrder } from './nodes/mark-order/mark-order.ts'
import { orders } from './nodes/orders/orders.ts'
import { publishProduct } from './nodes/publish-product/publish-product.ts'
import { setCollections } from './nodes/set-collections/set-collections.ts'
import { setCompany } from './nodes/set-company/set-company.ts'
import { setCustomer } from './nodes/set-customer/set-customer.ts'
import { setImages } from './nodes/set-images/set-images.ts'
import { setProduct } from './nodes/set-product/set-product.ts'
import { setStock } from './nodes/set-stock/set-stock.ts'
import { variants } from './nodes/variants/variants.ts'

/** Products that the sandbox shop has, as they stand behind the node that writes them. */
function inShop({ articles }: World, fields: object): readonly SourceRecord[] {
  return articles.slice(0, 3).map((article, at) => ({
    ...article,
    data: {
      ...fields,
      written: { product: { id: `gid://shopify/Product/${8_100_000_000_000 + at}`, data: { created: true } } },
    },
  }))
}

export const shopifyCases: readonly ConformanceCase[] = [
  { node: orders, config: { pageSize: 7 } },
  {
    node: markOrder,
    config: { tag: 'AFAS {number}' },
    records: (world) =>
      world.orders.map((order, at) => ({
        ...order,
        data: { ...(order.data as object), written: { order: { id: String(60_012_000 + at) } } },
      })),
    writes: true,
  },
  { node: lookUp, config: { value: 'ItemCode', notFound: 'go-on' }, records: ({ articles }) => articles },
  { node: variants, config: { pageSize: 20 } },
  {
    node: setStock,
    records: (world) =>
      world.articles.map((article, at) => ({
        ...article,
        data: { sku: article.key, levels: [{ location: 'Winkel Utrecht', available: at + 3 }] },
      })),
    writes: true,
  },
  {
    node: setProduct,
    records: ({ articles }) =>
      articles.slice(0, 6).map((article) => ({
        ...article,
        data: { title: article.key, variants: [{ sku: `NEW-${article.key}`, price: 12.5 }] },
      })),
    writes: true,
  },
  {
    node: setCustomer,
    records: ({ articles }) =>
      articles.slice(0, 6).map((article, at) => ({
        ...article,
        data: {
          number: `C${at}`,
          email: `trial${at}@example.org`,
          lastName: `Trial ${at}`,
          address: { address1: 'Kade 1', city: 'Ede', countryCode: 'NL' },
          metafields: [{ name: 'koppel.cost_centre', value: 'WEB' }],
        },
      })),
    writes: true,
  },
  {
    node: setCompany,
    records: ({ articles }) =>
      articles.slice(0, 6).map((article, at) => ({
        ...article,
        data: {
          number: `F${at}`,
          name: `Firm ${at}`,
          locations: [{ number: `F${at}`, address: { address1: 'Kade 1', city: 'Ede', countryCode: 'NL' } }],
          contacts: [{ email: `buyer${at}@example.org`, lastName: `Buyer ${at}` }],
        },
      })),
    writes: true,
  },
  // Nothing to put there: files, collections and channels of these need both systems (runtime/acceptance).
  { node: setImages, records: (world) => inShop(world, { images: [] }) },
  { node: setCollections, records: (world) => inShop(world, { collections: [] }) },
  { node: publishProduct, config: { publications: [] }, records: (world) => inShop(world, {}) },
  {
    node: findOrder,
    records: (world) => world.orders.map((order) => ({ ...order, data: { order: { reference: order.key } } })),
  },
  {
    node: createFulfilment,
    records: (world) =>
      world.orders.map((order) => {
        const { id, lineItems } = order.data as { id: string; lineItems: { sku: string | null; quantity: number }[] }
        const lines = lineItems.filter(({ sku }) => sku !== null).slice(0, 1)
        return { ...order, data: { fulfilment: { order: id, tracking: { number: `3S${order.key}` }, lines } } }
      }),
    writes: true,
  },
]
