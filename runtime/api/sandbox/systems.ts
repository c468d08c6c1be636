import type { SandboxControl } from '../deps.ts'
import { fail } from '../problems.ts'

/** The parts of the sandboxes' states that are shown and compared. */
export interface ShopOrder {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly displayFinancialStatus: string
  readonly cancelledAt: string | null
  readonly test: boolean
  readonly total: string | number
}
export interface Document {
  readonly id: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly lines: readonly { readonly fields: Readonly<Record<string, unknown>> }[]
}
export interface ShopState {
  /** The shop's number; another after each reset. */
  readonly environment: string
  readonly orders: readonly ShopOrder[]
  readonly products: readonly Product[]
  readonly inventoryLevels: readonly Level[]
  readonly fulfillments: readonly Fulfilment[]
}
export interface Product {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly descriptionHtml: string
  readonly variants: readonly {
    readonly id: string
    readonly sku: string | null
    readonly price: number
    readonly title: string
  }[]
}
export interface Level {
  readonly sku: string | null
  readonly location: string
  readonly available: number
}
export interface Fulfilment {
  readonly order: string
  readonly name: string
  readonly tracking: string | null
  readonly lines: readonly { readonly sku: string | null; readonly quantity: number }[]
}
export interface Article {
  readonly ItCd: string
  readonly Ds: string
  readonly Bl: boolean
  readonly SaPrice: number
  readonly StD1: string | null
  readonly StD2: string | null
}
export interface Stock {
  readonly ItCd: string
  readonly warehouse: string
  readonly dimension1?: string
  readonly dimension2?: string
  readonly physical: number
  readonly available: number
  readonly reserved: number
  readonly onOrder: number
}
export interface AfasState {
  readonly articles: readonly Article[]
  readonly stock: readonly Stock[]
  readonly documents: Readonly<Record<string, readonly Document[]>>
  readonly debtors: readonly { readonly id: string; readonly email: string }[]
}

const PATIENCE = 15_000

export function shopState({ shopifyUrl }: SandboxControl): Promise<ShopState> {
  return ask(`${shopifyUrl}/_sandbox/state`)
}

export function afasState({ afasUrl }: SandboxControl): Promise<AfasState> {
  return ask(`${afasUrl}/_sandbox/state`)
}

export async function ask<T>(url: string, body?: object): Promise<T> {
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(PATIENCE),
    ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw fail(502, 'sandbox.unavailable', `A sandbox does not answer: ${error instanceof Error ? error.message : ''}`)
  })
  const text = await answer.text()
  if (!answer.ok) throw fail(502, 'sandbox.refused', saidIn(text) ?? `A sandbox answered ${answer.status}.`)
  return (text === '' ? {} : JSON.parse(text)) as T
}

/** Why the sandbox did not do it, in its own words. */
function saidIn(text: string): string | undefined {
  try {
    const { detail } = JSON.parse(text) as { readonly detail?: unknown }
    return typeof detail === 'string' ? `${detail}.` : undefined
  } catch {
    return undefined
  }
}
