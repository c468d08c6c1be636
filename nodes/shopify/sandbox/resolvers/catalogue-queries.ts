import { refuse, type Context, type Fields } from '../graphql/context.ts'
import { gid, readGid } from '../graphql/gid.ts'
import { pageOf, type ListArgs } from '../graphql/lists.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { findFile, type FileRow } from '../files/files.ts'
import { ProductProblem } from '../mutations/products/problem.ts'
import { byCustomId, type CustomId } from '../mutations/products/product-identifier.ts'
import { findOperation } from '../mutations/products/operation.ts'
import { findCollection, type CollectionRow } from '../store/collections.ts'
import { findDefinition } from '../store/definitions.ts'
import { publicationById, publications } from '../store/publications.ts'
import type { ProductRow, VariantRow } from '../store/products.ts'
import { ownerOfType } from './definitions.ts'
import { collectionList, fileList } from './catalogue-lists.ts'
import { mediaImage } from './media.ts'
import { namespaceOf } from './metafields.ts'

interface Identifier {
  readonly id?: string | null
  readonly handle?: string | null
  readonly customId?: CustomId | null
}

const byId = (context: Context, table: string, type: string, id: unknown): unknown => {
  const read = readGid(id)
  return read?.type === type ? (context.shop.database.row(table, read.id) ?? null) : null
}

/** A custom id that no definition stands behind is a mistake of the question. */
function withCustomId(context: Context, kind: 'Product' | 'ProductVariant', customId: CustomId): unknown {
  try {
    const id = byCustomId(context.shop, kind, customId)
    const table = kind === 'Product' ? 'products' : 'variants'
    return id === undefined ? null : (context.shop.database.row(table, id) ?? null)
  } catch (error) {
    if (error instanceof ProductProblem) throw refuse('BAD_REQUEST', error.message)
    throw error
  }
}

const collectionById = (context: Context, id: unknown): CollectionRow | null => {
  const read = readGid(id)
  return read?.type === 'Collection' ? (findCollection(context.shop, read.id) ?? null) : null
}

/** How an object of the catalogue is found by its global id, by type. */
export const catalogueFinders: Readonly<Record<string, (context: Context, id: number) => unknown>> = {
  Collection: ({ shop }, id) => findCollection(shop, id) ?? null,
  MediaImage: ({ shop }, id) => findFile(shop, id) ?? null,
  Publication: (_, id) => publicationById(id) ?? null,
  MetafieldDefinition: ({ shop }, id) => shop.database.row('definitions', id) ?? null,
  ProductSetOperation: (context, id) => findOperation(context, id),
}

export const catalogueQueries: Fields = {
  productByIdentifier: (_, { identifier }: { identifier: Identifier }, context) => {
    if (identifier.customId) return withCustomId(context, 'Product', identifier.customId)
    if (!identifier.handle) return byId(context, 'products', 'Product', identifier.id)
    const sql = 'SELECT * FROM products WHERE handle = ?'
    return context.shop.database.get<ProductRow>(sql, identifier.handle) ?? null
  },
  productVariantByIdentifier: (_, { identifier }: { identifier: Identifier }, context) =>
    identifier.customId
      ? withCustomId(context, 'ProductVariant', identifier.customId)
      : (byId(context, 'variants', 'ProductVariant', identifier.id) as VariantRow | null),
  productOperation: (_, args: { id: string }, context) => {
    const read = readGid(args.id)
    return read?.type === 'ProductSetOperation' ? findOperation(context, read.id) : null
  },
  collections: (_, args: ListArgs, context) => pageOf(collectionList, args, context, (row) => row),
  collection: (_, args: { id: string }, context) => collectionById(context, args.id),
  collectionByIdentifier: (_, { identifier }: { identifier: Identifier }, context) =>
    identifier.handle
      ? (context.shop.database.get('SELECT * FROM collections WHERE handle = ?', identifier.handle) ?? null)
      : collectionById(context, identifier.id),
  publications: (_, args: PageArgs) => pageOfList(publications, args, 'publications'),
  files: (_, args: ListArgs, context) => pageOf(fileList, args, context, (row: FileRow) => mediaImage(row)),
  metafieldDefinition: (
    _,
    args: { id?: string; identifier?: { ownerType: string; namespace?: string; key: string } },
    { shop },
  ) => {
    const { identifier } = args
    if (!identifier) return shop.database.row('definitions', readGid(args.id)?.id ?? 0) ?? null
    const namespace = namespaceOf(identifier.namespace)
    return findDefinition(shop.database, ownerOfType(identifier.ownerType), namespace, identifier.key) ?? null
  },
  job: (_, args: { id: string }, { shop }) => {
    const read = readGid(args.id)
    const task = read?.type === 'Job' ? shop.tasks.find(read.id) : undefined
    return task ? { id: gid('Job', task.id), done: task.status === 'COMPLETE', query: {} } : null
  },
}
