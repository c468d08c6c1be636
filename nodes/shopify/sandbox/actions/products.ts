import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import { addFile, addMedia } from '../files/files.ts'
import { gid, readGid } from '../graphql/gid.ts'
import { namespaceOf } from '../resolvers/metafields.ts'
import type { Shop } from '../shop.ts'
import { addToCollection, collectionBody, saveCollection, type CollectionRow } from '../store/collections.ts'
import { saveMetafield } from '../store/metafields.ts'
import {
  findProduct,
  freeHandle,
  newOptionId,
  newVariantId,
  removeProduct,
  saveProduct,
  saveVariant,
  variantsOf,
  type ChosenOption,
  type Product,
  type Variant,
} from '../store/products.ts'
import { emptyLevel, saveLevel } from '../store/levels.ts'
import { ids } from '../orders/order.ts'
import { productChanged, productGone } from '../webhooks/product-news.ts'
import { invalid, onlyKnown, readCents, readFlag, readText, type Body } from './find.ts'

const known = ['sku', 'product', 'title', 'description', 'status', 'price', 'barcode', 'newSku', 'addTag', 'image']
const alsoKnown = ['metafield', 'collection', 'variant', 'duplicateSku', 'delete', 'webhook']

interface Found {
  readonly product: Product
  /** The one that was named by its SKU; else the first. */
  readonly variant: Variant
}

/** By SKU (its first variant, where several have it), or by the id or handle of the product. */
function find(shop: Shop, body: Body): Found {
  const sku = readText(body, 'sku')
  const named = readText(body, 'product')
  const row =
    sku === undefined
      ? shop.database.get<{ product: number; id: number }>(
          `SELECT v.product, v.id FROM variants v JOIN products p ON p.id = v.product
           WHERE p.id = ? OR p.handle = ? ORDER BY v.position LIMIT 1`,
          readGid(named)?.id ?? 0,
          named ?? '',
        )
      : shop.database.get<{ product: number; id: number }>(
          'SELECT product, id FROM variants WHERE lower(sku) = lower(?) ORDER BY id LIMIT 1',
          sku,
        )
  const product = row && findProduct(shop, row.product)
  const variant = row && variantsOf(shop, row.product).find((one) => one.id === row.id)
  if (product && variant) return { product, variant }
  throw new SandboxProblem(404, 'sandbox.not-found', `There is no product "${sku ?? named ?? ''}"`)
}

const objectIn = (body: Body, name: string): Body | undefined => {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`"${name}" must be an object`)
  return value as Body
}

function addVariant(shop: Shop, { product, variant }: Found, wish: Body, at: number): Product {
  onlyKnown(wish, ['sku', 'value', 'price'])
  const value = readText(wish, 'value')
  const [option] = product.body.options
  if (value === undefined || !option) throw invalid('"variant" needs a "value" of the first option')
  const all = variantsOf(shop, product.id)
  const options: ChosenOption[] = variant.body.options.map((one, n) => (n === 0 ? { name: one.name, value } : one))
  const id = newVariantId(shop)
  saveVariant(
    shop,
    {
      ...variant,
      id,
      position: all.length + 1,
      sku: readText(wish, 'sku') ?? null,
      barcode: null,
      price: readCents(wish['price'], 'price') ?? variant.price,
      created: at,
      body: { ...variant.body, options, title: options.map((one) => one.value).join(' / '), media: null },
    },
    at,
  )
  saveLevel(shop.database, { ...emptyLevel(ids.inventoryItem(id), ids.location(0)), active: 1 })
  const has = option.values.some((one) => one.name === value)
  const values = has ? option.values : [...option.values, { id: newOptionId(shop), name: value }]
  const changed = product.body.options.map((one) => (one === option ? { ...one, values } : one))
  return { ...product, body: { ...product.body, options: changed } }
}

function setMetafield(shop: Shop, product: Product, wish: Body): void {
  onlyKnown(wish, ['namespace', 'key', 'type', 'value'])
  const [key, value] = [readText(wish, 'key'), readText(wish, 'value')]
  if (key === undefined || value === undefined) throw invalid('"metafield" needs "key" and "value"')
  const namespace = namespaceOf(readText(wish, 'namespace') ?? 'custom')
  const type = readText(wish, 'type') ?? 'single_line_text_field'
  saveMetafield(shop.database, { owner: `Product/${product.id}`, namespace, key, type, value })
}

