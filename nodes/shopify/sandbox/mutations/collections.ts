import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import type { Shop } from '../shop.ts'
import {
  addToCollection,
  collectionBody,
  findCollection,
  saveCollection,
  takeFromCollection,
  type CollectionRow,
} from '../store/collections.ts'
import { findProduct, freeHandle, slugOf } from '../store/products.ts'
import { chosenBy, later, productOf, rulesFrom, selected, taken, type CollectionInput } from './collection-inputs.ts'
import { setMetafields } from './products/metafield-inputs.ts'
import { attempted, checkSize, checkTaken, ProductProblem, type Path, type UserError } from './products/problem.ts'

interface Args {
  readonly collection?: CollectionInput | null
  readonly input?: CollectionInput | null
}

function handleFor(
  shop: Shop,
  input: CollectionInput,
  before: CollectionRow | undefined,
  title: string,
  path: Path,
): string {
  if (!input.handle) return before?.handle ?? freeHandle(shop, 'collections', title)
  const handle = slugOf(input.handle)
  const owner = shop.database.get<{ id: number }>('SELECT id FROM collections WHERE handle = ?', handle)
  if (owner && owner.id !== before?.id) {
    throw new ProductProblem('TAKEN', [...path, 'handle'], 'Handle has already been taken')
  }
  return handle
}

function saved(shop: Shop, before: CollectionRow | undefined, input: CollectionInput, path: Path): number {
  checkTaken(input, taken, 'INVALID', path)
  const title = (input.title ?? before?.title ?? '').trim()
  if (title === '') throw new ProductProblem('BLANK', [...path, 'title'], "Title can't be blank")
  if (Array.from(title).length > 255) {
    throw new ProductProblem('TOO_LONG', [...path, 'title'], 'Title is too long (maximum is 255 characters)')
  }
  const kept = before && collectionBody(before)
  const rules = input.ruleSet === undefined ? (kept?.rules ?? null) : rulesFrom(input, path)
  const named = input.sources?.[0]?.source?.title ?? input.sourcesToCreate?.[0]?.source?.title
  const id = before?.id ?? 450_000_000_000 + shop.nextId('collection')
  const source = kept?.source ?? { id: 460_000_000_000 + shop.nextId('collection source'), title: named ?? title }
  saveCollection(shop, {
    id,
    title,
    handle: handleFor(shop, input, before, title, path),
    created: before?.created ?? Date.now(),
    body: {
      descriptionHtml: input.descriptionHtml ?? kept?.descriptionHtml ?? '',
      sortOrder: input.sortOrder ?? kept?.sortOrder ?? 'BEST_SELLING',
      seoTitle: input.seo?.title === undefined ? (kept?.seoTitle ?? null) : input.seo.title,
      seoDescription: input.seo?.description === undefined ? (kept?.seoDescription ?? null) : input.seo.description,
      templateSuffix: input.templateSuffix ?? kept?.templateSuffix ?? null,
      source: rules ? null : source,
      rules,
    },
  })
  if (input.metafields) setMetafields(shop, `Collection/${id}`, input.metafields, path, 'stay')
  return id
}

function tell(shop: Shop, id: number, topic: 'COLLECTIONS_CREATE' | 'COLLECTIONS_UPDATE'): void {
  const row = findCollection(shop, id)
  if (!row) return
  shop.deliveries.announce(topic, () => ({
    id,
    admin_graphql_api_id: gid('Collection', id),
    title: row.title,
    handle: row.handle,
    body_html: collectionBody(row).descriptionHtml,
    updated_at: time(row.updated),
  }))
}

function create(args: Args, shop: Shop): number {
  const path = [args.collection ? 'collection' : 'input']
  const input = args.collection ?? args.input ?? {}
  checkSize(input.products, 'products')
  const products = [
    ...(input.products ?? []).map((one) => productOf(shop, one, [...path, 'products'])),
    ...chosenBy(shop, input.sources, [...path, 'sources']),
  ]
  if (input.ruleSet && products.length > 0) {
    throw new ProductProblem('INVALID', [...path, 'products'], 'A smart collection takes no products by hand')
  }
  const id = saved(shop, undefined, input, path)
  addToCollection(shop, id, products)
  tell(shop, id, 'COLLECTIONS_CREATE')
  return id
}

function collectionNamed(shop: Shop, id: string | null | undefined, path: Path): CollectionRow {
  const read = readGid(id)
  const row = read?.type === 'Collection' ? findCollection(shop, read.id) : undefined
  if (row) return row
  throw new ProductProblem('COLLECTION_DOES_NOT_EXIST', path, 'Collection does not exist')
}

interface Change {
  readonly collection: number
  readonly add: readonly number[]
  readonly remove: readonly number[]
}

