import type { Shop } from '../shop.ts'

export interface CollectionRow {
  readonly id: number
  readonly handle: string
  readonly title: string
  readonly created: number
  readonly updated: number
  readonly body: string
}

export interface Rule {
  readonly column: string
  readonly relation: string
  readonly condition: string
}

export interface CollectionBody {
  readonly descriptionHtml: string
  readonly sortOrder: string
  readonly seoTitle: string | null
  readonly seoDescription: string | null
  readonly templateSuffix: string | null
  /** Products that somebody chose; a smart collection has none. */
  readonly source: { readonly id: number; readonly title: string } | null
  /** Which products a smart collection has. */
  readonly rules: { readonly any: boolean; readonly list: readonly Rule[] } | null
}

export const collectionBody = (row: CollectionRow): CollectionBody => JSON.parse(row.body) as CollectionBody

export const findCollection = (shop: Shop, id: number): CollectionRow | undefined =>
  shop.database.get<CollectionRow>('SELECT * FROM collections WHERE id = ?', id)

export function saveCollection(
  shop: Shop,
  one: Omit<CollectionRow, 'body' | 'updated'> & { body: CollectionBody },
): void {
  shop.database.run(
    'INSERT OR REPLACE INTO collections (id, handle, title, created, updated, body) VALUES (?, ?, ?, ?, ?, ?)',
    one.id,
    one.handle,
    one.title,
    one.created,
    Date.now(),
    JSON.stringify(one.body),
  )
}

export function touchCollection(shop: Shop, id: number): void {
  shop.database.run('UPDATE collections SET updated = ? WHERE id = ?', Date.now(), id)
}

export function addToCollection(shop: Shop, collection: number, products: readonly number[]): void {
  const last = shop.database.get<{ place: number | null }>(
    'SELECT max(place) AS place FROM collection_products WHERE collection = ?',
    collection,
  )?.place
  let place = last ?? 0
  for (const product of products) {
    place += 1
    const sql = 'INSERT OR IGNORE INTO collection_products (collection, product, place) VALUES (?, ?, ?)'
    shop.database.run(sql, collection, product, place)
  }
  touchCollection(shop, collection)
}

export function takeFromCollection(shop: Shop, collection: number, products: readonly number[]): void {
  for (const product of products) {
    shop.database.run('DELETE FROM collection_products WHERE collection = ? AND product = ?', collection, product)
  }
  touchCollection(shop, collection)
}
