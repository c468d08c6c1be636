import { createHash } from 'node:crypto'
import type { Shop } from '../shop.ts'

export interface FileRow {
  readonly id: number
  readonly name: string
  readonly alt: string | null
  /** Where it was said to come from. */
  readonly source: string
  readonly status: 'UPLOADED' | 'PROCESSING' | 'READY' | 'FAILED'
  readonly error: string | null
  readonly hash: string | null
  readonly mime: string | null
  readonly size: number | null
  readonly width: number | null
  readonly height: number | null
  readonly created: number
  readonly updated: number
}

/** The name at the end of an address, without what does not belong in one. */
export function nameIn(source: string): string {
  const last = source.split(/[?#]/)[0]?.split('/').at(-1) ?? ''
  let name = last
  try {
    name = decodeURIComponent(last)
  } catch {
    // An address that is written badly is taken as it stands.
  }
  return name.replaceAll(/[^\w.-]+/g, '_') || 'image'
}

/** A picture of that name, or with a mark behind it where the name is taken: the same file twice is two files. */
function freeName(shop: Shop, wanted: string, id: number): string {
  const isTaken = shop.database.get('SELECT 1 FROM files WHERE name = ?', wanted) !== undefined
  return isTaken ? wanted.replace(/(\.\w+)?$/, (end) => `_${id.toString(16)}${end}`) : wanted
}

export interface NewFile {
  readonly source: string
  readonly alt: string | null
  readonly filename?: string | null | undefined
}

/** A file that is still to be fetched; it is ready a moment later. */
export function addFile(shop: Shop, { source, alt, filename }: NewFile): FileRow {
  const id = 33_000_000_000_000 + shop.nextId('file')
  const now = Date.now()
  const name = freeName(shop, filename ? nameIn(filename) : nameIn(source), id)
  shop.database.run(
    "INSERT INTO files (id, name, alt, source, status, created, updated) VALUES (?, ?, ?, ?, 'UPLOADED', ?, ?)",
    id,
    name,
    alt,
    source,
    now,
    now,
  )
  shop.tasks.start('file', { file: id })
  return findFile(shop, id) as FileRow
}

export const findFile = (shop: Shop, id: number): FileRow | undefined =>
  shop.database.get<FileRow>('SELECT * FROM files WHERE id = ?', id)

export function setFile(shop: Shop, id: number, change: Partial<Omit<FileRow, 'id' | 'created' | 'updated'>>): void {
  const names = Object.keys(change) as (keyof typeof change)[]
  const sets = [...names.map((name) => `${name} = ?`), 'updated = ?']
  const values = names.map((name) => change[name] ?? null)
  shop.database.run(`UPDATE files SET ${sets.join(', ')} WHERE id = ?`, ...values, Date.now(), id)
}

/** Kept once however many files have these bytes. */
export function keepBytes(shop: Shop, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('hex')
  shop.database.run('INSERT OR IGNORE INTO blobs (hash, body) VALUES (?, ?)', hash, body)
  return hash
}

/** The pictures of a product, in their order. */
export const mediaOf = (shop: Shop, product: number): FileRow[] =>
  shop.database.all<FileRow>(
    'SELECT f.* FROM product_media m JOIN files f ON f.id = m.file WHERE m.product = ? ORDER BY m.place',
    product,
  )

/** These pictures and no others, in this order. A variant loses the one that is no longer there. */
export function setMedia(shop: Shop, product: number, files: readonly number[]): void {
  shop.database.run('DELETE FROM product_media WHERE product = ?', product)
  for (const [place, file] of [...new Set(files)].entries()) {
    shop.database.run('INSERT INTO product_media (product, file, place) VALUES (?, ?, ?)', product, file, place)
  }
  const kept = files.length === 0 ? '' : `AND json_extract(body, '$.media') NOT IN (${files.join(', ')})`
  shop.database.run(
    `UPDATE variants SET body = json_set(body, '$.media', NULL)
     WHERE product = ? AND json_extract(body, '$.media') IS NOT NULL ${kept}`,
    product,
  )
}

export function addMedia(shop: Shop, product: number, files: readonly number[]): void {
  setMedia(shop, product, [...mediaOf(shop, product).map((one) => one.id), ...files])
}

export const productsWith = (shop: Shop, file: number): number[] =>
  shop.database
    .all<{ product: number }>('SELECT product FROM product_media WHERE file = ?', file)
    .map((one) => one.product)

export function removeFile(shop: Shop, id: number): number[] {
  const products = productsWith(shop, id)
  for (const product of products) {
    setMedia(
      shop,
      product,
      mediaOf(shop, product)
        .map((one) => one.id)
        .filter((one) => one !== id),
    )
  }
  shop.database.run('DELETE FROM files WHERE id = ?', id)
  return products
}

export const fileUrl = (shop: Shop, file: FileRow): string =>
  `${shop.origin}/cdn/shop/files/${file.id}/${encodeURIComponent(file.name)}?v=${Math.floor(file.updated / 1000)}`
