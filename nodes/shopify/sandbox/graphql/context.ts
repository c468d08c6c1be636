import { GraphQLError, type FieldNode, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql'
import type { Shop } from '../shop.ts'

/** What resolvers know of the request. */
export interface Context {
  readonly shop: Shop
  readonly scopes: ReadonlySet<string>
  /** Fields of this document that the token may not see, with what they would need. */
  readonly denied: ReadonlyMap<FieldNode, string>
  /** Whether the token may see a type that is only known while running (`node(id)`). */
  readonly mayRead: (type: string) => boolean
  readonly searches: SearchReport[]
}

export interface SearchReport {
  readonly path: readonly (string | number)[]
  readonly query: string
  readonly warnings: readonly { readonly field: string; readonly message: string; readonly code: string }[]
}

export type Args = Readonly<Record<string, unknown>>
// Resolvers meet sources of every type; each map names its own where it is written.
// oxlint-disable-next-line no-explicit-any
export type Resolver<Source = any> = (source: Source, args: any, context: Context, info: GraphQLResolveInfo) => unknown
// oxlint-disable-next-line no-explicit-any
export type Fields<Source = any> = Readonly<Record<string, Resolver<Source>>>

export function refuse(code: string, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } })
}

export function accessDenied(place: string, requiredAccess: string): GraphQLError {
  return refuse('ACCESS_DENIED', `Access denied for ${place} field. Required access: ${requiredAccess}`, {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess,
  })
}

/** Holds back what the token may not see, before anything behind the field runs. */
export function guarded(resolver: Resolver): GraphQLFieldResolver<unknown, Context> {
  return (source, args, context, info) => {
    if (context.denied.size > 0) {
      const node = info.fieldNodes[0] as FieldNode
      const access = context.denied.get(node)
      if (access !== undefined) throw accessDenied(info.fieldName, access)
    }
    return resolver(source, args, context, info)
  }
}

/** Fields without a resolver of their own are properties; one that nobody filled is said to be missing, never faked. */
export const propertyResolver: Resolver = (source: Record<string, unknown>, _args, _context, info) => {
  const value = source[info.fieldName]
  if (value === undefined) {
    throw refuse(
      'SANDBOX_NOT_IMPLEMENTED',
      `The sandbox does not answer ${info.parentType.name}.${info.fieldName} yet.`,
    )
  }
  return typeof value === 'function' ? (value as () => unknown)() : value
}
