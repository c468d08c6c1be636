import { describe, expect, it } from 'vitest'
import type { SetProductConfig } from './config.ts'
import { productOf, type ProductDocument } from './document.ts'
import { typesSaid } from './field-types.ts'
import { newProductInput, productUpdate, variantUpdates } from './inputs.ts'
import type { ShopProduct, ShopVariant } from './shop-product.ts'
import { currentView, newView, wantedView } from './view.ts'

const variant = (sku: string, more: Partial<ShopVariant> = {}): ShopVariant => ({
  id: `gid://shopify/ProductVariant/${sku}`,
  sku,
  barcode: null,
  price: '10.00',
  compareAtPrice: null,
  cost: null,
  grams: null,
  countryOfOrigin: null,
  harmonizedSystemCode: null,
  options: { Maat: sku },
  metafields: [],
  ...more,
})
/** As a merchant left it: texts, a tag, a metafield and a variant of their own. */
const shop: ShopProduct = {
  id: 'gid://shopify/Product/1',
  title: 'Mok van de winkel',
  handle: 'mok',
  descriptionHtml: '<p>Van de winkel</p>',
  vendor: 'Winkel',
  productType: '',
  status: 'ACTIVE',
  tags: ['Eigen'],
  options: [{ id: 'o1', name: 'Maat' }],
  metafields: [{ namespace: 'own', key: 'note', type: 'single_line_text_field', value: 'blijft' }],
  variants: [variant('M'), variant('OWN', { price: '99.00' })],
}
const document: ProductDocument = productOf({
  title: 'Mok',
  descriptionHtml: '<p>Van AFAS</p>',
  shortDescription: 'Kort',
  status: 'ACTIVE',
  tags: ['eigen', 'Nieuw'],
  metafields: [{ name: 'custom.delivery_time', value: '1-2 dagen' }],
  variants: [
    { sku: 'M', price: 12.5, barcode: '871', options: [{ name: 'Maat', value: 'M' }] },
    { sku: 'L', price: 13, options: [{ name: 'Maat', value: 'L' }] },
  ],
})
const said = typesSaid(document, 'koppel.short_description')
const types = { product: said, variant: said }

function changes(config: SetProductConfig = {}, product: ShopProduct = shop) {
  const wanted = wantedView(document, product, config)
  const current = currentView(product, wanted)
  return {
    wanted,
    product: productUpdate(product, wanted, current, types),
    variants: variantUpdates(product, wanted, current, types),
  }
}

describe('a product that is there', () => {
  it('is sent what differs, and nothing that would drop what the shop added', () => {
    const { product, variants } = changes()
    expect(product).toEqual({
      id: shop.id,
      title: 'Mok',
      metafields: [
        { namespace: 'custom', key: 'delivery_time', type: 'single_line_text_field', value: '1-2 dagen' },
        { namespace: 'koppel', key: 'short_description', type: 'multi_line_text_field', value: 'Kort' },
      ],
    })
    expect(variants).toEqual([{ id: shop.variants[0]?.id, price: '12.50', barcode: '871' }])
  })

  it.each([
    ['title', 'title'],
    ['metafields', 'custom.delivery_time'],
    ['shortDescription', 'koppel.short_description'],
    ['price', '12.50'],
    ['barcode', '871'],
  ] as const)('keeps its %s where that is switched off, also when the rest is not said', (field, text) => {
    const { product, variants } = changes({ update: { [field]: false } })
    const sent = JSON.stringify({ ...product, variants })
    const [, key = text] = text.split('.')
    expect(field === 'title' ? product?.title : sent.includes(field === 'price' ? '12.50' : key)).toBeFalsy()
  })

  it('gets the long description only where that is switched on', () => {
    expect(changes().product?.descriptionHtml).toBeUndefined()
    expect(changes({ update: { description: true } }).product?.descriptionHtml).toBe('<p>Van AFAS</p>')
  })

  it('is sent nothing once it is as it should be', () => {
    const { wanted } = changes()
    const done: ShopProduct = {
      ...shop,
      title: 'Mok',
      tags: [...shop.tags, 'Nieuw'],
      metafields: [
        ...shop.metafields,
        { namespace: 'custom', key: 'delivery_time', type: 'single_line_text_field', value: '1-2 dagen' },
        { namespace: 'koppel', key: 'short_description', type: 'multi_line_text_field', value: 'Kort' },
      ],
      variants: [variant('M', { price: '12.50', barcode: '871' }), variant('OWN', { price: '99.00' })],
    }
    expect(changes({}, done)).toMatchObject({ product: undefined, variants: [] })
    expect(Object.keys(wanted.variants)).toEqual(['M', 'L'])
  })

  it('is not taken off sale by the status that new products begin with, but is when it is blocked', () => {
    const draft = { ...document, status: 'DRAFT' as const }
    expect(wantedView(draft, shop, {}).status).toBeUndefined()
    expect(wantedView({ ...draft, blocked: true }, shop, {}).status).toBe('DRAFT')
    expect(wantedView(document, { ...shop, status: 'UNLISTED' }, {}).status).toBeUndefined()
  })
})

it('a new product gets everything, whatever the switches say', () => {
  const input = newProductInput(newView(document, { update: { title: false, price: false } }), types, undefined)
  expect(input).toMatchObject({ title: 'Mok', descriptionHtml: '<p>Van AFAS</p>', tags: ['eigen', 'Nieuw'] })
  expect(input.productOptions).toEqual([{ name: 'Maat', values: [{ name: 'M' }, { name: 'L' }] }])
  expect(input.variants.map(({ sku, price }) => [sku, price])).toEqual([
    ['M', '12.50'],
    ['L', '13.00'],
  ])
})

describe('a product that Shopify would not take', () => {
  it.each([
    ['the same SKU twice', [{ sku: 'A' }, { sku: 'A' }], 'shopify.duplicate-sku'],
    ['variants alike', [{ sku: 'A' }, { sku: 'B' }], 'shopify.options-differ'],
    ['no variant', [], 'shopify.no-product'],
  ])('for %s is refused by its name', (_, variants, code) => {
    expect(() => productOf({ title: 'x', variants })).toThrow(code)
  })
})
