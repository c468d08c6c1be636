import type { Address } from '../orders/order.ts'
import type { Database, Value } from './database.ts'

export interface Company {
  readonly id: number
  readonly name: string
  readonly externalId: string | null
  readonly note: string | null
  readonly customerSince: number
  readonly mainContact: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface CompanyAddress extends Address {
  readonly id: number
  readonly recipient: string | null
  readonly at: number
}

export interface CompanyLocation {
  readonly id: number
  readonly company: number
  readonly name: string
  readonly externalId: string | null
  readonly note: string | null
  readonly phone: string | null
  readonly locale: string
  readonly taxRegistrationId: string | null
  readonly taxExempt: boolean
  readonly taxExemptions: readonly string[]
  readonly billing: CompanyAddress | null
  readonly shipping: CompanyAddress | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface CompanyContact {
  readonly id: number
  readonly company: number
  readonly customer: number
  readonly title: string | null
  readonly locale: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface RoleAssignment {
  readonly id: number
  readonly company: number
  readonly contact: number
  readonly location: number
  readonly role: number
  readonly at: number
}

/** What every company comes with. */
export const roleNames = ['Ordering only', 'Location admin'] as const
export const rolesOf = (company: number) => roleNames.map((name, place) => ({ id: company * 10 + place + 1, name }))

type Table = 'companies' | 'company_locations' | 'company_contacts' | 'company_roles'

/** The companies of the shop with their locations, their people and what these may do there. */
export class Companies {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  get(id: number): Company | undefined {
    return this.#one('companies', 'id = ?', id)
  }

  byExternal(external: string): Company | undefined {
    return this.#one('companies', 'external = ?', external)
  }

  location(id: number): CompanyLocation | undefined {
    return this.#one('company_locations', 'id = ?', id)
  }

  locationByExternal(external: string): CompanyLocation | undefined {
    return this.#one('company_locations', 'external = ?', external)
  }

  locationsOf(company: number): CompanyLocation[] {
    return this.#all('company_locations', 'company = ?', company)
  }

  contact(id: number): CompanyContact | undefined {
    return this.#one('company_contacts', 'id = ?', id)
  }

  contactsOf(company: number): CompanyContact[] {
    return this.#all('company_contacts', 'company = ?', company)
  }

  profilesOf(customer: number): CompanyContact[] {
    return this.#all('company_contacts', 'customer = ?', customer)
  }

  assignmentsOfContact(contact: number): RoleAssignment[] {
    return this.#all('company_roles', 'contact = ?', contact)
  }

  assignmentsOfLocation(location: number): RoleAssignment[] {
    return this.#all('company_roles', 'location = ?', location)
  }

  saveCompany(one: Company): void {
    const { id, name, externalId, createdAt, updatedAt } = one
    this.#save('companies', { id, name, external: externalId, created: createdAt, updated: updatedAt }, one)
  }

  saveLocation(one: CompanyLocation): void {
    const { id, company, name, externalId, createdAt, updatedAt } = one
    const columns = { id, company, name, external: externalId, created: createdAt, updated: updatedAt }
    this.#save('company_locations', columns, one)
  }

  saveContact(one: CompanyContact): void {
    const { id, company, customer, createdAt, updatedAt } = one
    this.#save('company_contacts', { id, company, customer, created: createdAt, updated: updatedAt }, one)
  }

  saveAssignment(one: RoleAssignment): void {
    const { id, company, contact, location, at } = one
    this.#save('company_roles', { id, company, contact, location, created: at, updated: at }, one)
  }

  removeAssignments(ids: readonly number[]): void {
    for (const id of ids) this.#database.run('DELETE FROM company_roles WHERE id = ?', id)
  }

  #one<T>(table: Table, where: string, value: Value): T | undefined {
    const row = this.#database.get<{ body: string }>(`SELECT body FROM ${table} WHERE ${where}`, value)
    return row && (JSON.parse(row.body) as T)
  }

  #all<T>(table: Table, where: string, value: Value): T[] {
    return this.#database
      .all<{ body: string }>(`SELECT body FROM ${table} WHERE ${where} ORDER BY id`, value)
      .map((row) => JSON.parse(row.body) as T)
  }

  #save(table: Table, columns: Readonly<Record<string, Value>>, body: object): void {
    const names = [...Object.keys(columns), 'body']
    this.#database.run(
      `INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...Object.values(columns),
      JSON.stringify(body),
    )
  }
}
