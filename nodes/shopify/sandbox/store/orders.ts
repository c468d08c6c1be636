import { generateOrder, type Plan } from '../orders/generate.ts'
import type { Order } from '../orders/order.ts'
import { financialStatus } from '../orders/sums.ts'
import { storedList } from '../search/filters.ts'
import type { Database, Value } from './database.ts'

const insert = `INSERT OR REPLACE INTO orders
  (n, created, processed, updated, email, customer, financial, fulfillment, state, test, tags, gateways, source, po,
   skus, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const stateOf = (order: Order): string =>
  order.cancelledAt !== null ? 'cancelled' : order.closedAt !== null ? 'closed' : 'open'

export const gatewaysOf = (order: Order): string[] => [...new Set(order.transactions.map((one) => one.gateway))]

function rowOf(order: Order, body: string | null): Value[] {
  return [
    order.n,
    order.createdAt,
    order.processedAt,
    order.updatedAt,
    order.email,
    order.customer,
    financialStatus(order).toLowerCase(),
    order.fulfillment.toLowerCase(),
    stateOf(order),
    order.test ? 1 : 0,
    storedList(order.tags),
    storedList(gatewaysOf(order)),
    order.source,
    order.poNumber,
    storedList(order.lines.flatMap((line) => (line.sku === null ? [] : [line.sku]))),
    body,
  ]
}

/**
 * The orders of the shop. A generated one is kept as what lists search and sort by, and made again when it is read;
 * one that was placed or changed is kept whole.
 */
export class Orders {
  readonly #database: Database
  #plan: Plan

  constructor(database: Database, plan: Plan) {
    this.#database = database
    this.#plan = plan
  }

  /** Writes the generated ones, and tells who ordered. */
  seed(plan: Plan, seen: (order: Order) => void): void {
    this.#plan = plan
    for (let n = 1; n <= plan.orders; n++) {
      const order = generateOrder(plan, n)
      this.#database.run(insert, ...rowOf(order, null))
      seen(order)
    }
  }

  get(n: number): Order | undefined {
    const row = this.#database.get<{ body: string | null }>('SELECT body FROM orders WHERE n = ?', n)
    return row && this.of(n, row.body)
  }

  of(n: number, body: string | null): Order {
    return body === null ? generateOrder(this.#plan, n) : (JSON.parse(body) as Order)
  }

  save(order: Order): void {
    this.#database.run(insert, ...rowOf(order, JSON.stringify(order)))
  }

  nextNumber(): number {
    return (this.#database.get<{ n: number | null }>('SELECT max(n) AS n FROM orders')?.n ?? 0) + 1
  }

  *all(): Generator<Order> {
    for (const row of this.#database.all<{ n: number; body: string | null }>('SELECT n, body FROM orders ORDER BY n')) {
      yield this.of(row.n, row.body)
    }
  }
}
