import { describe, expect, it } from 'vitest'
import { pair } from './articles.ts'
import type { Article, Product } from './systems.ts'

const article = (ItCd: string): Article => ({
  ItCd,
  Ds: `Article ${ItCd}`,
  Bl: false,
  SaPrice: 1,
  StD1: null,
  StD2: null,
})
const product = (id: string, skus: readonly (string | null)[]): Product => ({
  ...{ id, title: `Product ${id}`, status: 'ACTIVE', descriptionHtml: '' },
  variants: skus.map((sku) => ({ id: `${id}-${String(sku)}`, sku, price: 2, title: 'Default Title' })),
})
const stock = (ItCd: string, warehouse: string) => ({
  ...{ ItCd, warehouse, physical: 5, available: 5, reserved: 1, onOrder: 0 },
})

describe('articles on both sides', () => {
  it('pairs by code whatever its case, and a variant with the article its SKU begins with', () => {
    const afas = { articles: [article('KOF-1'), article('TEX-1'), article('TEX')], stock: [stock('KOF-1', 'W1')] }
    const shop = {
      products: [product('p1', ['kof-1']), product('p2', ['TEX-1-S-BL', 'TEX-1-M-BL']), product('p3', ['TEXEL'])],
      inventoryLevels: [{ sku: 'kof-1', location: 'Utrecht', available: 4 }],
    }
    const pairs = pair(afas, shop)
    expect(pairs.map((one) => [one.code, one.afas?.ItCd, one.shop?.product.id])).toEqual([
      ['KOF-1', 'KOF-1', 'p1'],
      ['TEX-1', 'TEX-1', 'p2'],
      ['TEX', 'TEX', undefined],
      ['TEXEL', undefined, 'p3'],
    ])
    expect(pairs[0]?.afas?.stock).toEqual([stock('KOF-1', 'W1')])
    expect(pairs[0]?.shop?.variants[0]?.levels).toEqual([{ sku: 'kof-1', location: 'Utrecht', available: 4 }])
  })

  it('shows a product without a SKU under its own id', () => {
    expect(pair({ articles: [], stock: [] }, { products: [product('p1', [null])], inventoryLevels: [] })).toMatchObject(
      [{ code: 'p1' }],
    )
  })
})
