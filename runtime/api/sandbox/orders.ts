import { fail, notFound } from '../problems.ts'
import type { SandboxControl } from '../deps.ts'
import { afasState, ask, shopState, type AfasState, type Document, type ShopOrder } from './systems.ts'

export type OrderKind = 'guest' | 'company' | 'foreign' | 'unknown-sku'

const LAST = 50

export async function placeOrder({ shopifyUrl }: SandboxControl, kind: OrderKind): Promise<{ name: string }> {
  const { name } = await ask<{ name: string }>(`${shopifyUrl}/_sandbox/orders`, { kind })
  return { name }
}

export async function lastOrders(sandbox: SandboxControl): Promise<ShopOrder[]> {
  const { orders } = await shopState(sandbox)
  return orders.slice(-LAST).toReversed()
}

/** The shop's order beside what AFAS has of it. */
export async function orderBeside(sandbox: SandboxControl, given: string) {
  const name = given.startsWith('#') ? given : `#${given}`
  const [shop, afas] = await Promise.all([shopState(sandbox), afasState(sandbox)])
  const order = shop.orders.find((one) => one.name === name || one.id === given)
  if (!order) throw notFound('order', name)
  const documents = documentsOf(afas).filter((one) => one.reference === order.name)
  const slips = (afas.documents['FbDeliveryNote'] ?? []).filter((one) => text(one.fields['RfCs']) === order.name)
  const numbers = new Set(documents.map(({ document }) => text(document.fields['DbId'])))
  const debtor = afas.debtors.find((one) => numbers.has(one.id))
  return {
    order,
    documents: documents.map(({ kind, document }) => ({ kind, ...document })),
    slips,
    fulfillments: shop.fulfillments.filter((one) => one.order === order.name),
    ...(debtor ? { debtor } : {}),
  }
}

/** Made out of a sales order, whose reference they carry: no second document of the order. */
const FOLLOWS: ReadonlySet<string> = new Set(['FbDeliveryNote', 'invoices'])

/** Every document in AFAS that an order may have become, with the order's name that it carries. */
export function documentsOf(
  afas: Pick<AfasState, 'documents'>,
): { kind: string; reference: string; document: Document }[] {
  return Object.entries(afas.documents)
    .filter(([kind]) => !FOLLOWS.has(kind))
    .flatMap(([kind, documents]) => documents.map((document) => ({ kind, reference: referenceOf(document), document })))
}

/** A journal entry carries it in its lines, as the number of their voucher. */
function referenceOf({ fields, lines }: Document): string {
  return text(fields['RfCs'] ?? lines[0]?.fields['BpNr'])
}

export function sandboxOf(sandbox: SandboxControl | undefined): SandboxControl {
  if (sandbox) return sandbox
  throw fail(404, 'sandbox.off', 'This installation has no sandbox.', { advice: 'Start Koppel with KOPPEL_SANDBOX=1.' })
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
