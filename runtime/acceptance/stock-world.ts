import { expect } from 'vitest'
import { writesOf, type Call, type Koppel, type RunView, type ShopOrder } from '../testing/koppel.ts'
import {
  expectedLevels,
  levelDifferences,
  type Calculation,
  type Level,
  type OpenOrder,
  type StockRow,
} from './stock-oracle.ts'

const TEMPLATE = 'stock-to-shopify'
const PRODUCTS = process.env['VOLUME'] === '1' ? 3000 : 300
const BUCKET = { size: 1_000_000, restore: 1_000_000 }
export const SEED = { seed: 9, orders: 20, products: PRODUCTS, customers: 12, bucket: BUCKET }
/** Everything, whatever changed. */
export const FULL = { mode: 'live', since: '2000-01-01T00:00:00Z' } as const

interface Shop {
  readonly inventoryLevels: readonly Level[]
  readonly products: readonly { readonly variants: readonly { readonly sku: string | null; tracked: boolean }[] }[]
  readonly orders: readonly (ShopOrder & OpenOrder)[]
}
interface Flow extends Record<string, unknown> {
  readonly revision: number
  readonly nodes: { readonly id: string; readonly config: Record<string, unknown> }[]
}

const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }

/** Flows of all worlds on one Koppel. */
let count = 0

/** Both systems and the stock flow, as the stock tests speak of them. */
export class StockWorld {
  readonly koppel: Koppel

  constructor(koppel: Koppel) {
    this.koppel = koppel
  }

  async reset(seed: object = SEED): Promise<void> {
    for (const system of [this.koppel.shop, this.koppel.afas]) {
      await system('POST', 'faults', { rules: [] })
      await system('POST', 'reset', seed)
    }
  }

  async install(settings: object, template = TEMPLATE): Promise<string> {
    count += 1
    const id = `${template}-${count}`
    const route = `/api/templates/${template}/install`
    const { status, body } = await this.koppel.api('POST', route, { connections, id, settings })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return id
  }

  /** The same flow with another configuration of its last node, published. */
  async configured(flow: string, config: object): Promise<void> {
    const { body } = await this.koppel.api<Flow>('GET', `/api/flows/${flow}`)
    const { revision, enabled: _e, publishedVersion: _p, hooks: _h, ...file } = body
    const nodes = file.nodes.map((node) =>
      node.id === 'set-stock' ? { ...node, config: { ...node.config, ...config } } : node,
    )
    const matches = { 'if-match': `"${revision}"` }
    expect((await this.koppel.api('PUT', `/api/flows/${flow}`, { ...file, nodes }, matches)).status).toBe(200)
    expect((await this.koppel.api('POST', `/api/flows/${flow}/publish`)).status).toBe(200)
  }

  run(flow: string, body: object = { mode: 'live' }): Promise<RunView> {
    return this.koppel.run(flow, body, 300_000)
  }

  async statusOf(run: string): Promise<string> {
    return (await this.koppel.api<RunView>('GET', `/api/runs/${run}`)).body.status
  }

  async stock(): Promise<readonly StockRow[]> {
    return (await this.koppel.afas<{ stock: readonly StockRow[] }>('GET', 'state')).stock
  }

  shop(): Promise<Shop> {
    return this.koppel.shop<Shop>('GET', 'state')
  }

  async levelOf(sku: string, location = 'Magazijn Amersfoort'): Promise<number | undefined> {
    return (await this.shop()).inventoryLevels.find((one) => one.sku === sku && one.location === location)?.available
  }

  /** All levels that are not what they must be; empty when the shop is right. */
  async wrong(calculation: Calculation = 'available-minus-reserved', buffer = 0, least = 500): Promise<string[]> {
    const state = await this.shop()
    const expected = expectedLevels(await this.stock(), calculation, buffer)
    const known = soldIn(state)
    // Of a shop that sells nothing of AFAS nothing could be wrong.
    const compared = [...expected.keys()].filter((key) => known.has(key.slice(0, key.indexOf(' at '))))
    expect(compared.length).toBeGreaterThan(least)
    return levelDifferences(state.inventoryLevels, known, expected)
  }

  async shopCalls(which: (call: Call) => boolean): Promise<number> {
    return (await this.koppel.shop<readonly Call[]>('GET', 'calls')).filter(which).length
  }

  /** What both systems were told to change since the last reset. */
  async writes(): Promise<{ readonly afas: number; readonly shop: number }> {
    const [afas, shop] = await Promise.all([
      this.koppel.afas<readonly Call[]>('GET', 'calls'),
      this.koppel.shop<readonly Call[]>('GET', 'calls'),
    ])
    return { afas: writesOf(afas).length, shop: writesOf(shop).length }
  }

  /** An article that the shop sells, without dimensions, with a good deal of it in W1 and nothing in W2. */
  async plenty(): Promise<string> {
    const [state, rows] = await Promise.all([this.shop(), this.stock()])
    const known = soldIn(state)
    const row = rows.find(
      (one) => one.warehouse === 'W1' && !one.dimension1 && known.has(one.ItCd) && one.available - one.reserved > 20,
    )
    if (!row) throw new Error('the seed has no such article')
    if (rows.some((one) => one.ItCd === row.ItCd && one.warehouse === 'W2')) {
      const nothing = { ItCd: row.ItCd, warehouse: 'W2', physical: 0, available: 0, reserved: 0 }
      await this.koppel.afas('POST', 'stock', nothing)
    }
    return row.ItCd
  }
}

export function soldIn({ products }: Pick<Shop, 'products'>): Set<string> {
  return new Set(products.flatMap((product) => product.variants.flatMap(({ sku }) => sku ?? [])))
}
