import type { AfasState, Call, Koppel, RunView, ShopState } from '../testing/koppel.ts'
import { writesOf } from '../testing/koppel.ts'

/** A fulfilment as the Shopify sandbox shows it in its state; those that were cancelled are not there. */
export interface Fulfilment {
  readonly id: string
  readonly order: string
  readonly name: string
  readonly location: string | null
  readonly tracking: string | null
  readonly trackingInfo: readonly { company: string | null; number: string | null; url: string | null }[]
  readonly notified: number
  readonly lines: readonly { readonly id: string; readonly sku: string | null; readonly quantity: number }[]
}
export interface SalesLine {
  readonly guid: string
  readonly fields: { readonly ItCd: string; readonly VaIt: string; readonly QuUn: number }
}
export interface Slip {
  readonly id: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly lines: readonly SalesLine[]
}
export interface OrderedLine {
  readonly sku: string
  readonly quantity: number
  /** The location that it is to be sent from; default the first. */
  readonly location?: string
}
interface ShippingState extends ShopState {
  readonly fulfillments: readonly Fulfilment[]
}

export const FLOW = 'shipments-to-shopify'
const CONNECTIONS = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }

/** What people do in both systems around shipments, and what they see there. */
export class Shipping {
  readonly koppel: Koppel

  constructor(koppel: Koppel) {
    this.koppel = koppel
  }

  /** A small shop without orders in AFAS, with room for all calls: its rate is not what these tests are about. */
  async begin(size: { readonly seed: number; readonly orders: number }): Promise<void> {
    const reset = { ...size, products: 60, customers: 20, bucket: { size: 1_000_000, restore: 1_000_000 } }
    await Promise.all([this.koppel.shop('POST', 'reset', reset), this.koppel.afas('POST', 'reset', reset)])
  }

  async install(): Promise<void> {
    await this.installed('orders-to-afas')
    await this.installed(FLOW)
  }

  async installed(template: string, more: object = {}): Promise<void> {
    const body = { connections: CONNECTIONS, ...more }
    const answer = await this.koppel.api('POST', `/api/templates/${template}/install`, body)
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  }

  /** A paid order of these articles; in AFAS only after a run of the orders. */
  async ordered(...lines: readonly OrderedLine[]): Promise<string> {
    return (await this.koppel.shop<{ name: string }>('POST', 'orders', { lines, webhook: false })).name
  }

  /** The slip that leaves the warehouse; without `more` all that is open. */
  async ships(order: string, more: object = {}): Promise<string> {
    return (await this.koppel.afas<{ slip: string }>('POST', 'ship', { order, ...more })).slip
  }

  run(body: object = { mode: 'live' }): Promise<RunView> {
    return this.koppel.run(FLOW, body, 120_000)
  }

  async sent(order: string): Promise<readonly Fulfilment[]> {
    return (await this.state()).fulfillments.filter((one) => one.order === order)
  }

  state(): Promise<ShippingState> {
    return this.koppel.shop<ShippingState>('GET', 'state')
  }

  async documents(kind: string): Promise<readonly Slip[]> {
    const { documents } = await this.koppel.afas<AfasState>('GET', 'state')
    return (documents[kind] ?? []) as unknown as readonly Slip[]
  }

  /** How often something was written in the shop. */
  async writes(operation = ''): Promise<number> {
    const calls = writesOf(await this.koppel.shop<Call[]>('GET', 'calls'))
    return calls.filter((call) => operation === '' || call.operation === operation).length
  }

  /** What people see of the records with this name in a run. */
  async record(run: RunView, key: string) {
    const records = await this.koppel.records(run.id, `&key=${encodeURIComponent(key)}`)
    return records[0]
  }

  async again(run: RunView, key: string, update = false): Promise<RunView> {
    const record = await this.record(run, key)
    const body = { ids: [record?.id], ...(update ? { update } : {}) }
    const answer = await this.koppel.api<{ run: string }>('POST', '/api/records/retry', body)
    if (answer.status !== 202) throw new Error(JSON.stringify(answer.body))
    return this.koppel.runEnd(answer.body.run)
  }
}
