/** What the app in the shop must be allowed to do, and what for. `write_x` includes `read_x`. */
export interface Scope {
  readonly handle: string
  readonly purpose: string
  /** Without it the nodes of this connector do not work; the others only widen what is seen. */
  readonly required: boolean
}

export const scopes: readonly Scope[] = [
  { handle: 'read_orders', purpose: 'reading orders', required: true },
  { handle: 'read_customers', purpose: 'the customer, the company and its VAT number', required: true },
  { handle: 'read_products', purpose: 'the product and variant of an order line', required: true },
  { handle: 'read_payment_terms', purpose: 'orders on account', required: true },
  { handle: 'write_orders', purpose: 'noting the AFAS number on the order', required: true },
  { handle: 'read_locations', purpose: 'choosing a location', required: false },
  { handle: 'write_inventory', purpose: 'setting stock', required: false },
  {
    handle: 'write_products',
    purpose: 'making products and collections, and keeping them up to date',
    required: false,
  },
  { handle: 'write_files', purpose: 'images of products', required: false },
  { handle: 'write_publications', purpose: 'putting products on sales channels', required: false },
  {
    handle: 'write_merchant_managed_fulfillment_orders',
    purpose: 'marking orders as sent, with their tracking',
    required: false,
  },
  { handle: 'write_customers', purpose: 'making customers, and keeping them up to date', required: false },
  { handle: 'write_companies', purpose: 'companies with their locations and contacts', required: false },
  { handle: 'read_all_orders', purpose: 'orders older than 60 days', required: false },
]

/** Those of `scopes` that are not granted. */
export function missingScopes(granted: readonly string[]): readonly Scope[] {
  const has = new Set(granted)
  const covered = (handle: string) => has.has(handle) || has.has(handle.replace(/^read_/, 'write_'))
  return scopes.filter((scope) => !covered(scope.handle))
}
