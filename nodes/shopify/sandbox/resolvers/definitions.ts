import type { Context, Fields } from '../graphql/context.ts'
import { gid } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { definitionsOf, type Definition } from '../store/definitions.ts'
import { namespaceOf } from './metafields.ts'

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

export const typeOfOwner = (owner: string): string =>
  owner === 'ProductVariant' ? 'PRODUCTVARIANT' : owner.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()

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
  type: (one) => ({ name: one.type }),
  capabilities: (one) => ({ uniqueValues: { eligible: true, enabled: one.type === 'id' } }),
  validations: () => [],
  pinnedPosition: () => null,
}
