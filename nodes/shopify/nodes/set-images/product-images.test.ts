import { afterEach, expect, it } from 'vitest'
import { openSandbox, type OpenSandbox } from '../testing.ts'
import { readyImagesOf } from './product-images.ts'

let sandbox: OpenSandbox | undefined
afterEach(() => sandbox?.close())

it('reads every variant of a product that has more than was likely', async () => {
  sandbox = await openSandbox({ orders: 0, products: 40, seed: 5 })
  const { products } = await sandbox.ask<{
    products: { id: string; variants: { sku: string | null }[] }[]
  }>('state')
  const product = products.find(({ variants }) => variants.length > 2)!
  const read = await readyImagesOf(sandbox.client, product.id, { media: 1, variants: 1 }, new AbortController().signal)
  expect(read.variants.map(({ sku }) => sku)).toEqual(product.variants.map(({ sku }) => sku))
})
