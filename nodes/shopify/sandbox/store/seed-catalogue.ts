import { createRandom } from '../../../sdk/sandbox/random.ts'
import { locations, shopName, startingStock, warehouses, type Article } from '../../../sdk/sandbox/world.ts'
import { ids } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { storedList } from '../search/filters.ts'
import { seedCustomers } from './seed-customers.ts'

const day = 86_400_000

/** What a product carries besides the columns that lists search by. */
export interface ProductBody {
  readonly descriptionHtml: string
  readonly productType: string
  readonly tags: readonly string[]
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly giftCard: boolean
}

export interface VariantBody {
  readonly title: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly compareAt: number | null
  readonly taxable: boolean
  readonly tracked: boolean
  readonly grams: number
  readonly cost: number | null
  readonly requiresShipping: boolean
}

const handleOf = (article: Article): string =>
  article.title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

interface VariantSeed {
  readonly sku: string
  readonly title: string
  readonly barcode: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
}

function variantsOf(article: Article): VariantSeed[] {
  if (article.variants.length === 0) {
    const options = [{ name: 'Title', value: 'Default Title' }]
    return [{ sku: article.sku, title: 'Default Title', barcode: article.barcode, options }]
  }
  return article.variants.map((one) => ({
    sku: one.sku,
    title: one.title,
    barcode: one.barcode,
    options: one.title
      .split(' / ')
      .map((value, place) => ({ name: article.dimensions[place]?.title ?? 'Optie', value })),
  }))
}

/** The shop is a little behind AFAS: an old price here, an old title there, stock that has moved since. */
function seedProduct(shop: Shop, article: Article): void {
  const random = createRandom(shop.settings.seed, 'shop-product', article.index)
  const id = ids.product(article.index)
  const at = shop.settings.until - day * random.between(40, 400)
  const variants = variantsOf(article)
  const gift = article.group === 'CADEAU' && article.title.startsWith('Cadeaubon')
  const names = [...new Set(variants.flatMap((one) => one.options.map((option) => option.name)))]
  const body: ProductBody = {
    descriptionHtml: random.chance(0.2) ? '' : `<p>${article.description}</p>`,
    productType: article.groupTitle,
    tags: [article.groupTitle],
    options: names.map((name) => ({
      name,
      values: [...new Set(variants.flatMap((one) => one.options.filter((o) => o.name === name).map((o) => o.value)))],
    })),
    giftCard: gift,
  }
  shop.database.run(
    `INSERT INTO products (id, handle, title, vendor, status, tags, created, updated, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    `${handleOf(article)}-${article.index + 1}`,
    article.title,
    shopName,
    'active',
    storedList(body.tags),
    at,
    at,
    JSON.stringify(body),
  )
  const price = random.chance(0.15) ? article.priceIncl + 50 : article.priceIncl
  for (const [place, variant] of variants.entries()) seedVariant(shop, article, variant, place, price, at)
}

function seedVariant(
  shop: Shop,
  article: Article,
  variant: VariantSeed,
  place: number,
  price: number,
  at: number,
): void {
  const id = ids.variant(article.index, place)
  const body: VariantBody = {
    title: variant.title,
    options: variant.options,
    compareAt: null,
    taxable: article.vatRate > 0,
    tracked: article.group !== 'CADEAU',
    grams: article.grams,
    cost: Math.round(article.cost * 100),
    requiresShipping: article.group !== 'CADEAU',
  }
  shop.database.run(
    `INSERT INTO variants (id, product, position, sku, barcode, price, created, updated, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    ids.product(article.index),
    place + 1,
    variant.sku,
    variant.barcode,
    price,
    at,
    at,
    JSON.stringify(body),
  )
  for (const [index, location] of locations.entries()) {
    const places = warehouses.filter((one) => one.location === location.name)
    const physical = places.reduce((all, one) => all + startingStock(shop.settings.seed, variant.sku, one.code), 0)
    const random = createRandom(shop.settings.seed, 'shop-stock', variant.sku, location.name)
    if (index > 0 && random.chance(0.2)) continue
    const available = random.chance(0.6)
      ? Math.floor(physical)
      : Math.max(0, Math.floor(physical) - random.between(1, 9))
    shop.database.run(
      'INSERT INTO levels (item, location, active, available, committed, incoming, updated) VALUES (?, ?, 1, ?, 0, 0, ?)',
      ids.inventoryItem(id),
      ids.location(index),
      available,
      at,
    )
  }
}

export function seedCatalogue(shop: Shop): void {
  for (const article of shop.world.articles) if (article.inShop) seedProduct(shop, article)
  seedCustomers(shop)
}