/** Puts the product in a collection of that title, which is made where there is none. */
function joinCollection(shop: Shop, product: Product, title: string): void {
  const row = shop.database.get<CollectionRow>('SELECT * FROM collections WHERE title = ?', title)
  if (row && collectionBody(row).rules) throw invalid(`"${title}" is a smart collection`)
  const id = row?.id ?? 450_000_000_000 + shop.nextId('collection')
  if (!row) {
    saveCollection(shop, {
      id,
      title,
      handle: freeHandle(shop, 'collections', title),
      created: Date.now(),
      body: {
        descriptionHtml: '',
        sortOrder: 'BEST_SELLING',
        seoTitle: null,
        seoDescription: null,
        templateSuffix: null,
        source: { id: 460_000_000_000 + shop.nextId('collection source'), title },
        rules: null,
      },
    })
  }
  addToCollection(shop, id, [product.id])
}

/** Another product with the same SKU: nobody can say any more which one a program means. */
function duplicate(shop: Shop, { product, variant }: Found, at: number): void {
  const copy = freeHandle(shop, 'products', product.title)
  const made = { ...product, id: 8_200_000_000_000 + shop.nextId('product'), handle: copy, created: at }
  saveProduct(shop, made, at)
  const id = newVariantId(shop)
  saveVariant(shop, { ...variant, id, product: made.id, position: 1, body: { ...variant.body, media: null } }, at)
  saveLevel(shop.database, { ...emptyLevel(ids.inventoryItem(id), ids.location(0)), active: 1 })
  productChanged(shop, made.id, 'PRODUCTS_CREATE')
}

function changeVariant(shop: Shop, { variant }: Found, body: Body, at: number): void {
  const next = {
    ...variant,
    price: readCents(body['price'], 'price') ?? variant.price,
    barcode: readText(body, 'barcode') ?? variant.barcode,
    sku: readText(body, 'newSku') ?? variant.sku,
  }
  saveVariant(shop, next, at)
}

function changed(shop: Shop, found: Found, body: Body, at: number): Product {
  const { product } = found
  const tag = readText(body, 'addTag')
  const tags = tag === undefined ? product.body.tags : [...new Set([...product.body.tags, tag])]
  const wish = objectIn(body, 'variant')
  const withVariant = wish ? addVariant(shop, found, wish, at) : product
  const descriptionHtml = readText(body, 'description') ?? product.body.descriptionHtml
  return {
    ...withVariant,
    title: readText(body, 'title') ?? product.title,
    status: readText(body, 'status')?.toLowerCase() ?? product.status,
    body: { ...withVariant.body, descriptionHtml, tags },
  }
}

/** `POST /_sandbox/products`: what a merchant does to a product in the shop's admin. */
export function changeProduct(shop: Shop, body: Body) {
  onlyKnown(body, [...known, ...alsoKnown])
  return shop.database.transaction(() => {
    const found = find(shop, body)
    const { product } = found
    const at = Date.now()
    const answer = { id: gid('Product', product.id), handle: product.handle }
    if (readFlag(body, 'delete', false)) {
      removeProduct(shop, product.id)
      if (readFlag(body, 'webhook', true)) productGone(shop, product.id)
      return answer
    }
    changeVariant(shop, found, body, at)
    saveProduct(shop, changed(shop, found, body, at), at)
    const image = readText(body, 'image')
    if (image !== undefined) addMedia(shop, product.id, [addFile(shop, { source: image, alt: 'Van de winkelier' }).id])
    const metafield = objectIn(body, 'metafield')
    if (metafield) setMetafield(shop, product, metafield)
    const collection = readText(body, 'collection')
    if (collection !== undefined) joinCollection(shop, product, collection)
    if (readFlag(body, 'duplicateSku', false)) duplicate(shop, found, at)
    if (readFlag(body, 'webhook', true)) productChanged(shop, product.id, 'PRODUCTS_UPDATE')
    return answer
  })
}
