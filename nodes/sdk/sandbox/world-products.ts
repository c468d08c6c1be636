import { createRandom, type Random, type Seed } from './random.ts'
import { familyTitle, type Family } from './world-families.ts'
import type { Article } from './world.ts'

/** A picture as it lies in AFAS: its bytes are drawn from `content`, so the same content is the same picture. */
export interface ArticleImage {
  readonly sequence: number
  /** The combination that it shows; both empty: the whole item. */
  readonly dimension1: string
  readonly dimension2: string
  readonly fileName: string
  readonly content: string
  readonly width: number
  readonly height: number
}

/** Custom fields of an item ("kenmerken"); empty where nobody filled them in. */
export interface Attributes {
  readonly productType: string
  readonly material: string
  readonly colour: string
  readonly size: string
  readonly version: string
  readonly brand: string
  readonly deliveryTime: string
}

export interface PriceListPrice {
  readonly priceList: string
  readonly price: number
  /** Days before (negative) or after the start of the environment; no end: valid until further notice. */
  readonly from: number
  readonly to: number | null
}

/** What AFAS knows of an item for a webshop, beside what an order needs. Drawn when it is asked for. */
export interface ProductDetail {
  /** At most 100 characters, as AFAS holds; the awkward ones are awkward here. */
  readonly title: string
  readonly titles: { readonly en: string; readonly de: string; readonly fr: string }
  readonly shortText: string
  /** Plain text with line breaks, for some HTML; empty for some. */
  readonly text: string
  readonly textEn: string
  /** Without VAT; 0 where nobody has set a price. */
  readonly price: number
  readonly barcode: string
  /** ISO code. */
  readonly origin: string
  readonly hsCode: string
  readonly attributes: Attributes
  readonly assortment: string
  readonly webshop: boolean
  readonly blocked: boolean
  readonly family: Family | undefined
  readonly parentTitle: string
  readonly categories: readonly string[]
  readonly images: readonly ArticleImage[]
  readonly prices: readonly PriceListPrice[]
}

/** Web categories; the first of each pair is the top that the others hang under. */
export const webCategories = [
  { code: 'KT', title: 'Koffie & thee', parent: '' },
  { code: 'KTKOF', title: 'Koffie', parent: 'KT' },
  { code: 'KTTHE', title: 'Thee', parent: 'KT' },
  { code: 'ETEN', title: 'Lekkers', parent: '' },
  { code: 'KEUK', title: 'In de keuken', parent: '' },
  { code: 'KSERV', title: 'Servies', parent: 'KEUK' },
  { code: 'KZET', title: 'Zetten en malen', parent: 'KEUK' },
  { code: 'KTEX', title: 'Textiel', parent: 'KEUK' },
  { code: 'CADO', title: 'Cadeautips', parent: '' },
  { code: 'BOEK', title: 'Boeken en kaarten', parent: 'CADO' },
  { code: 'BON', title: 'Bonnen', parent: 'CADO' },
  { code: 'NIEUW', title: 'Nieuw', parent: '' },
] as const

const categoryOfGroup: Readonly<Record<string, string>> = {
  KOFFIE: 'KTKOF',
  THEE: 'KTTHE',
  LEKKER: 'ETEN',
  SERVIES: 'KSERV',
  ZETTEN: 'KZET',
  TEXTIEL: 'KTEX',
  BOEKEN: 'BOEK',
  CADEAU: 'BON',
}

export const assortments = [
  { code: 'BASIS', title: 'Basisassortiment' },
  { code: 'SEIZOEN', title: 'Seizoen' },
  { code: 'HORECA', title: 'Horeca' },
] as const

const byGroup: Readonly<Record<string, { readonly hs: string; readonly materials: readonly string[] }>> = {
  KOFFIE: { hs: '09012100', materials: ['Arabica', 'Arabica en robusta'] },
  THEE: { hs: '09024000', materials: ['Zwarte thee', 'Groene thee'] },
  LEKKER: { hs: '19053100', materials: [''] },
  SERVIES: { hs: '69120000', materials: ['Aardewerk', 'Porselein', 'Steengoed'] },
  ZETTEN: { hs: '82100000', materials: ['RVS', 'Glas', 'Gietijzer'] },
  TEXTIEL: { hs: '63026000', materials: ['Katoen', 'Linnen', '100% biologisch katoen'] },
  BOEKEN: { hs: '49019900', materials: ['Papier'] },
  CADEAU: { hs: '', materials: ['Karton'] },
}

const origins = ['NL', 'NL', 'DE', 'IT', 'PT', 'ET', 'CO', 'CN', '']
const brands = ['De Haven', 'De Haven', 'Kade & Co', "Van 't Veer"]
const deliveryTimes = ['1-2 werkdagen', '1-2 werkdagen', '3-5 werkdagen', 'Op bestelling, ± 2 weken', '']

/** Which awkwardness an item has, by its place: every fifty items hold each. The first ten are as they should be. */
const quirks: Readonly<Record<number, string>> = {
  0: 'odd-title',
  10: 'no-barcode',
  14: 'no-image',
  18: 'no-text',
  22: 'html-text',
  24: 'many-images',
  26: 'long-title',
  30: 'no-price',
  34: 'blocked',
  37: 'blocked',
  38: 'not-for-web',
  40: 'large-image',
  42: 'many-categories',
  46: 'no-category',
}

