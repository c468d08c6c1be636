/** The parts of a shop order that a debtor is made of. Any source may give them; what is missing is simply not used. */
export interface ShopAddress {
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly name?: string | null
  readonly company?: string | null
  readonly address1?: string | null
  readonly address2?: string | null
  readonly zip?: string | null
  readonly city?: string | null
  readonly countryCodeV2?: string | null
  readonly phone?: string | null
}

export interface ShopOrder {
  readonly email?: string | null
  /** When it was placed: the newest order of a customer says where they live. */
  readonly processedAt?: string | null
  readonly createdAt?: string | null
  readonly phone?: string | null
  readonly currencyCode?: string | null
  readonly billingAddress?: ShopAddress | null
  readonly shippingAddress?: ShopAddress | null
  readonly customer?: {
    readonly email?: string | null
    readonly phone?: string | null
    readonly firstName?: string | null
    readonly lastName?: string | null
  } | null
  readonly vatNumber?: string | null
  /** The company that bought, where the shop sells to companies. */
  readonly purchasingCompany?: { readonly name?: string | null } | null
  /** The debtor that the buyer is known to be, or to buy for; of another environment it says nothing. */
  readonly accounting?: {
    readonly debtor?: string | null
    readonly environment?: string | null
    readonly company?: boolean | null
  } | null
  /** What a checkout asked on top; a VAT number often stands here. */
  readonly customAttributes?: readonly { readonly key?: string | null; readonly value?: string | null }[] | null
}

/** The e-mail address that says who this is, as it was typed; empty when there is none. */
export function emailOf(order: ShopOrder): string {
  return text(order.email) || text(order.customer?.email)
}

/** The address of the invoice, or where it is sent when there is no other. */
export function addressOf(order: ShopOrder): ShopAddress {
  return order.billingAddress ?? order.shippingAddress ?? {}
}

/** The number of the debtor that is known of the buyer; empty when there is none of this environment. */
export function knownDebtor({ accounting }: ShopOrder, environment: string): string {
  const elsewhere = text(accounting?.environment)
  return elsewhere === '' || elsewhere === environment ? text(accounting?.debtor) : ''
}

/** Without the blanks and dots that people write in it. */
export function vatNumberOf(order: ShopOrder): string {
  const asked = order.customAttributes?.find((one) => /\b(vat|btw|tva|ust|mwst)/i.test(one.key ?? ''))?.value
  return (text(order.vatNumber) || text(asked)).replace(/[\s.]/g, '').toUpperCase()
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
