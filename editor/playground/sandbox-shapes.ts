/** What both sandboxes hold, as far as the playground shows it (design.md section 6: state shapes). */
export interface ShopLine {
  readonly id?: string
  readonly sku: string | null
  readonly title?: string
  readonly quantity: number
  /** Without what was taken out of the order again. */
  readonly currentQuantity?: number
  readonly unfulfilledQuantity?: number
  readonly requiresShipping?: boolean
  readonly price?: string | number
}

export interface ShopOrder {
  readonly name: string
  readonly email?: string | null
  readonly company?: string | null
  readonly customer?: string | null
  readonly displayFinancialStatus?: string
  readonly displayFulfillmentStatus?: string
  readonly cancelledAt?: string | null
  readonly createdAt?: string
  readonly test?: boolean
  readonly total?: string | number
  readonly currency?: string
  readonly tags?: readonly string[]
  readonly lines?: readonly ShopLine[]
}

export interface AfasDocument {
  readonly id: string
  readonly kind?: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly lines: readonly AfasLine[]
}

export interface AfasLine {
  readonly guid?: string
  /** How many of it are on packing slips. */
  readonly delivered?: number
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Debtor {
  readonly id: string
  readonly kind: 'organisation' | 'person'
  readonly name: string
  readonly email?: string
  readonly contact?: unknown
}

export interface BothSides {
  readonly order: ShopOrder
  readonly documents: readonly AfasDocument[]
  /** Packing slips in AFAS. */
  readonly slips: readonly AfasDocument[]
  /** What the shop knows as sent. */
  readonly fulfillments: readonly {
    readonly name: string
    readonly tracking: string | null
    readonly lines: readonly { readonly sku: string | null; readonly quantity: number }[]
  }[]
  readonly debtor?: Debtor
}
