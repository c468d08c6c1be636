import type { Context, Fields } from '../graphql/context.ts'
import { gid } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { definitionsOf, type Definition } from '../store/definitions.ts'
import { namespaceOf, typeOfOwner } from './metafields.ts'

export interface DefinitionArgs extends PageArgs {
  readonly ownerType: string
  readonly namespace?: string | null
  readonly key?: string | null
}

/** `COMPANY_LOCATION` -> `CompanyLocation`. */
export const ownerOfType = (type: string): string =>
  type
    .toLowerCase()
    .replaceAll(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
    .replace(/^Productvariant$/, 'ProductVariant')

export function definitionPage({ shop }: Context, args: DefinitionArgs) {
  const found = definitionsOf(shop.database, ownerOfType(args.ownerType)).filter(
    (one) =>
      (typeof args.namespace !== 'string' || one.namespace === namespaceOf(args.namespace)) &&
      (typeof args.key !== 'string' || one.key === args.key),
  )
  return pageOfList(found, args, `definitions ${args.ownerType}`)
}

export const definitionFields: Fields<Definition> = {
  id: (one) => gid('MetafieldDefinition', one.id),
  name: (one) => one.name,
  description: (one) => one.description,
  namespace: (one) => one.namespace,
  key: (one) => one.key,
  ownerType: (one) => typeOfOwner(one.owner),
  type: (one) => ({
    name: one.type,
    category: one.type === 'id' ? 'ID' : 'TEXT',
    supportedValidations: [],
    supportsDefinitionMigrations: false,
  }),
  capabilities: (one) => ({
    adminFilterable: { eligible: true, enabled: false, status: 'NOT_FILTERABLE' },
    analyticsQueryable: { eligible: false, enabled: false },
    cartToOrderCopyable: { eligible: false, enabled: false },
    smartCollectionCondition: { eligible: false, enabled: false },
    uniqueValues: { eligible: true, enabled: one.type === 'id' },
  }),
  access: () => ({ admin: 'PUBLIC_READ_WRITE', customerAccount: 'NONE', storefront: 'PUBLIC_READ' }),
  validationStatus: () => 'ALL_VALID',
  constraints: () => null,
  validations: () => [],
  pinnedPosition: () => null,
}
