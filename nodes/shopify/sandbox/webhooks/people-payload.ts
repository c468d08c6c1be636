import { gid, time } from '../graphql/gid.ts'
import type { Company } from '../store/companies.ts'
import type { Customer } from '../store/customers.ts'

export function customerPayload(one: Customer): Record<string, unknown> {
  return {
    id: one.id,
    admin_graphql_api_id: gid('Customer', one.id),
    email: one.email,
    phone: one.phone,
    first_name: one.firstName,
    last_name: one.lastName,
    note: one.note,
    tags: one.tags.join(', '),
    state: one.state.toLowerCase(),
    tax_exempt: one.taxExempt,
    created_at: time(one.createdAt),
    updated_at: time(one.updatedAt),
  }
}

export function companyPayload(one: Company): Record<string, unknown> {
  return {
    name: one.name,
    note: one.note,
    external_id: one.externalId,
    admin_graphql_api_id: gid('Company', one.id),
    created_at: time(one.createdAt),
    updated_at: time(one.updatedAt),
  }
}
