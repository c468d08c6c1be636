import { notFound } from '../problems.ts'
import type { SandboxControl } from '../deps.ts'
import {
  afasState,
  shopState,
  type AfasState,
  type Article,
  type Level,
  type Product,
  type ShopState,
  type Stock,
} from './systems.ts'

const MOST = 50

/** What the shop has of one article: its variants, with how many of each are for sale where. */
export interface InShop {
  readonly product: Omit<Product, 'variants'>
  readonly variants: readonly (Product['variants'][number] & { readonly levels: readonly Level[] })[]
}

export interface ArticleOfBoth {
  readonly code: string
  /** Missing where only the shop has it. */
  readonly afas?: Article & { readonly stock: readonly Stock[] }
  /** Missing where the shop does not sell it. */
  readonly shop?: InShop
}

/** Articles of AFAS beside what the shop sells of them, whose code, name or SKU has the text in it. */
export async function articlesBeside(sandbox: SandboxControl, search: string): Promise<ArticleOfBoth[]> {
  const [afas, shop] = await Promise.all([afasState(sandbox), shopState(sandbox)])
  const wanted = search.trim().toLowerCase()
  return pair(afas, shop)
    .filter((one) => wanted === '' || words(one).some((word) => word.toLowerCase().includes(wanted)))
    .slice(0, MOST)
}

/** By its code, or by the SKU of one of its variants. */
export async function articleBeside(sandbox: SandboxControl, code: string): Promise<ArticleOfBoth> {
  const [afas, shop] = await Promise.all([afasState(sandbox), shopState(sandbox)])
  const wanted = code.toLowerCase()
  const pairs = pair(afas, shop)
  const sells = ({ shop: sold }: ArticleOfBoth) => sold?.variants.some((one) => one.sku?.toLowerCase() === wanted)
  const found = pairs.find((one) => one.code.toLowerCase() === wanted) ?? pairs.find(sells)
  if (!found) throw notFound('article', code)
  return found
}

/**
 * A product belongs to the article whose code one of its SKUs is, or begins with: `TEX-0001-S-BL` is a variant of
 * `TEX-0001`. Products that AFAS does not have follow under their own SKU.
 */
export function pair(
  afas: Pick<AfasState, 'articles' | 'stock'>,
  shop: Pick<ShopState, 'products' | 'inventoryLevels'>,
) {
  const codes = new Map(afas.articles.map((one) => [one.ItCd.toLowerCase(), one]))
  const levels = groupBy(shop.inventoryLevels, (level) => (level.sku ?? '').toLowerCase())
  const stock = groupBy(afas.stock, (row) => row.ItCd.toLowerCase())
  const sold = new Map<string, InShop>()
  const strays: ArticleOfBoth[] = []
  for (const { variants, ...product } of shop.products) {
    const inShop: InShop = {
      product,
      variants: variants.map((one) => ({ ...one, levels: levels.get((one.sku ?? '').toLowerCase()) ?? [] })),
    }
    const code = variants.map((one) => codeOf(one.sku, codes)).find((one) => one !== undefined)
    if (code === undefined) strays.push({ code: variants[0]?.sku ?? product.id, shop: inShop })
    else sold.set(code, inShop)
  }
  const articles = afas.articles.map((article): ArticleOfBoth => {
    const inShop = sold.get(article.ItCd.toLowerCase())
    return {
      code: article.ItCd,
      afas: { ...article, stock: stock.get(article.ItCd.toLowerCase()) ?? [] },
      ...(inShop === undefined ? {} : { shop: inShop }),
    }
  })
  return [...articles, ...strays]
}

/** The article that a SKU is of, by its code; a variant's SKU has more parts after it. */
function codeOf(sku: string | null, codes: ReadonlyMap<string, Article>): string | undefined {
  for (let code = (sku ?? '').toLowerCase(); code !== ''; code = code.slice(0, Math.max(0, code.lastIndexOf('-')))) {
    if (codes.has(code)) return code
  }
  return undefined
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

function words({ code, afas, shop }: ArticleOfBoth): readonly string[] {
  const skus = shop?.variants.flatMap((one) => one.sku ?? []) ?? []
  return [code, ...skus, ...(afas ? [afas.Ds] : []), ...(shop ? [shop.product.title] : [])]
}
