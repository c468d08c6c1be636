import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceRecord } from '../../sdk/record.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import type { ProductsConfig } from '../product/config.ts'
import type { AfasProduct } from '../product/product.ts'
import { TestRun } from '../testing/context.ts'
import { TestSandbox } from '../testing/sandbox.ts'
import { products } from './products.ts'

let sandbox: TestSandbox
let client: AfasClient
beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 60, customers: 2 })
  client = sandbox.client()
})
afterAll(() => sandbox.stop())

async function pages(selection: Selection, config: ProductsConfig = {}): Promise<Page[]> {
  const read: Page[] = []
  for await (const page of products.read(selection, new TestRun(client).context(config))) read.push(page)
  return read
}
const recordsOf = (read: readonly Page[]) => read.flatMap((page) => page.records) as SourceRecord<AfasProduct>[]
const dataOf = (read: readonly Page[]) => recordsOf(read).map(({ data }) => data)

describe('products of AFAS', () => {
  test('are given once each, with every item that is sold, whatever the size of a page', async () => {
    const rows = await client.rows('Koppel_Articles', { order: 'ItemCode', take: 500 })
    const combinations = await client.rows('Koppel_ArticleVariants', { order: 'ItemCode', take: 500 })
    const withDimensions = new Set(combinations.map((row) => row['ItemCode']))
    const sold = [
      ...rows.map((row) => row['ItemCode']).filter((code) => !withDimensions.has(code)),
      ...combinations.map((row) => row['Sku']),
    ]
    const codes = new Set(rows.map((row) => (row['ParentItem'] ?? row['ItemCode']) as string))
    for (const pageSize of [7, 100]) {
      const all = dataOf(await pages({}, { pageSize }))
      expect(all.map(({ code }) => code).toSorted()).toEqual([...codes].toSorted())
      expect(all.flatMap(({ variants }) => variants.map(({ sku }) => sku)).toSorted()).toEqual(sold.toSorted())
    }
    expect(new Set(dataOf(await pages({})).map(({ kind }) => kind))).toEqual(
      new Set(['simple', 'dimensions', 'family']),
    )
  })

  test('of an item with dimensions have its sizes and colours as options, and images by combination', async () => {
    const all = dataOf(await pages({}))
    const product = all.find(({ kind, variants }) => kind === 'dimensions' && variants[0]?.options.length === 2)
    expect(product?.variants[0]?.options.map(({ code, title }) => [code, title])).toEqual([
      ['MAAT', 'Maat'],
      ['KLEUR', 'Kleur'],
    ])
    const ofColour = product?.images.filter(({ skus }) => skus.length > 0) ?? []
    expect(ofColour.length).toBeGreaterThan(1)
    const shown = ofColour.flatMap(({ skus }) => skus)
    expect(new Set(shown).size).toBe(shown.length)
    expect(ofColour.every(({ file, id }) => file.node === 'node' && file.id === id)).toBe(true)
  })

  test('of a family have one variant an item and the field that tells them apart', async () => {
    const family = dataOf(await pages({})).find(({ kind, variants }) => kind === 'family' && variants.length > 1)
    const values = family?.variants.map(({ options }) => options.map(({ code, value }) => `${code} ${value}`).join())
    expect(new Set(values).size).toBe(family?.variants.length)
    expect(values?.every((value) => /^(Colour|Version) ./.test(value))).toBe(true)
    expect(family?.variants.every(({ item }) => item?.['Description'] !== undefined)).toBe(true)
  })

  test('are found by item code, by the code they share and by the SKU of a combination', async () => {
    const all = dataOf(await pages({}))
    const family = all.find(({ kind }) => kind === 'family') as AfasProduct
    const dims = all.find(({ kind }) => kind === 'dimensions') as AfasProduct
    const keys = [family.code, family.variants[0]?.sku ?? '', dims.variants[1]?.sku ?? '', 'NOT-THERE']
    const read = await pages({ keys })
    expect(
      dataOf(read)
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual([family.code, dims.code].toSorted())
    expect(read.some((page) => page.watermark !== undefined || page.cursor !== undefined)).toBe(false)
  })

  test('have only the prices of today in the lists that were asked for', async () => {
    expect(
      dataOf(await pages({})).every(({ variants }) =>
        variants.every((one) => Object.keys(one.listPrices).length === 0),
      ),
    ).toBe(true)
    const lists = dataOf(await pages({}, { priceLists: ['B2B'] })).flatMap(({ variants }) =>
      variants.map((one) => one.listPrices),
    )
    expect(lists.some(({ B2B }) => B2B !== undefined)).toBe(true)
    expect(lists.every((one) => Object.keys(one).every((list) => list === 'B2B'))).toBe(true)
  })

  test('pass filters of a person, also within a family', async () => {
    const filters: NonNullable<ProductsConfig['filters']> = [{ field: 'Webshop', operator: 'equals', value: 'true' }]
    const all = dataOf(await pages({}, { filters }))
    expect(all.length).toBeLessThan(dataOf(await pages({})).length)
    const rows = all.flatMap(({ item, variants }) => [item, ...variants.map((one) => one.item ?? item)])
    expect(rows.every((row) => row['Webshop'] === true)).toBe(true)
  })

  test('come again only when something of them changed, and all of them once a day', async () => {
    const first = await pages({})
    const { watermark } = first.at(-1) as Page
    expect(watermark).toBeDefined()
    expect(recordsOf(await pages({ watermark }))).toEqual(recordsOf(await pages({ watermark })))
    const changed = dataOf(first).find(({ kind }) => kind === 'simple') as AfasProduct
    await sandbox.control('price', { ItCd: changed.code, price: 12.34 })
    const again = await pages({ watermark }, { overlapSeconds: 0 })
    expect(dataOf(again).map(({ code }) => code)).toContain(changed.code)
    expect(dataOf(again).find(({ code }) => code === changed.code)?.variants[0]?.price).toBe(12.34)
    expect(recordsOf(again).length).toBeLessThan(recordsOf(first).length)
    const yesterday = { ...(watermark as object), everythingOn: '2026-11-23' }
    expect(recordsOf(await pages({ watermark: yesterday })).length).toBe(recordsOf(first).length)
    expect(recordsOf(await pages({ watermark: yesterday }, { everythingAt: '' })).length).toBeLessThan(
      recordsOf(first).length,
    )
  })

  test('go on behind the page that was settled last', async () => {
    const read = await pages({}, { pageSize: 9 })
    const [first, ...rest] = read
    const resumed = await pages({ cursor: first?.cursor }, { pageSize: 9 })
    expect(recordsOf(resumed).map(({ key }) => key)).toEqual(recordsOf(rest).map(({ key }) => key))
    expect(resumed.at(-1)?.watermark).toEqual(read.at(-1)?.watermark)
  })
})

test('an image comes as a stream of its own bytes', async () => {
  const [image] = dataOf(await pages({})).find(({ images }) => images.length > 0)?.images ?? []
  const { bytes } = await client.image(image?.id ?? '', new AbortController().signal)
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  const answer = await fetch(`${client.address}/ImageConnector/${image?.id}?format=0`, {
    headers: { authorization: `AfasToken ${Buffer.from(sandbox.credentials.secrets.token ?? '').toString('base64')}` },
  })
  const { filedata } = (await answer.json()) as { filedata: string }
  expect(Buffer.concat(parts).toString('base64')).toBe(filedata)
})
