import { accessDenied, type Context } from '../graphql/context.ts'
import { readGid } from '../graphql/gid.ts'
import { findNode } from '../resolvers/query.ts'

export const writeScopes: Readonly<Record<string, readonly string[]>> = {
  Order: ['write_orders'],
  Customer: ['write_customers'],
  Company: ['write_companies', 'write_customers'],
  CompanyLocation: ['write_companies', 'write_customers'],
  Product: ['write_products'],
  ProductVariant: ['write_products'],
  Location: ['write_locations', 'write_inventory'],
}

export interface Owner {
  readonly type: string
  readonly id: number
  readonly value: object
}

/** The object a mutation is about, if it exists and the token may change it. */
export function writableOwner(context: Context, id: string, mutation: string): Owner | undefined {
  const read = readGid(id)
  const needed = read && writeScopes[read.type]
  if (!read || !needed) return undefined
  if (!needed.some((scope) => context.scopes.has(scope))) {
    throw accessDenied(mutation, needed.map((scope) => `\`${scope}\` access scope`).join(' or '))
  }
  const value = findNode(context, id)
  return typeof value === 'object' && value !== null ? { type: read.type, id: read.id, value } : undefined
}
