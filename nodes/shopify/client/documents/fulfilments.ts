import type { UserError } from '../user-errors.ts'
import { mutation, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'

interface Page<T> {
  readonly pageInfo: PageInfo
  readonly nodes: readonly T[]
}

export interface RawWorkLine {
  readonly id: string
  readonly remainingQuantity: number
  readonly totalQuantity: number
  readonly sku: string | null
  readonly lineItem: { readonly id: string; readonly quantity: number; readonly currentQuantity: number }
}

/** What Shopify calls a fulfillment order: work to be done at one location. */
export interface RawWork {
  readonly id: string
  readonly status: string
  readonly assignedLocation: { readonly name: string; readonly location: { readonly id: string } | null }
  readonly deliveryMethod: { readonly methodType: string } | null
  readonly fulfillmentHolds: readonly { readonly displayReason: string; readonly reasonNotes: string | null }[]
  readonly supportedActions: readonly { readonly action: string }[]
  readonly lineItems: Page<RawWorkLine>
}

export interface RawTracking {
  readonly company: string | null
  readonly number: string | null
  readonly url: string | null
}

export interface RawSentLine {
  readonly quantity: number | null
  readonly lineItem: { readonly id: string; readonly sku: string | null }
}

/** What left in one go. */
export interface RawFulfilment {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly trackingInfo: readonly RawTracking[]
  readonly fulfillmentLineItems: Page<RawSentLine>
}

export interface RawOrderWork {
  readonly id: string
  readonly name: string
  readonly cancelledAt: string | null
  readonly cancelReason: string | null
  readonly fulfillments: readonly RawFulfilment[]
  readonly fulfillmentOrders: Page<RawWork>
}

const WORK_LINE = `
  fragment WorkLine on FulfillmentOrderLineItem {
    id remainingQuantity totalQuantity sku lineItem { id quantity currentQuantity }
  }
`
const WORK = `
  fragment Work on FulfillmentOrder {
    id status
    assignedLocation { name location { id } }
    deliveryMethod { methodType }
    fulfillmentHolds { displayReason reasonNotes }
    supportedActions { action }
    lineItems(first: 12) { pageInfo { hasNextPage endCursor } nodes { ...WorkLine } }
  }
  ${WORK_LINE}
`
const SENT_LINE = 'fragment SentLine on FulfillmentLineItem { quantity lineItem { id sku } }'

/**
 * Everything about what of an order is to be sent and was sent. Small first pages, since most orders have no more and a
 * page is paid for by its size.
 */
export const ORDER_WORK = query<{ order: RawOrderWork | null }, { id: string }>({
  name: 'OrderWork',
  text: `
    query OrderWork($id: ID!) {
      order(id: $id) {
        id name cancelledAt cancelReason
        fulfillments(first: 250) {
          id name status
          trackingInfo(first: 10) { company number url }
          fulfillmentLineItems(first: 12) { pageInfo { hasNextPage endCursor } nodes { ...SentLine } }
        }
        fulfillmentOrders(first: 2) { pageInfo { hasNextPage endCursor } nodes { ...Work } }
      }
    }
    ${WORK}
    ${SENT_LINE}
  `,
  cost: 31,
})

export const MORE_WORK = query<
  { order: { fulfillmentOrders: Page<RawWork> } | null },
  { id: string; after: string | null }
>({
  name: 'MoreWork',
  text: `
    query MoreWork($id: ID!, $after: String) {
      order(id: $id) {
        fulfillmentOrders(first: 20, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Work } }
      }
    }
    ${WORK}
  `,
  cost: 100,
})

export const MORE_WORK_LINES = query<
  { fulfillmentOrder: { lineItems: Page<RawWorkLine> } | null },
  { id: string; after: string | null }
>({
  name: 'MoreWorkLines',
  text: `
    query MoreWorkLines($id: ID!, $after: String) {
      fulfillmentOrder(id: $id) {
        lineItems(first: 250, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...WorkLine } }
      }
    }
    ${WORK_LINE}
  `,
  cost: 25,
})

export const MORE_SENT_LINES = query<
  { fulfillment: { fulfillmentLineItems: Page<RawSentLine> } | null },
  { id: string; after: string | null }
>({
  name: 'MoreSentLines',
  text: `
    query MoreSentLines($id: ID!, $after: String) {
      fulfillment(id: $id) {
        fulfillmentLineItems(first: 250, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...SentLine } }
      }
    }
    ${SENT_LINE}
  `,
  cost: 25,
})

/** One fulfilment as it stands, for comparing its tracking. */
export const FULFILMENT = query<
  { fulfillment: Pick<RawFulfilment, 'id' | 'name' | 'status' | 'trackingInfo'> | null },
  { id: string }
>({
  name: 'Fulfilment',
  text: `
    query Fulfilment($id: ID!) {
      fulfillment(id: $id) { id name status trackingInfo(first: 10) { company number url } }
    }
  `,
  cost: 2,
})

export interface TrackingInput {
  readonly company?: string
  readonly number?: string
  readonly url?: string
  readonly numbers?: readonly string[]
  readonly urls?: readonly string[]
}

export interface FulfilmentInput {
  readonly lineItemsByFulfillmentOrder: readonly {
    readonly fulfillmentOrderId: string
    readonly fulfillmentOrderLineItems: readonly { readonly id: string; readonly quantity: number }[]
  }[]
  readonly trackingInfo?: TrackingInput
  readonly notifyCustomer?: boolean
}

/** Lines in one call. */
export const MOST_FULFILMENT_LINES = 512

/** Knows no idempotency: the same call again ships again, as long as something is left to ship. */
export const CREATE_FULFILMENT = mutation<
  {
    fulfillmentCreate: { fulfillment: { id: string; name: string } | null; userErrors: readonly UserError[] }
  },
  { fulfillment: FulfilmentInput }
>({
  name: 'CreateFulfilment',
  text: `
    mutation CreateFulfilment($fulfillment: FulfillmentInput!) {
      fulfillmentCreate(fulfillment: $fulfillment) {
        fulfillment { id name }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

export const UPDATE_TRACKING = mutation<
  { fulfillmentTrackingInfoUpdate: { fulfillment: { id: string } | null; userErrors: readonly UserError[] } },
  { id: string; tracking: TrackingInput; notify: boolean }
>({
  name: 'UpdateTracking',
  text: `
    mutation UpdateTracking($id: ID!, $tracking: FulfillmentTrackingInput!, $notify: Boolean) {
      fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $tracking, notifyCustomer: $notify) {
        fulfillment { id }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})
