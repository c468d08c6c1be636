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
import { shopifySystem } from './system.ts'

const nodes = [
  orders,
  markOrder,
  setProduct,
  setImages,
  setCollections,
  publishProduct,
  setStock,
  variants,
  findOrder,
  createFulfilment,
  lookUp,
  setCustomer,
  setCompany,
] as const

export const shopify: typeof shopifySystem = { ...shopifySystem, nodes: () => nodes }
