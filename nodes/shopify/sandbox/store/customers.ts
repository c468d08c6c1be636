import type { Address, Order } from '../orders/order.ts'
import { storedList } from '../search/filters.ts'
import type { Database } from './database.ts'

export interface Customer {
  readonly id: number
  readonly email: string | null
  readonly phone: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly tags: readonly string[]
  readonly note: string | null
  readonly locale: string
  readonly taxExempt: boolean
  readonly state: 'DISABLED' | 'ENABLED'
  readonly addresses: readonly Address[]
  readonly createdAt: number
  readonly updatedAt: number
}

/** The shop's customers: one for an e-mail address, however it is written. */
export class Customers {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  get(id: number): Customer | undefined {
    const row = this.#database.row<{ body: string }>('customers', id)
    return row && (JSON.parse(row.body) as Customer)
  }

  byEmail(email: string): Customer | undefined {
    const row = this.#database.get<{ body: string }>(
      'SELECT body FROM customers WHERE lower(email) = ?',
      email.toLowerCase(),
    )
    return row && (JSON.parse(row.body) as Customer)
  }

  save(customer: Customer): void {
    this.#database.run(
      `INSERT OR REPLACE INTO customers (id, email, phone, first, last, tags, created, updated, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      customer.id,
      customer.email,
      customer.phone,
      customer.firstName,
      customer.lastName,
      storedList(customer.tags),
      customer.createdAt,
      customer.updatedAt,
      JSON.stringify(customer),
    )
  }

  /** Whoever orders for the first time becomes a customer. */
  ordered(order: Order): void {
    if (order.customer === null) return
    const address = order.billing ?? order.shipTo
    this.save({
      id: order.customer,
      email: order.email?.toLowerCase() ?? null,
      phone: order.phone,
      firstName: address?.firstName ?? null,
      lastName: address?.lastName ?? null,
      tags: [],
      note: null,
      locale: order.locale,
      taxExempt: false,
      state: 'DISABLED',
      addresses: address ? [address] : [],
      createdAt: order.createdAt,
      updatedAt: order.createdAt,
    })
  }
}
