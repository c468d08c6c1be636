import { GraphQLError, type FieldNode } from 'graphql'
import type { Shop } from '../shop.ts'

/** What resolvers know of the request. */
export interface Context {
  readonly shop: Shop
  readonly scopes: ReadonlySet<string>
  /** Where in the answer we are; changes underway. */
  readonly path: (string | number)[]
  /** Whether the token may see a type that is only known while running (`node(id)`). */
  readonly mayRead: (type: string) => boolean
  readonly searches: SearchReport[]
  /** The variables of the request: checked and completed, and as they were sent. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly sent: Readonly<Record<string, unknown>>
}

export interface SearchReport {
  readonly path: readonly (string | number)[]
  readonly query: string
  readonly warnings: readonly { readonly field: string; readonly message: string; readonly code: string }[]
}

export type Args = Readonly<Record<string, unknown>>
/** Which field is being answered. */
export interface FieldInfo {
  readonly name: string
  readonly typeName: string
  readonly node?: FieldNode
}

/** Resolvers meet sources of every type: each names its own where it is written, and only what answers a field calls it. */
export type Resolver<Source = never, Args = never> = (
  source: Source,
  args: Args,
  context: Context,
  info: FieldInfo,
) => unknown
export type Fields<Source = never> = Readonly<Record<string, Resolver<Source>>>

export function refuse(code: string, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } })
}

export function accessDenied(place: string, requiredAccess: string): GraphQLError {
  return refuse('ACCESS_DENIED', `Access denied for ${place} field. Required access: ${requiredAccess}`, {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess,
  })
}

/** Fields without a resolver of their own are properties; one that nobody filled is said to be missing, never faked. */
export const propertyResolver: Resolver = (source: Record<string, unknown>, _args, _context, info) => {
  const value = source[info.name]
  if (value === undefined) {
    throw refuse('SANDBOX_NOT_IMPLEMENTED', `The sandbox does not answer ${info.typeName}.${info.name} yet.`)
  }
  return typeof value === 'function' ? (value as () => unknown)() : value
}
