/** The shop's own picture of an order. Amounts are whole cents of the shop's currency, times are milliseconds. */

export interface Address {
  readonly firstName: string
  readonly lastName: string
  readonly company: string | null
  readonly address1: string
  readonly address2: string | null
  readonly zip: string
  readonly city: string
  readonly provinceCode: string | null
  readonly country: string
  readonly phone: string | null
}

export interface Tax {
  readonly title: string
  readonly rate: number
  cents: number
}

export interface Discount {
  readonly kind: 'code' | 'automatic' | 'manual'
  readonly title: string
  readonly target: 'LINE_ITEM' | 'SHIPPING_LINE'
  readonly method: 'ACROSS' | 'EACH' | 'ONE'
  readonly value: { readonly percent: number } | { readonly cents: number }
}

/** A line's share of one discount; `discount` is its place in the order's list. */
export interface Allocation {
  readonly discount: number
  cents: number
}

export interface Attribute {
  readonly key: string
  readonly value: string
}

export interface Line {
  readonly id: number
  readonly title: string
  readonly variantTitle: string | null
  readonly sku: string | null
  readonly vendor: string | null
  /** As ordered; removed and refunded units stay in it. */
  quantity: number
  unit: number
  readonly variant: number | null
  readonly product: number | null
  readonly grams: number
  readonly taxable: boolean
  readonly requiresShipping: boolean
  readonly giftCard: boolean
  allocations: Allocation[]
  taxes: Tax[]
  readonly group?: {
    readonly id: number
    readonly title: string
    readonly quantity: number
    readonly variantSku: string
  }
  readonly attributes: readonly Attribute[]
}

export interface ShippingLine {
  readonly id: number
  readonly title: string
  readonly code: string
  readonly carrier: string | null
  cents: number
  allocations: Allocation[]
  taxes: Tax[]
}

export interface Transaction {
  readonly id: number
  readonly kind: 'AUTHORIZATION' | 'CAPTURE' | 'SALE' | 'REFUND' | 'VOID'
  status: 'SUCCESS' | 'PENDING' | 'FAILURE'
  readonly gateway: string
  readonly cents: number
  readonly at: number
  readonly parent?: number
}

export interface RefundLine {
  readonly id: number
  readonly line: number
  readonly quantity: number
  readonly restock: 'RETURN' | 'CANCEL' | 'NO_RESTOCK'
  /** After discounts; VAT is inside it when the order's prices include VAT. */
  readonly subtotal: number
  readonly tax: number
  /** Where those units were when they were taken out: still to be sent from a place, or sent already. */
  readonly units: readonly Units[]
}

export interface Units {
  /** Index of the location. */
  readonly location: number
  readonly quantity: number
  readonly sent: boolean
}

/** Money given back, or units taken out of the order without money (an edit, a cancelled unpaid order). */
export interface Refund {
  readonly id: number
  readonly at: number
  readonly note: string | null
  readonly lines: readonly RefundLine[]
  readonly shipping: readonly { readonly line: number; readonly subtotal: number; readonly tax: number }[]
  readonly adjustments: readonly { readonly id: number; readonly reason: string; readonly cents: number }[]
  readonly transactions: readonly number[]
}

export type DeliveryMethod = 'SHIPPING' | 'PICK_UP' | 'NONE'

export interface FulfilmentOrderLine {
  readonly id: number
  readonly line: number
  total: number
  remaining: number
}

export interface Hold {
  readonly id: number
  readonly reason: string
  readonly notes: string | null
  readonly handle: string | null
  /** Put there by a program; else by a person in the shop. */
  readonly byApp: boolean
}

/** Work to be done at one place for one order. */
export interface FulfilmentOrder {
  readonly id: number
  /** Index of the location. */
  location: number
  readonly method: DeliveryMethod
  status: 'OPEN' | 'IN_PROGRESS' | 'ON_HOLD' | 'CLOSED' | 'CANCELLED'
  lines: FulfilmentOrderLine[]
  holds: Hold[]
  readonly createdAt: number
  updatedAt: number
}

