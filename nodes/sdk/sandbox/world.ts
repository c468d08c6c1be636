import { createRandom, type Random, type Seed } from './random.ts'
import { makeCustomers, type Customer } from './world-customers.ts'
import { familyIn, titleInFamilies, type Family } from './world-families.ts'
import { dimensionWords, groupWords, type GroupWords } from './world-names.ts'
import { isForSale } from './world-products.ts'
import { variantOutline, type Outline } from './world-variants.ts'

export type { Address } from './world-addresses.ts'
export type { Customer } from './world-customers.ts'

export interface Variant {
  readonly sku: string
  readonly dimension1: string
  readonly dimension2: string
  readonly title: string
  readonly barcode: string
}

export interface Dimension {
  readonly code: string
  readonly title: string
  readonly values: readonly { readonly code: string; readonly title: string }[]
}

export interface Article {
  readonly index: number
  /** The item code in AFAS and the SKU in the shop: the same by agreement. Items with dimensions sell as `variants`. */
  readonly sku: string
  readonly title: string
  readonly description: string
  readonly group: string
  readonly groupTitle: string
  readonly unit: string
  readonly vatRate: 21 | 9 | 0
  /** The group that AFAS gives this rate: 1 high, 2 low, 3 none. */
  readonly vatGroup: '1' | '2' | '3'
  /** In cents. */
  readonly priceIncl: number
  /** In euros, four decimals as AFAS keeps it. */
  readonly priceExcl: number
  readonly cost: number
  readonly barcode: string
  readonly grams: number
  readonly dimensions: readonly Dimension[]
  readonly variants: readonly Variant[]
  /** Of items that are one product to a buyer. */
  readonly family: Family | undefined
  /** False for the few that only exist in the shop: their orders cannot be booked. */
  readonly inAfas: boolean
  /** False for the few that AFAS has and the shop does not sell yet. */
  readonly inShop: boolean
}

export interface World {
  readonly seed: Seed
  readonly articles: readonly Article[]
  readonly customers: readonly Customer[]
  /** What ordinary orders are made of: known to both systems, for sale, and without dimensions. */
  readonly orderable: readonly Article[]
  readonly onlyInShop: readonly Article[]
}

/** `mixed`: simple items, some with variants. `variants`: five to a product, as dimensions or as items that share a parent. */
export type Catalogue = 'mixed' | 'variants'

/** What a sandbox begins with: the same in both. Fewer than ten products would lack kinds that every shop has. */
export const defaultWorld = { seed: 1, orders: 40, products: 60, customers: 40, catalogue: 'mixed' } as const
export const fewestProducts = 10

export const shopName = 'Lunchroom De Haven'

/** Codes and names do not depend on the seed: value maps in templates refer to them. */
export const warehouses = [
  { code: 'W1', title: 'Centraal magazijn', location: 'Magazijn Amersfoort' },
  { code: 'W2', title: 'Reservemagazijn', location: 'Magazijn Amersfoort' },
  { code: 'WINKEL', title: 'Winkel Utrecht', location: 'Winkel Utrecht' },
] as const

export const locations = [
  { name: 'Magazijn Amersfoort', city: 'Amersfoort', country: 'NL' },
  { name: 'Winkel Utrecht', city: 'Utrecht', country: 'NL' },
] as const

/** The gateway as the shop names it, and the payment method and condition that AFAS has for it. */
export const paymentGateways = [
  { gateway: 'ideal', title: 'iDEAL', method: 'ID', condition: '00' },
  { gateway: 'shopify_payments', title: 'Creditcard', method: 'CC', condition: '00' },
  { gateway: 'paypal', title: 'PayPal', method: 'PP', condition: '00' },
  { gateway: 'klarna', title: 'Klarna', method: 'KL', condition: '14' },
  { gateway: 'bancontact', title: 'Bancontact', method: 'BC', condition: '00' },
  { gateway: 'Bank Deposit', title: 'Bankoverschrijving', method: 'BA', condition: '14' },
  { gateway: 'gift_card', title: 'Cadeaubon', method: 'GB', condition: '00' },
  { gateway: 'manual', title: 'Handmatig', method: 'HA', condition: '30' },
] as const

/** In cents, VAT included. `delivery` is the delivery condition in AFAS. */
export const shippingMethods = [
  { code: 'postnl', title: 'PostNL standaard', carrier: 'POSTNL', price: 495, countries: ['NL'] },
  {
    code: 'postnl-brievenbus',
    title: 'PostNL brievenbuspakje',
    carrier: 'POSTNL',
    price: 395,
    countries: ['NL'],
  },
  {
    code: 'dhl-europa',
    title: 'DHL Europa',
    carrier: 'DHL',
    price: 995,
    countries: ['BE', 'DE', 'FR'],
  },
  { code: 'dpd-wereld', title: 'DPD Wereld', carrier: 'DPD', price: 1995, countries: ['GB', 'US'] },
  { code: 'afhalen', title: 'Afhalen in Utrecht', carrier: 'AFHAAL', price: 0, countries: ['NL'] },
] as const

