import {
  BULK_OPERATION,
  BULK_OPERATIONS,
  CANCEL_BULK,
  STAGE_VARIABLES,
  START_BULK_MUTATION,
  START_BULK_QUERY,
} from './bulk.ts'
import { FIND_ORDERS } from './find-orders.ts'
import {
  CREATE_FULFILMENT,
  FULFILMENT,
  MORE_SENT_LINES,
  MORE_WORK_LINES,
  ORDER_WORK,
  UPDATE_TRACKING,
} from './fulfilments.ts'
import type { Document } from './document.ts'
import { ADD_TAGS, ORDER_MARKS, SET_METAFIELDS } from './order-marks.ts'
import { OPEN_LINES, OPEN_ORDERS } from './open-orders.ts'
import { ORDER_LINES, ORDERS, ORDERS_BY_ID } from './orders.ts'
import { ADD_OPTIONS, ADD_VARIANTS, CREATE_PRODUCT, UPDATE_PRODUCT, UPDATE_VARIANTS } from './product-writes.ts'
import { ADD_MEDIA, DETACH_MEDIA, PRODUCT_MEDIA, STAGE_IMAGE } from './product-media.ts'
import {
  COLLECTIONS,
  CREATE_COLLECTION,
  PRODUCT_COLLECTIONS,
  PUBLICATIONS,
  PUBLISH,
  PUBLISHED_ON,
} from './product-places.ts'
import { PRODUCT_VARIANTS, PRODUCTS_BY_ID } from './products.ts'
import { ACCESS, BUDGET, LOCATIONS, SHOP } from './shop.ts'
import { ALL_VARIANTS, VARIANT_STOCK, VARIANTS_COUNT } from './variant-stock.ts'
import { SET_STOCK, STOCK_AT, STOCK_READING, TRACK_ITEM } from './stock.ts'
import { VARIANTS } from './variants.ts'
import { REPAIR_SUBSCRIPTION, SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE } from './webhook-subscriptions.ts'

/** Every document there is; the test holds each against the published schema and the folder against this list. */
export const documents: readonly Pick<Document<unknown, object>, 'name' | 'kind' | 'text'>[] = [
  ADD_MEDIA,
  COLLECTIONS,
  CREATE_COLLECTION,
  DETACH_MEDIA,
  PRODUCT_COLLECTIONS,
  PRODUCT_MEDIA,
  PUBLICATIONS,
  PUBLISH,
  PUBLISHED_ON,
  STAGE_IMAGE,
  ACCESS,
  ADD_OPTIONS,
  ADD_TAGS,
  ADD_VARIANTS,
  ALL_VARIANTS,
  BUDGET,
  BULK_OPERATION,
  BULK_OPERATIONS,
  CANCEL_BULK,
  CREATE_PRODUCT,
  LOCATIONS,
  OPEN_LINES,
  OPEN_ORDERS,
  ORDERS,
  ORDERS_BY_ID,
  ORDER_LINES,
  ORDER_MARKS,
  PRODUCTS_BY_ID,
  PRODUCT_VARIANTS,
  REPAIR_SUBSCRIPTION,
  SET_METAFIELDS,
  SET_STOCK,
  SHOP,
  STAGE_VARIABLES,
  START_BULK_MUTATION,
  START_BULK_QUERY,
  STOCK_AT,
  STOCK_READING,
  SUBSCRIBE,
  SUBSCRIPTIONS,
  TRACK_ITEM,
  UNSUBSCRIBE,
  UPDATE_PRODUCT,
  UPDATE_VARIANTS,
  VARIANTS_COUNT,
  VARIANT_STOCK,
  VARIANTS,
  CREATE_FULFILMENT,
  FIND_ORDERS,
  FULFILMENT,
  MORE_SENT_LINES,
  MORE_WORK_LINES,
  ORDER_WORK,
  UPDATE_TRACKING,
]