/** What a task does when its time has come: the API answers before products have moved. */
export function changeCollection(shop: Shop, args: unknown): void {
  const { collection, add, remove } = args as Change
  if (!findCollection(shop, collection)) return
  addToCollection(
    shop,
    collection,
    add.filter((one) => findProduct(shop, one)),
  )
  takeFromCollection(shop, collection, remove)
  tell(shop, collection, 'COLLECTIONS_UPDATE')
}

const jobOf = (shop: Shop, change: Change) => {
  const id = shop.tasks.start('collection', change)
  return { id: gid('Job', id), done: false, query: {} }
}

function update(args: Args, shop: Shop): { id: number; job: object | null } {
  const path = [args.collection ? 'collection' : 'input']
  const input = args.collection ?? args.input ?? {}
  const before = collectionNamed(shop, input.id, [...path, 'id'])
  const { source } = collectionBody(before)
  const add = chosenBy(shop, input.sourcesToCreate, [...path, 'sourcesToCreate'])
  const remove: number[] = []
  for (const { condition } of input.sourcesToUpdate ?? []) {
    const where = [...path, 'sourcesToUpdate']
    if (!condition || readGid(condition.id)?.id !== source?.id) {
      throw new ProductProblem('INVALID', where, 'Source does not exist on the collection')
    }
    if (condition.exclusion || (condition.inclusion?.conditionsToCreate?.length ?? 0) > 0) {
      throw new ProductProblem('INVALID', where, later)
    }
    add.push(...selected(shop, condition.inclusion?.selectionsToAdd, where))
    remove.push(...selected(shop, condition.inclusion?.selectionsToRemove, where))
  }
  const id = saved(shop, before, input, path)
  const moves = add.length + remove.length > 0
  if (!moves) tell(shop, id, 'COLLECTIONS_UPDATE')
  return { id, job: moves ? jobOf(shop, { collection: id, add, remove }) : null }
}

/** The older errors have no code. */
const bare = (errors: readonly UserError[]) => errors.map(({ field, message }) => ({ field, message }))

function answered(context: Context, work: () => { id: number; job: object | null }) {
  const tried = attempted(context, work)
  if ('userErrors' in tried) return { collection: null, job: null, userErrors: bare(tried.userErrors) }
  return { collection: findCollection(context.shop, tried.done.id) ?? null, job: tried.done.job, userErrors: [] }
}

interface MoveArgs {
  readonly id: string
  readonly productIds: readonly string[]
}

function move(context: Context, { id, productIds }: MoveArgs, kind: 'add' | 'remove') {
  const { shop } = context
  checkSize(productIds, 'productIds')
  const tried = attempted(context, () => {
    const row = collectionNamed(shop, id, ['id'])
    if (collectionBody(row).rules) {
      const message = "Can't manually add products to a smart collection"
      throw new ProductProblem('CANT_ADD_TO_SMART_COLLECTION', ['id'], message)
    }
    const products = productIds.flatMap((one) => readGid(one)?.id ?? [])
    const nothing = { collection: row.id, add: [], remove: [] }
    return jobOf(shop, { ...nothing, [kind]: products })
  })
  if ('done' in tried) return { job: tried.done, userErrors: [] }
  return { job: null, userErrors: kind === 'add' ? tried.userErrors : bare(tried.userErrors) }
}

function remove(id: string, context: Context) {
  const { shop } = context
  const tried = attempted(context, () => {
    const row = collectionNamed(shop, id, ['id'])
    for (const table of ['collection_products', 'collections']) {
      shop.database.run(`DELETE FROM ${table} WHERE ${table === 'collections' ? 'id' : 'collection'} = ?`, row.id)
    }
    for (const table of ['published', 'metafields']) {
      shop.database.run(`DELETE FROM ${table} WHERE owner = ?`, `Collection/${row.id}`)
    }
    shop.deliveries.announce('COLLECTIONS_DELETE', () => ({ id: row.id }))
    return gid('Collection', row.id)
  })
  if ('done' in tried) return { deletedCollectionId: tried.done, shop, userErrors: [] }
  return { deletedCollectionId: null, shop, userErrors: bare(tried.userErrors) }
}

export const collectionMutations: Fields = {
  collectionCreate: (_, args: Args, context) =>
    answered(context, () => ({ id: create(args, context.shop), job: null })),
  collectionUpdate: (_, args: Args, context) => answered(context, () => update(args, context.shop)),
  collectionDelete: (_, args: { input: { id: string } }, context) => remove(args.input.id, context),
  collectionAddProductsV2: (_, args: MoveArgs, context) => move(context, args, 'add'),
  collectionRemoveProducts: (_, args: MoveArgs, context) => move(context, args, 'remove'),
}
