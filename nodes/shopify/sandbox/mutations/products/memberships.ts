import { readGid } from '../../graphql/gid.ts'
import type { Shop } from '../../shop.ts'
import { addToCollection, collectionBody, findCollection, takeFromCollection } from '../../store/collections.ts'
import { ProductProblem, type Path } from './problem.ts'

/** A collection that products can be put in by hand. */
export function manualCollection(shop: Shop, gid: string, path: Path): number {
  const read = readGid(gid)
  const row = read?.type === 'Collection' ? findCollection(shop, read.id) : undefined
  if (!row) throw new ProductProblem('INVALID_INPUT', path, 'Collection does not exist')
  if (collectionBody(row).rules) {
    throw new ProductProblem('INVALID_INPUT', path, "Can't manually add products to a smart collection")
  }
  return row.id
}

/** These collections and no others, of those that products are put in by hand. */
export function joinOnly(shop: Shop, product: number, gids: readonly string[], path: Path): void {
  const wanted = gids.map((one, place) => manualCollection(shop, one, [...path, 'collections', String(place)]))
  const now = shop.database
    .all<{ collection: number }>('SELECT collection FROM collection_products WHERE product = ?', product)
    .map((one) => one.collection)
  for (const one of now) if (!wanted.includes(one)) takeFromCollection(shop, one, [product])
  for (const one of wanted) if (!now.includes(one)) addToCollection(shop, one, [product])
}
