import type { Address, Order } from '../orders/order.ts'
import { storedList } from '../search/filters.ts'
import type { Database } from './database.ts'

export interface CustomerAddress extends Address {
  readonly id: number
}

/** Whether a customer wants mail that sells. Only the customer changes it, or who asked them. */
export interface Consent {
  readonly state: 'NOT_SUBSCRIBED' | 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'PENDING'
  readonly optIn: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN' | null
  readonly at: number | null
}

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
  readonly taxExemptions: readonly string[]
  readonly state: 'DISABLED' | 'ENABLED'
  readonly consent: Consent
  readonly addresses: readonly CustomerAddress[]
  /** The id of one of them. */
  readonly defaultAddress: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export const noConsent: Consent = { state: 'NOT_SUBSCRIBED', optIn: null, at: null }

/** The shop's customers: one for an e-mail address, however it is written, and one for a telephone number. */
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
    return this.#first('lower(email) = ?', email.toLowerCase())
  }

  byPhone(phone: string): Customer | undefined {
    return this.#first('phone = ?', phone)
  }

  #first(where: string, value: string): Customer | undefined {
    const row = this.#database.get<{ body: string }>(`SELECT body FROM customers WHERE ${where}`, value)
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
      ...newCustomer(order.customer, order.createdAt),
      email: order.email?.toLowerCase() ?? null,
      phone: order.phone !== null && /^\+[1-9]\d{6,14}$/.test(order.phone) ? order.phone : null,
      firstName: address?.firstName ?? null,
      lastName: address?.lastName ?? null,
      locale: order.locale,
      ...withAddress(order.customer, address),
    })
  }
}

/** A customer of whom nothing is known yet. */
export function newCustomer(id: number, at: number): Customer {
  return {
    id,
    email: null,
    phone: null,
    firstName: null,
    lastName: null,
    tags: [],
    note: null,
    locale: 'nl',
    taxExempt: false,
    taxExemptions: [],
    state: 'DISABLED',
    consent: noConsent,
    addresses: [],
    defaultAddress: null,
    createdAt: at,
    updatedAt: at,
  }
}

/** The one address of a customer who comes with the seed or with an order; its number follows from theirs. */
export function withAddress(id: number, address: Address | null): Pick<Customer, 'addresses' | 'defaultAddress'> {
  return address
    ? { addresses: [{ ...address, id: id * 10 }], defaultAddress: id * 10 }
    : { addresses: [], defaultAddress: null }
}
