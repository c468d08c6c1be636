import type { Shop } from '../shop.ts'

export interface Publication {
  readonly number: number
  readonly name: string
}

/** Where the shop sells; what is made by programs is in none of them until somebody publishes it. */
export const publications: readonly Publication[] = [
  { number: 1, name: 'Online Store' },
  { number: 2, name: 'Point of Sale' },
]

export const publicationId = (one: Publication): number => 150_000_000_000 + one.number
export const publicationById = (id: number): Publication | undefined =>
  publications.find((one) => publicationId(one) === id)

interface Row {
  readonly publication: number
  readonly at: number
}

/** Where an object (`Product/12`) is published, and from when. */
export const publishedOn = (shop: Shop, owner: string): (Publication & { at: number })[] =>
  shop.database
    .all<Row>('SELECT publication, at FROM published WHERE owner = ? ORDER BY publication', owner)
    .flatMap(({ publication, at }) => {
      const one = publications.find(({ number }) => number === publication)
      return one ? [{ ...one, at }] : []
    })

export function publish(shop: Shop, owner: string, one: Publication, at: number): void {
  const sql = 'INSERT OR REPLACE INTO published (owner, publication, at) VALUES (?, ?, ?)'
  shop.database.run(sql, owner, one.number, at)
}

export function unpublish(shop: Shop, owner: string, one: Publication): void {
  shop.database.run('DELETE FROM published WHERE owner = ? AND publication = ?', owner, one.number)
}
