import { createRandom } from '../../../sdk/sandbox/random.ts'
import { locations, shopName, startingStock, warehouses, type Article } from '../../../sdk/sandbox/world.ts'
import { ids } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { defaultOption, saveProduct, saveVariant, slugOf, type ChosenOption, type ProductOption } from './products.ts'

const day = 86_400_000

interface VariantSeed {
  readonly article: Article
  /** Which of its article it is; ids follow from both. */
  readonly place: number
  readonly sku: string
  readonly title: string
  readonly barcode: string
  readonly options: readonly ChosenOption[]
}

/** Items of a family are variants of one product, told apart by what AFAS has for it. */
function ofFamily(article: Article): VariantSeed {
  const { colour = '', version = '' } = article.family ?? {}
  const value = colour || version || article.title
  const options = [{ name: colour ? 'Kleur' : 'Uitvoering', value }]
  return { article, place: 0, sku: article.sku, title: value, barcode: article.barcode, options }
}

function seedsOf(articles: readonly Article[]): VariantSeed[] {
  return articles.flatMap((article) => {
    if (article.family) return [ofFamily(article)]
    const { sku, barcode } = article
    if (article.variants.length === 0) {
      return [{ article, place: 0, sku, title: defaultOption.value, barcode, options: [defaultOption] }]
    }
    return article.variants.map((one, place) => ({
      article,
      place,
      sku: one.sku,
      title: one.title,
      barcode: one.barcode,
      options: one.title.split(' / ').map((value, n) => ({ name: article.dimensions[n]?.title ?? 'Optie', value })),
    }))
  })
}

function optionsOf(product: number, variants: readonly VariantSeed[]): ProductOption[] {
  const names = [...new Set(variants.flatMap((one) => one.options.map((option) => option.name)))]
  return names.map((name, place) => {
    const id = product * 10 + place
    const values = new Set(variants.flatMap((one) => one.options.filter((o) => o.name === name).map((o) => o.value)))
    return { id, name, values: [...values].map((value, at) => ({ id: id * 100 + at, name: value })) }
  })
}

function seedLevels(shop: Shop, variant: VariantSeed, id: number, at: number): void {
  for (const [index, location] of locations.entries()) {
    const places = warehouses.filter((one) => one.location === location.name)
    const physical = places.reduce((all, one) => all + startingStock(shop.settings.seed, variant.sku, one.code), 0)
    const random = createRandom(shop.settings.seed, 'shop-stock', variant.sku, location.name)
    if (index > 0 && random.chance(0.2)) continue
    const same = random.chance(0.6)
    // The first article always has too many, so that there is something to put right whatever the seed.
    const less = variant.article.index === 0 && index === 0 ? -5 : same ? 0 : random.between(1, 9)
    const available = Math.max(0, Math.floor(physical) - less)
    shop.database.run(
      'INSERT INTO levels (item, location, active, available, committed, incoming, updated) VALUES (?, ?, 1, ?, 0, 0, ?)',
      ids.inventoryItem(id),
      ids.location(index),
      available,
      at,
    )
  }
}

function seedVariant(shop: Shop, product: number, variant: VariantSeed, position: number, more: number, at: number) {
  const { article } = variant
  const id = ids.variant(article.index, variant.place)
  const body = {
    title: variant.title,
    options: variant.options,
    compareAt: null,
    taxable: article.vatRate > 0,
    tracked: article.group !== 'CADEAU',
    grams: article.grams,
    cost: Math.round(article.cost * 100),
    requiresShipping: article.group !== 'CADEAU',
  }
  const { sku, barcode } = variant
  saveVariant(shop, { id, product, position, sku, barcode, price: article.priceIncl + more, created: at, body }, at)
  seedLevels(shop, variant, id, at)
}

/** The shop is a little behind AFAS: an old price here, an old title there, stock that has moved since. */
function seedProduct(shop: Shop, articles: readonly Article[]): void {
  const [article] = articles
  if (!article) return
  const { family } = article
  const lead = family?.lead ?? article.index
  const random = createRandom(shop.settings.seed, 'shop-product', lead)
  const id = ids.product(lead)
  const at = shop.settings.until - day * random.between(40, 400)
  const variants = seedsOf(articles)
  const descriptionHtml = random.chance(0.2) ? '' : `<p>${article.description}</p>`
  const more = random.chance(0.15) ? 50 : 0
  const title = family?.title ?? article.title
  const body = {
    descriptionHtml,
    productType: article.groupTitle,
    tags: [article.groupTitle],
    options: optionsOf(id, variants),
    giftCard: article.group === 'CADEAU' && article.title.startsWith('Cadeaubon'),
    seoTitle: null,
    seoDescription: null,
    templateSuffix: null,
  }
  saveProduct(
    shop,
    {
      id,
      handle: `${slugOf(title)}-${lead + 1}`,
      title: random.chance(0.1) ? `${title} (oud)` : title,
      vendor: shopName,
      status: 'active',
      created: at,
      body,
    },
    at,
  )
  shop.database.run('INSERT INTO published (owner, publication, at) VALUES (?, 1, ?)', `Product/${id}`, at)
  for (const [place, variant] of variants.entries()) seedVariant(shop, id, variant, place + 1, more, at)
}

export function seedProducts(shop: Shop): void {
  const families = new Map<string, Article[]>()
  for (const article of shop.world.articles) {
    if (!article.inShop) continue
    const { family } = article
    if (!family) seedProduct(shop, [article])
    else families.set(family.parent, [...(families.get(family.parent) ?? []), article])
  }
  for (const articles of families.values()) seedProduct(shop, articles)
}
