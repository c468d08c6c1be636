import { fileUrl, mediaOf, type FileRow } from '../files/files.ts'
import { gid, time } from '../graphql/gid.ts'
import { productsIn } from '../resolvers/collections.ts'
import type { Shop } from '../shop.ts'
import { collectionBody, type CollectionRow } from '../store/collections.ts'
import type { Metafield } from '../store/metafields.ts'
import { productBody, variantBody, type ProductRow, type VariantRow } from '../store/products.ts'
import { publishedOn } from '../store/publications.ts'

const euros = (cents: number): number => cents / 100

type Kept = Pick<Metafield, 'namespace' | 'key' | 'type' | 'value'>

/** All at once, by owner (`Product/12`). */
function metafieldsByOwner(shop: Shop): ReadonlyMap<string, Kept[]> {
  const found = new Map<string, Kept[]>()
  const sql = "SELECT * FROM metafields WHERE owner LIKE 'Product%' OR owner LIKE 'Collection/%' ORDER BY id"
  for (const { owner, namespace, key, type, value } of shop.database.all<Metafield>(sql)) {
    found.set(owner, [...(found.get(owner) ?? []), { namespace, key, type, value }])
  }
  return found
}

const fileState = (shop: Shop, file: FileRow) => ({
  id: gid('MediaImage', file.id),
  url: fileUrl(shop, file),
  source: file.source,
  name: file.name,
  alt: file.alt,
  status: file.status,
  error: file.error,
  /** SHA-256 of the bytes. */
  hash: file.hash,
  size: file.size,
})

function variantState(row: VariantRow, metafields: ReadonlyMap<string, Kept[]>) {
  const body = variantBody(row)
  return {
    id: gid('ProductVariant', row.id),
    sku: row.sku,
    price: euros(row.price),
    compareAtPrice: body.compareAt === null ? null : euros(body.compareAt),
    barcode: row.barcode,
    title: body.title,
    options: body.options,
    position: row.position,
    taxable: body.taxable,
    tracked: body.tracked,
    policy: body.policy ?? 'DENY',
    grams: body.grams,
    cost: body.cost === null ? null : euros(body.cost),
    origin: body.origin ?? null,
    hsCode: body.hsCode ?? null,
    media: body.media ? gid('MediaImage', body.media) : null,
    metafields: metafields.get(`ProductVariant/${row.id}`) ?? [],
  }
}

export function productsState(shop: Shop) {
  const metafields = metafieldsByOwner(shop)
  const variants = new Map<number, object[]>()
  for (const one of shop.database.each<VariantRow>('SELECT * FROM variants ORDER BY product, position')) {
    const list = variants.get(one.product) ?? []
    list.push(variantState(one, metafields))
    variants.set(one.product, list)
  }
  return shop.database.all<ProductRow>('SELECT * FROM products ORDER BY id').map((row) => {
    const body = productBody(row)
    return {
      id: gid('Product', row.id),
      title: row.title,
      handle: row.handle,
      status: row.status.toUpperCase(),
      vendor: row.vendor,
      productType: body.productType,
      descriptionHtml: body.descriptionHtml,
      tags: body.tags,
      options: body.options.map((one) => ({ name: one.name, values: one.values.map((value) => value.name) })),
      variants: variants.get(row.id) ?? [],
      media: mediaOf(shop, row.id).map((one) => fileState(shop, one)),
      metafields: metafields.get(`Product/${row.id}`) ?? [],
      publications: publishedOn(shop, `Product/${row.id}`).map((one) => one.name),
      createdAt: time(row.created),
      updatedAt: time(row.updated),
    }
  })
}

export function collectionsState(shop: Shop) {
  const metafields = metafieldsByOwner(shop)
  return shop.database.all<CollectionRow>('SELECT * FROM collections ORDER BY id').map((row) => {
    const body = collectionBody(row)
    return {
      id: gid('Collection', row.id),
      title: row.title,
      handle: row.handle,
      descriptionHtml: body.descriptionHtml,
      smart: body.rules !== null,
      products: productsIn(shop, row).map((one) => gid('Product', one.id)),
      publications: publishedOn(shop, `Collection/${row.id}`).map((one) => one.name),
      metafields: metafields.get(`Collection/${row.id}`) ?? [],
    }
  })
}

export const filesState = (shop: Shop) =>
  shop.database.all<FileRow>('SELECT * FROM files ORDER BY id').map((one) => fileState(shop, one))