const vatGroups = { 21: '1', 9: '2', 0: '3' } as const

function barcodeOf(number: number): string {
  const digits = `871${String(number).padStart(9, '0')}`
  let sum = 0
  for (let i = 0; i < 12; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function titleOf(words: GroupWords, number: number): string {
  const { names, kinds } = words
  const name = names[number % names.length]
  const kind = kinds[Math.floor(number / names.length) % kinds.length]
  const round = Math.floor(number / (names.length * kinds.length))
  return round === 0 ? `${name} ${kind}` : `${name} ${kind} nr. ${round + 1}`
}

function priceOf(random: Random, words: GroupWords): number {
  const [low, high] = words.price
  const price = Math.round((low + (high - low) * random.next() ** 2) / 5) * 5
  return words.vatRate === 0 ? Math.round(price / 500) * 500 : price
}

function dimensionsOf(random: Random, words: GroupWords): Dimension[] {
  if (words.code !== 'TEXTIEL') return []
  const chosen = random.chance(0.5) ? [dimensionWords.size, dimensionWords.colour] : [dimensionWords.size]
  return chosen.map((one) => ({
    code: one.code,
    title: one.title,
    values: one.values.map(([code, title]) => ({ code, title })),
  }))
}

function variantsOf(sku: string, index: number, dimensions: readonly Dimension[]): Variant[] {
  const [first, second] = dimensions
  if (!first) return []
  const seconds = second ? second.values : [{ code: '', title: '' }]
  return first.values.flatMap((one, i) =>
    seconds.map((two, j) => ({
      sku: [sku, one.code, two.code].filter((part) => part !== '').join('-'),
      dimension1: one.code,
      dimension2: two.code,
      title: [one.title, two.title].filter((part) => part !== '').join(' / '),
      barcode: barcodeOf(500_000_000 + index * 100 + i * 10 + j),
    })),
  )
}

/** Of the first ten one is only in the shop and one only in AFAS, so that the smallest world has each kind. */
function whereabouts(random: Random, index: number): { inAfas: boolean; inShop: boolean } {
  if (index === 3 || (index >= 10 && random.chance(0.03))) return { inAfas: false, inShop: true }
  if (index === 6 || (index >= 10 && random.chance(0.05))) return { inAfas: true, inShop: false }
  return { inAfas: true, inShop: true }
}

function mixedOutline(index: number): Outline {
  const words = groupWords[index % groupWords.length] as GroupWords
  const number = Math.floor(index / groupWords.length)
  const sku = `${words.prefix}-${String(number + 1).padStart(4, '0')}`
  if (words.code !== 'SERVIES') return { words, sku, title: titleOf(words, number) }
  const family = familyIn(words, words.prefix, number, index, groupWords.length)
  return { words, sku, title: titleInFamilies(words, number), ...(family ? { family } : {}) }
}

function makeArticle(seed: Seed, index: number, outline: Outline): Article {
  const random = createRandom(seed, 'article', index)
  const { words, sku, title, family } = outline
  const priceIncl = priceOf(random, words)
  const priceExcl = Math.round((priceIncl * 100) / (1 + words.vatRate / 100)) / 10_000
  const dimensions = outline.dimensions ?? dimensionsOf(random, words)
  return {
    index,
    sku,
    title,
    description: `${title}, uit het assortiment ${words.title.toLowerCase()} van ${shopName}.`,
    group: words.code,
    groupTitle: words.title,
    unit: words.unit,
    vatRate: words.vatRate,
    vatGroup: vatGroups[words.vatRate],
    priceIncl,
    priceExcl,
    cost: Math.round(priceExcl * (0.35 + random.next() * 0.3) * 100) / 100,
    barcode: barcodeOf(index + 1),
    grams: Math.round(random.between(words.grams[0], words.grams[1]) / 5) * 5,
    dimensions,
    variants: variantsOf(sku, index, dimensions),
    family,
    ...(outline.whereabouts ?? whereabouts(random, index)),
  }
}

/** What lies on the shelf of a warehouse at the start. Some are out of stock, some have an odd half left. */
export function startingStock(seed: Seed, sku: string, warehouse: string): number {
  const random = createRandom(seed, 'stock', sku, warehouse)
  if (random.chance(warehouse === 'W2' ? 0.5 : 0.1)) return 0
  return random.between(1, warehouse === 'WINKEL' ? 25 : 160)
}

/** The same seed gives the same world; a larger one begins with the smaller one. */
export function makeWorld(size: { seed: Seed; products: number; customers: number; catalogue?: Catalogue }): World {
  const articles: Article[] = []
  for (let index = 0; index < size.products; index++) {
    const outline = size.catalogue === 'variants' ? variantOutline(index) : mixedOutline(index)
    if (outline) articles.push(makeArticle(size.seed, index, outline))
  }
  return {
    seed: size.seed,
    articles,
    customers: makeCustomers(size.seed, size.customers),
    orderable: articles.filter((one) => one.inAfas && one.inShop && one.variants.length === 0 && isForSale(one.index)),
    onlyInShop: articles.filter((one) => !one.inAfas),
  }
}
