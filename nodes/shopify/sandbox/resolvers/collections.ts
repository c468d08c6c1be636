import type { Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import { ofKind } from '../graphql/kinds.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import type { Shop } from '../shop.ts'
import { collectionBody, type CollectionRow, type Rule } from '../store/collections.ts'
import { productBody, variantRows, type ProductRow } from '../store/products.ts'
import { metafieldFields } from './metafields.ts'
import { publishableFields } from './publications.ts'

const relations: Readonly<Record<string, (value: string, condition: string) => boolean>> = {
  EQUALS: (value, condition) => value === condition,
  NOT_EQUALS: (value, condition) => value !== condition,
  CONTAINS: (value, condition) => value.includes(condition),
  NOT_CONTAINS: (value, condition) => !value.includes(condition),
  STARTS_WITH: (value, condition) => value.startsWith(condition),
  ENDS_WITH: (value, condition) => value.endsWith(condition),
  GREATER_THAN: (value, condition) => Number(value) > Number(condition),
  LESS_THAN: (value, condition) => Number(value) < Number(condition),
}

const columns: Readonly<Record<string, (shop: Shop, row: ProductRow) => readonly string[]>> = {
  TITLE: (_, row) => [row.title],
  VENDOR: (_, row) => [row.vendor],
  TYPE: (_, row) => [productBody(row).productType],
  TAG: (_, row) => productBody(row).tags,
  VARIANT_PRICE: (shop, row) => variantRows(shop, row.id).map((one) => String(one.price / 100)),
}

/** Rules that the sandbox can follow. */
export const canFollow = (rule: Rule): boolean => rule.column in columns && rule.relation in relations

const fits = (shop: Shop, row: ProductRow, rule: Rule): boolean =>
  (columns[rule.column]?.(shop, row) ?? []).some((value) =>
    relations[rule.relation]?.(value.toLowerCase(), rule.condition.toLowerCase()),
  )

/** What is in a collection: what was put in it, or what its rules say. */
export function productsIn(shop: Shop, row: CollectionRow): ProductRow[] {
  const { rules } = collectionBody(row)
  if (!rules) {
    const sql = `SELECT p.* FROM collection_products c JOIN products p ON p.id = c.product
      WHERE c.collection = ? ORDER BY c.place, p.id`
    return shop.database.all<ProductRow>(sql, row.id)
  }
  const all = shop.database.all<ProductRow>('SELECT * FROM products ORDER BY id')
  return all.filter((one) => {
    const results = rules.list.map((rule) => fits(shop, one, rule))
    return rules.any ? results.includes(true) : !results.includes(false)
  })
}

export function collectionsOf(shop: Shop, product: number): CollectionRow[] {
  return shop.database
    .all<CollectionRow>('SELECT * FROM collections ORDER BY id')
    .filter((row) =>
      collectionBody(row).rules
        ? productsIn(shop, row).some((one) => one.id === product)
        : shop.database.get(
            'SELECT 1 FROM collection_products WHERE collection = ? AND product = ?',
            row.id,
            product,
          ) !== undefined,
    )
}

function sourcesOf(row: CollectionRow): object[] {
  const { source } = collectionBody(row)
  if (!source) return []
  return [
    ofKind('CollectionConditionsSource', {
      id: gid('CollectionConditionsSource', source.id),
      title: source.title,
      description: null,
      app: null,
      shareable: false,
      targetType: 'PRODUCTS',
      exclusion: null,
      inclusion: { conditions: [], matchType: null, row },
      row,
    }),
  ]
}

const plainText = (html: string): string => html.replaceAll(/<[^>]*>/g, '')

export const collectionFields: Fields<CollectionRow> = {
  ...metafieldFields((row: CollectionRow) => `Collection/${row.id}`),
  ...publishableFields<CollectionRow>('Collection', (row) => `Collection/${row.id}`),
  id: (row) => gid('Collection', row.id),
  legacyResourceId: (row) => String(row.id),
  title: (row) => row.title,
  handle: (row) => row.handle,
  descriptionHtml: (row) => collectionBody(row).descriptionHtml,
  description: (row) => plainText(collectionBody(row).descriptionHtml),
  sortOrder: (row) => collectionBody(row).sortOrder,
  templateSuffix: (row) => collectionBody(row).templateSuffix,
  seo: (row) => {
    const { seoTitle, seoDescription } = collectionBody(row)
    return { title: seoTitle, description: seoDescription }
  },
  image: () => null,
  updatedAt: (row) => time(row.updated),
  ruleSet: (row) => {
    const { rules } = collectionBody(row)
    const list = rules?.list.map((one) => ({ ...one, conditionObject: null }))
    return rules && { appliedDisjunctively: rules.any, rules: list }
  },
  sources: sourcesOf,
  products: (row, args: PageArgs, { shop }) => pageOfList(productsIn(shop, row), args, `Collection.products ${row.id}`),
  productsCount: (row, _, { shop }) => ({ count: productsIn(shop, row).length, precision: 'EXACT' }),
  hasProduct: (row, args: { id: string }, { shop }) =>
    productsIn(shop, row).some((one) => one.id === readGid(args.id)?.id),
}

interface SourceView {
  readonly row: CollectionRow
}

export const collectionSourceFields: Fields<SourceView> = {
  products: ({ row }, args: PageArgs, { shop }) =>
    pageOfList(productsIn(shop, row), args, `CollectionConditionsSource.products ${row.id}`),
}

export const inclusionFields: Fields<SourceView> = {
  selections: ({ row }, args: PageArgs, { shop }) => {
    const chosen = productsIn(shop, row).map((product) => ({ product, variantIds: null }))
    return pageOfList(chosen, args, `CollectionSourceInclusion.selections ${row.id}`)
  },
}
