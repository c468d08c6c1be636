import type { UsedNode } from '../sdk/used-node.ts'

/** What the app in the shop must be allowed to do, and what for. `write_x` includes `read_x`. */
export interface Scope {
  readonly handle: string
  readonly purpose: string
  /** Without it the orders integration does not work: asked for while nobody knows what a connection is for. */
  readonly required: boolean
  /** Types of the nodes that do not work without it. */
  readonly nodes: readonly string[]
}

export const scopes: readonly Scope[] = [
  {
    handle: 'read_orders',
    purpose: 'reading orders',
    required: true,
    nodes: ['shopify.orders', 'shopify.mark-order', 'shopify.find-order', 'shopify.create-fulfilment'],
  },
  {
    handle: 'read_customers',
    purpose: 'the customer, the company and its VAT number',
    required: true,
    nodes: ['shopify.orders', 'shopify.set-customer', 'shopify.set-company'],
  },
  {
    handle: 'read_products',
    purpose: 'the product and variant of an order line',
    required: true,
    nodes: [
      'shopify.orders',
      'shopify.variants',
      'shopify.set-stock',
      'shopify.set-product',
      'shopify.set-images',
      'shopify.set-collections',
      'shopify.publish-product',
    ],
  },
  { handle: 'read_payment_terms', purpose: 'orders on account', required: true, nodes: ['shopify.orders'] },
  {
    handle: 'write_orders',
    purpose: 'noting the AFAS number on the order',
    required: true,
    nodes: ['shopify.mark-order'],
  },
  { handle: 'read_locations', purpose: 'choosing a location', required: false, nodes: ['shopify.set-stock'] },
  { handle: 'write_inventory', purpose: 'setting stock', required: false, nodes: ['shopify.set-stock'] },
  {
    handle: 'write_products',
    purpose: 'making products and collections, and keeping them up to date',
    required: false,
    nodes: ['shopify.set-product', 'shopify.set-images', 'shopify.set-collections'],
  },
  { handle: 'write_files', purpose: 'images of products', required: false, nodes: ['shopify.set-images'] },
  {
    handle: 'write_publications',
    purpose: 'putting products on sales channels',
    required: false,
    nodes: ['shopify.publish-product'],
  },
  {
    handle: 'write_merchant_managed_fulfillment_orders',
    purpose: 'marking orders as sent, with their tracking',
    required: false,
    nodes: ['shopify.create-fulfilment'],
  },
  {
    handle: 'write_customers',
    purpose: 'making customers, and keeping them up to date',
    required: false,
    nodes: ['shopify.set-customer', 'shopify.set-company'],
  },
  {
    handle: 'write_companies',
    purpose: 'companies with their locations and contacts',
    required: false,
    nodes: ['shopify.set-company'],
  },
  { handle: 'read_all_orders', purpose: 'orders older than 60 days', required: false, nodes: [] },
]

/** By what a look-up looks for. */
const LOOKED_UP: Readonly<Record<string, string>> = {
  ...{ variant: 'read_products', product: 'read_products', customer: 'read_customers', order: 'read_orders' },
  company: 'read_customers',
}

/** The flows that need a scope, by name. */
export function flowsNeeding(scope: Scope, used: readonly UsedNode[]): readonly string[] {
  const needing = used.filter(({ node, config }) =>
    node.type === 'shopify.look-up'
      ? LOOKED_UP[String(config['what'] ?? 'variant')] === scope.handle
      : scope.nodes.includes(node.type),
  )
  return [...new Set(needing.map(({ flow }) => flow))]
}

/** Those of `scopes` that are not granted. */
export function missingScopes(granted: readonly string[]): readonly Scope[] {
  const has = new Set(granted)
  const covered = (handle: string) => has.has(handle) || has.has(handle.replace(/^read_/, 'write_'))
  return scopes.filter((scope) => !covered(scope.handle))
}
