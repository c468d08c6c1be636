import { createHash } from 'node:crypto'
import type { Seed } from '../../sdk/sandbox/random.ts'
import type { Article } from '../../sdk/sandbox/world.ts'
import {
  productDetail,
  webCategories,
  type ArticleImage,
  type ProductDetail,
} from '../../sdk/sandbox/world-products.ts'
import { afasCountry } from '../../sdk/trade/country.ts'
import { articleFields } from './custom-fields.ts'
import type { SandboxDatabase, Value } from './database.ts'
import { localDate } from './local-time.ts'

const day = 86_400_000
/** Price lists count from here. */
const opened = Date.UTC(2026, 0, 5)

const text = (value: string): Value => (value === '' ? null : value)

/** The fields of an item that the sandbox only keeps and shows, by their codes; empty ones are left out. */
function keptFields(detail: ProductDetail): string {
  const { attributes } = detail
  const all: Record<string, string | boolean> = {
    Ds_2057: detail.titles.en,
    Ds_1031: detail.titles.de,
    Ds_1036: detail.titles.fr,
    Rm: detail.text,
    Rm_2057: detail.textEn,
    CoOr: detail.origin === '' ? '' : afasCountry(detail.origin),
    CsGc: detail.hsCode,
    PgId: detail.assortment,
    [articleFields.parentItem]: detail.family?.parent ?? '',
    [articleFields.parentDescription]: detail.parentTitle,
    [articleFields.webshop]: detail.webshop,
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [articleFields[name as keyof typeof attributes], value]),
    ),
  }
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')))
}

const imageId = (seed: Seed, image: ArticleImage): string =>
  createHash('md5').update(`${seed} ${image.content}`).digest('hex').toUpperCase()

function addImages(db: SandboxDatabase, seed: Seed, item: string, images: readonly ArticleImage[], at: string): void {
  for (const { sequence, dimension1, dimension2, fileName, content, width, height } of images) {
    const image = imageId(seed, { sequence, dimension1, dimension2, fileName, content, width, height })
    db.insert('article_image', {
      item,
      dimension1,
      dimension2,
      sequence,
      file_name: fileName,
      image,
      content: `${seed} ${content}`,
      width,
      height,
      file: null,
      modified: at,
    })
  }
}

/** Of items with awkward places one combination is blocked and one has no barcode. */
function addVariants(db: SandboxDatabase, article: Article, at: string): void {
  const awkward = article.index >= 10 && article.index % 2 === 1 && article.index % 3 === 0
  for (const [place, one] of article.variants.entries()) {
    const [title1 = '', title2 = ''] = one.title.split(' / ')
    db.insert('article_dimension', {
      item: article.sku,
      dimension1: one.dimension1,
      dimension2: one.dimension2,
      title: one.title,
      title1,
      title2: text(title2),
      barcode: awkward && place === 1 ? null : one.barcode,
      price: one.dimension1 === 'XL' ? Math.round(article.priceExcl * 11_000) / 10_000 : null,
      blocked: awkward && place === 2 ? 1 : 0,
      modified: at,
    })
  }
}

function addPrices(db: SandboxDatabase, article: Article, detail: ProductDetail, at: string): void {
  for (const { priceList, price, from, to } of detail.prices) {
    db.insert('price', {
      item: article.sku,
      dimension1: '',
      dimension2: '',
      price_list: priceList,
      unit: article.unit,
      quantity: 0,
      price,
      currency: 'EUR',
      start: localDate(opened + from * day),
      until: to === null ? null : localDate(opened + to * day),
      modified: at,
    })
  }
}

/** An item with all that belongs to it: combinations, categories, images and prices. */
export function addArticle(db: SandboxDatabase, seed: Seed, article: Article, at: string): void {
  const detail = productDetail(seed, article)
  db.insert('article', {
    code: article.sku,
    description: detail.title,
    extra: text(detail.shortText),
    unit: article.unit,
    grp: article.group,
    vat_group: article.vatGroup,
    price: detail.price,
    cost: article.cost,
    barcode: article.variants.length > 0 ? null : text(detail.barcode),
    weight: article.grams / 1000,
    blocked: detail.blocked ? 1 : 0,
    dimension1: article.dimensions[0]?.code ?? null,
    dimension2: article.dimensions[1]?.code ?? null,
    created: at,
    modified: at,
    fields: keptFields(detail),
  })
  addVariants(db, article, at)
  for (const category of detail.categories) {
    db.insert('article_category', { item: article.sku, category, modified: at })
  }
  addImages(db, seed, article.sku, detail.images, at)
  addPrices(db, article, detail, at)
}

export function addCategories(db: SandboxDatabase, at: string): void {
  for (const { code, title, parent } of webCategories) {
    db.insert('category', { code, title, parent: text(parent), blocked: 0, modified: at })
  }
}