export const quirkOf = (index: number): string => (index < 10 ? '' : (quirks[index % 50] ?? ''))

/** Not sold by orders of the seed: AFAS would refuse them, or the shop should not have them. */
export const isForSale = (index: number): boolean => !['blocked', 'not-for-web'].includes(quirkOf(index))

function titleOf(article: Article, quirk: string): string {
  if (quirk === 'odd-title') return ` ${article.title} <nieuw> & "vers" `
  if (quirk !== 'long-title') return article.title
  const long = `${article.title} ☕️ – ${'met de hand gemaakt in onze eigen werkplaats aan de haven, '.repeat(3)}`
  return Array.from(long).slice(0, 96).join('').trimEnd()
}

function textOf(article: Article, quirk: string): string {
  if (quirk === 'no-text') return ''
  const { title } = article
  if (quirk === 'html-text') {
    const rows = Array.from({ length: 120 }, (_, n) => `<li>Punt ${n + 1}: altijd vers &amp; met zorg 🌱</li>`)
    return `<h2>${title}</h2><p>Ons <strong>paradepaardje</strong> 😍.<br>Nu ook in het klein.</p><ul>${rows.join('')}</ul>`
  }
  return `${article.description}\r\n\r\nAltijd vers & met zorg verpakt. Ook voor 's ochtends vroeg.\r\nVragen over ${title}? Bel de winkel.`
}

function imagesOf(random: Random, article: Article, quirk: string): ArticleImage[] {
  if (quirk === 'no-image') return []
  const large = quirk === 'large-image'
  const size = large ? { width: 1600, height: 1200 } : { width: random.between(40, 70) * 10, height: 600 }
  const image = (sequence: number, name: string, dimension1 = '', dimension2 = ''): ArticleImage => ({
    sequence,
    dimension1,
    dimension2,
    fileName: `${name}.png`,
    content: `${article.sku} ${sequence}`,
    ...size,
  })
  const count = quirk === 'many-images' ? 6 : random.between(1, 2)
  const whole = Array.from({ length: count }, (_, n) => image(n + 1, `${article.sku}_${n + 1}`))
  const [first, second] = article.dimensions
  const shown = second ?? (article.index % 3 === 0 ? first : undefined)
  const ofVariants = (shown?.values ?? []).map(({ code }, n) =>
    second
      ? image(count + n + 1, `${article.sku}_${code}`, '', code)
      : image(count + n + 1, `${article.sku}_${code}`, code, ''),
  )
  return [...whole, ...ofVariants]
}

function categoriesOf(random: Random, article: Article, quirk: string): string[] {
  if (quirk === 'no-category') return []
  const own = categoryOfGroup[article.group] ?? 'NIEUW'
  if (quirk === 'many-categories') return [...new Set([own, 'NIEUW', 'CADO', 'KEUK'])]
  return [...new Set([own, ...(random.chance(0.2) ? ['NIEUW'] : []), ...(random.chance(0.15) ? ['CADO'] : [])])]
}

function pricesOf(random: Random, article: Article): PriceListPrice[] {
  const part = (share: number): number => Math.round(article.priceExcl * share * 100) / 100
  return [
    ...(random.chance(0.5) ? [{ priceList: 'B2B', price: part(0.85), from: -400, to: null }] : []),
    ...(random.chance(0.15) ? [{ priceList: 'B2B', price: part(0.9), from: -800, to: -401 }] : []),
    ...(random.chance(0.1) ? [{ priceList: 'ACTIE', price: part(0.75), from: -30, to: 3650 }] : []),
  ]
}

function attributesOf(random: Random, article: Article, family: Family | undefined): Attributes {
  return {
    productType: article.groupTitle,
    material: random.pick(byGroup[article.group]?.materials ?? ['']),
    colour: family?.colour ?? (article.dimensions.length === 0 && random.chance(0.2) ? 'Zwart' : ''),
    size: '',
    version: family?.version ?? '',
    brand: random.pick(brands),
    deliveryTime: random.pick(deliveryTimes),
  }
}

export function productDetail(seed: Seed, article: Article): ProductDetail {
  const random = createRandom(seed, 'product detail', article.index)
  const quirk = quirkOf(article.index)
  const { family } = article
  const title = titleOf(article, quirk)
  const translated = random.chance(0.6)
  return {
    title,
    titles: {
      en: translated ? `${article.title} (English)` : '',
      de: translated && random.chance(0.5) ? `${article.title} (Deutsch)` : '',
      fr: '',
    },
    shortText: quirk === 'no-text' ? '' : article.description.slice(0, 100),
    text: textOf(article, quirk),
    textEn: translated && quirk !== 'no-text' ? `${article.title}: always fresh, from ${article.groupTitle}.` : '',
    price: quirk === 'no-price' ? 0 : article.priceExcl,
    barcode: quirk === 'no-barcode' ? '' : article.barcode,
    origin: random.pick(origins),
    hsCode: byGroup[article.group]?.hs ?? '',
    attributes: attributesOf(random, article, family),
    assortment: random.pick(assortments).code,
    webshop: quirk !== 'not-for-web',
    blocked: quirk === 'blocked',
    family,
    parentTitle: family ? familyTitle(family) : '',
    categories: categoriesOf(random, article, quirk),
    images: imagesOf(random, article, quirk),
    prices: pricesOf(random, article),
  }
}
