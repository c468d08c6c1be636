import type { Document } from './document.ts'
import { ADD_TAGS, ORDER_MARKS, SET_METAFIELDS } from './order-marks.ts'
import { ORDER_LINES, ORDERS, ORDERS_BY_ID } from './orders.ts'
import { ADD_OPTIONS, ADD_VARIANTS, CREATE_PRODUCT, UPDATE_PRODUCT, UPDATE_VARIANTS } from './product-writes.ts'
import { PRODUCT_VARIANTS, PRODUCTS_BY_ID, VARIANTS_BY_SKU } from './products.ts'
import { ACCESS, BUDGET, LOCATIONS, SHOP } from './shop.ts'
import { REPAIR_SUBSCRIPTION, SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE } from './webhook-subscriptions.ts'

/** Every document there is; the test holds each against the published schema and the folder against this list. */
export const documents: readonly Pick<Document<unknown, object>, 'name' | 'kind' | 'text'>[] = [
  ACCESS,
  ADD_OPTIONS,
  ADD_TAGS,
  ADD_VARIANTS,
  BUDGET,
  CREATE_PRODUCT,
  LOCATIONS,
  ORDERS,
  ORDERS_BY_ID,
  ORDER_LINES,
  ORDER_MARKS,
  PRODUCT_VARIANTS,
  PRODUCTS_BY_ID,
  REPAIR_SUBSCRIPTION,
  SET_METAFIELDS,
  SHOP,
  SUBSCRIBE,
  SUBSCRIPTIONS,
  UNSUBSCRIBE,
  UPDATE_PRODUCT,
  UPDATE_VARIANTS,
  VARIANTS_BY_SKU,
]
