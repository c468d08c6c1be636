import { readGid } from '../graphql/gid.ts'
import { canFollow } from '../resolvers/collections.ts'
import type { Shop } from '../shop.ts'
import type { CollectionBody, Rule } from '../store/collections.ts'
import { findProduct } from '../store/products.ts'
import type { MetafieldInput } from './products/metafield-inputs.ts'
import { ProductProblem, type Path } from './products/problem.ts'

interface Selection {
  readonly productId: string
  readonly variantIds?: readonly string[] | null
}

interface Source {
  readonly title: string
  readonly targetType?: string | null
  readonly exclusion?: unknown
  readonly inclusion?: { readonly conditions?: readonly unknown[]; readonly selections?: readonly Selection[] } | null
}

interface SourceUpdate {
  readonly id: string
  readonly title?: string | null
  readonly exclusion?: unknown
  readonly inclusion?: {
    readonly selectionsToAdd?: readonly Selection[] | null
    readonly selectionsToRemove?: readonly Selection[] | null
    readonly conditionsToCreate?: readonly unknown[] | null
  } | null
}

export interface CollectionInput {
  readonly id?: string | null
  readonly title?: string | null
  readonly handle?: string | null
  readonly descriptionHtml?: string | null
  readonly sortOrder?: string | null
  readonly templateSuffix?: string | null
  readonly seo?: { readonly title?: string | null; readonly description?: string | null } | null
  readonly metafields?: readonly MetafieldInput[] | null
  readonly products?: readonly string[] | null
  readonly ruleSet?: { readonly appliedDisjunctively: boolean; readonly rules?: readonly Rule[] | null } | null
  readonly sources?: readonly { readonly source?: Source | null }[] | null
  readonly sourcesToCreate?: readonly { readonly source?: Source | null }[] | null
  readonly sourcesToUpdate?: readonly { readonly condition?: SourceUpdate | null }[] | null
}

const common = [
  'id',
  'title',
  'handle',
  'descriptionHtml',
  'sortOrder',
  'templateSuffix',
  'seo',
  'metafields',
  'redirectNewHandle',
]
export const taken = [...common, 'products', 'ruleSet', 'sources', 'sourcesToCreate', 'sourcesToUpdate']
export const later = 'The sandbox does not take conditions in sources yet; nothing was changed.'

export function productOf(shop: Shop, gidOfProduct: string, path: Path): number {
  const read = readGid(gidOfProduct)
  if (read?.type === 'Product' && findProduct(shop, read.id)) return read.id
  throw new ProductProblem('INVALID', path, 'Product does not exist')
}

export const selected = (shop: Shop, list: readonly Selection[] | null | undefined, path: Path): number[] =>
  (list ?? []).map((one) => productOf(shop, one.productId, path))

/** Which products the sources of an input put in; conditions would make the collection a smart one. */
export function chosenBy(shop: Shop, sources: CollectionInput['sources'], path: Path): number[] {
  return (sources ?? []).flatMap(({ source }) => {
    if (!source || source.exclusion || (source.inclusion?.conditions?.length ?? 0) > 0) {
      throw new ProductProblem('INVALID', path, later)
    }
    return selected(shop, source.inclusion?.selections, path)
  })
}

export function rulesFrom(input: CollectionInput, path: Path): CollectionBody['rules'] {
  if (!input.ruleSet) return null
  const list = (input.ruleSet.rules ?? []).map(({ column, relation, condition }) => ({ column, relation, condition }))
  const strange = list.find((one) => !canFollow(one))
  if (strange) {
    const message = `The sandbox does not follow rules on ${strange.column} ${strange.relation} yet.`
    throw new ProductProblem('INVALID', [...path, 'ruleSet'], message)
  }
  return { any: input.ruleSet.appliedDisjunctively, list }
}