export interface Tracking {
  readonly company: string | null
  readonly numbers: readonly string[]
  readonly urls: readonly string[]
}

/** What left the shop in one go. */
export interface Fulfilment {
  readonly id: number
  /** #1001-F1. */
  readonly name: string
  readonly at: number
  updatedAt: number
  readonly location: number
  readonly method: DeliveryMethod
  status: 'SUCCESS' | 'CANCELLED'
  tracking: Tracking
  readonly lines: readonly { readonly id: number; readonly line: number; readonly quantity: number }[]
  readonly fulfilmentOrders: readonly number[]
  readonly origin: Readonly<Record<string, string | null>> | null
  /** How often the customer was told. */
  notified: number
}

export interface Order {
  /** Its place in the shop's row of orders: name and ids come from it. */
  readonly n: number
  readonly createdAt: number
  readonly processedAt: number
  updatedAt: number
  cancelledAt: number | null
  cancelReason: string | null
  closedAt: number | null
  readonly test: boolean
  edited: boolean
  readonly source: string
  email: string | null
  phone: string | null
  note: string | null
  poNumber: string | null
  tags: string[]
  attributes: Attribute[]
  readonly locale: string
  readonly currency: string
  /** What the customer paid in, when that is not the shop's currency; amounts follow line by line. */
  readonly presentment: { readonly currency: string; readonly rate: number } | null
  readonly taxesIncluded: boolean
  readonly taxExempt: boolean
  readonly customer: number | null
  readonly companyLocation: number | null
  readonly paymentTerms: { readonly type: string; readonly name: string; readonly days: number } | null
  billing: Address | null
  shipTo: Address | null
  readonly discounts: readonly Discount[]
  lines: Line[]
  shipping: ShippingLine[]
  transactions: Transaction[]
  refunds: Refund[]
  fulfilmentOrders: FulfilmentOrder[]
  fulfilments: Fulfilment[]
  /** Follows from those two; kept for lists. */
  fulfillment: 'UNFULFILLED' | 'PARTIALLY_FULFILLED' | 'FULFILLED' | 'ON_HOLD'
}

/** Ids from the order's place and the part's place within it, in ranges that cannot meet. */
export const ids = {
  order: (n: number) => 5_800_000_000_000 + n,
  orderPlace: (id: number) => id - 5_800_000_000_000,
  line: (n: number, i: number) => 14_000_000_000_000 + n * 1000 + i,
  lineGroup: (n: number) => 1_100_000_000_000 + n,
  shipping: (n: number, i: number) => 4_500_000_000_000 + n * 10 + i,
  transaction: (n: number, i: number) => 6_900_000_000_000 + n * 100 + i,
  refund: (n: number, i: number) => 9_200_000_000_000 + n * 100 + i,
  refundLine: (n: number, i: number) => 9_400_000_000_000 + n * 1000 + i,
  fulfilmentOrder: (n: number, i: number) => 6_700_000_000_000 + n * 1000 + i,
  fulfilmentOrderPlace: (id: number) => Math.floor((id - 6_700_000_000_000) / 1000),
  fulfilmentOrderLine: (n: number, i: number) => 13_900_000_000_000 + n * 10_000 + i,
  fulfilment: (n: number, i: number) => 5_200_000_000_000 + n * 1000 + i,
  fulfilmentPlace: (id: number) => Math.floor((id - 5_200_000_000_000) / 1000),
  fulfilmentLine: (n: number, i: number) => 12_900_000_000_000 + n * 10_000 + i,
  hold: (n: number, i: number) => 880_000_000_000 + n * 100 + i,
  customer: (n: number) => 7_100_000_000_000 + n,
  company: (n: number) => 8_300_000 + n,
  product: (index: number) => 8_100_000_000_000 + index,
  variant: (index: number, i: number) => 44_000_000_000_000 + index * 100 + i,
  inventoryItem: (variant: number) => variant + 2_000_000_000_000,
  variantOfItem: (item: number) => item - 2_000_000_000_000,
  location: (index: number) => 71_000_000_001 + index,
} as const

export const orderName = (n: number): string => `#${1000 + n}`
