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
  readonly lines: readonly unknown[]
}
export interface ShopState {
  /** The shop's number; another after each reset. */
  readonly environment: string
  readonly orders: readonly ShopOrder[]
}
export interface AfasState {
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
  if (!answer.ok) throw fail(502, 'sandbox.refused', `A sandbox answered ${answer.status}: ${text.slice(0, 300)}`)
  return (text === '' ? {} : JSON.parse(text)) as T
}
