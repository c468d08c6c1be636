import type { Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { findDefinition } from '../store/definitions.ts'
import { digestOf, findMetafield, metafieldsOf, type Metafield } from '../store/metafields.ts'

/** The namespace of the app that asks, when none is given. */
export const ownNamespace = 'app--koppel'
export const namespaceOf = (given: string | null | undefined): string =>
  (given ?? '$app').replace(/^\$app(?=$|:)/, ownNamespace)

/** `metafield` and `metafields` of whatever can carry them; `ownerOf` names it: `Order/123`. */
export function metafieldFields<Source>(ownerOf: (source: Source) => string): Fields<Source> {
  return {
    metafield: (source, args: { namespace?: string | null; key: string }, { shop }) =>
      findMetafield(shop.database, ownerOf(source), namespaceOf(args.namespace), args.key) ?? null,
    metafields: (source, args: PageArgs & { namespace?: string | null; keys?: string[] | null }, { shop }) => {
      const wanted = metafieldsOf(shop.database, ownerOf(source)).filter(
        (one) =>
          (typeof args.namespace !== 'string' || one.namespace === namespaceOf(args.namespace)) &&
          (!args.keys || args.keys.includes(`${one.namespace}.${one.key}`)),
      )
      return pageOfList(wanted, args, `metafields ${ownerOf(source)}`)
    },
  }
}

/** `ProductVariant/12` -> `ProductVariant`. */
const kindOfOwner = (one: Metafield): string => one.owner.split('/')[0] ?? ''

/** `ProductVariant` -> `PRODUCTVARIANT`, `CompanyLocation` -> `COMPANY_LOCATION`. */
export const typeOfOwner = (owner: string): string =>
  owner === 'ProductVariant' ? 'PRODUCTVARIANT' : owner.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()

export const metafieldValueFields: Fields<Metafield> = {
  id: (one) => gid('Metafield', one.id),
  legacyResourceId: (one) => String(one.id),
  namespace: (one) => one.namespace,
  key: (one) => one.key,
  type: (one) => one.type,
  value: (one) => one.value,
  jsonValue: (one) => {
    if (!/^(number_integer|number_decimal|boolean|json|list\.)/.test(one.type)) return one.value
    return JSON.parse(one.value) as unknown
  },
  description: () => null,
  definition: (one, _, { shop }) => findDefinition(shop.database, kindOfOwner(one), one.namespace, one.key) ?? null,
  compareDigest: digestOf,
  ownerType: (one) => typeOfOwner(kindOfOwner(one)),
  createdAt: (one) => time(one.created),
  updatedAt: (one) => time(one.updated),
}
