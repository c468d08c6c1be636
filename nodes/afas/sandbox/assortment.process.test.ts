import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { drawPng } from './images/picture.ts'
import { startAfasSandbox } from './start.ts'
import { SandboxCalls } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.reset({ seed: 1, products: 120, customers: 0 }))

type Row = Record<string, unknown>
const all = (connector: string): Promise<Row[]> => afas.rows(connector, { skip: '-1', take: '-1' })
const of = (connector: string, code: string): Promise<Row[]> =>
  afas.rows(connector, { filterfieldids: 'ItemCode', filtervalues: code, orderbyfieldids: 'ItemCode' })
const article = async (code: string): Promise<Row> => (await of('Koppel_Articles', code))[0] ?? {}
const picture = async (id: unknown, format: number) => {
  const answer = await afas.call('GET', `/ImageConnector/${String(id)}?format=${format}`)
  if (answer.status !== 200) return answer.status
  const { filedata, mimetype } = JSON.parse(answer.text) as { filedata: string; mimetype: string }
  return { mimetype, bytes: Buffer.from(filedata, 'base64') }
}

test('the assortment has each awkward item', async () => {
  const rows = await all('Koppel_Articles')
  const images = new Set((await all('Koppel_ArticleImages')).map((one) => one['ItemCode']))
  const categories = await all('Koppel_ArticleCategories')
  const inCategories = (row: Row) => categories.filter((one) => one['ItemCode'] === row['ItemCode']).length
  const kinds: Record<string, (row: Row) => boolean> = {
    blocked: (row) => row['Blocked'] === true,
    'not for the webshop': (row) => row['Webshop'] === false,
    'no barcode, no dimensions': (row) => row['Barcode'] === null && row['Dimension1'] === null,
    'no text': (row) => row['LongDescription'] === null && row['ShortDescription'] === null,
    'text in HTML': (row) => String(row['LongDescription']).startsWith('<h2>'),
    'a long name': (row) => Array.from(String(row['Description'])).length >= 90,
    'price 0': (row) => row['SalesPrice'] === 0,
    'one dimension': (row) => row['ArticleType'] === '3',
    'two dimensions': (row) => row['ArticleType'] === '4',
    'a parent': (row) => row['ParentItem'] !== null,
    'no image': (row) => !images.has(row['ItemCode']),
    'no category': (row) => inCategories(row) === 0,
    'four categories': (row) => inCategories(row) === 4,
  }
  const missing = Object.entries(kinds).filter(([, fits]) => !rows.some(fits))
  expect(missing.map(([name]) => name)).toEqual([])
  for (const row of rows) expect(String(row['Description']).length).toBeLessThanOrEqual(100)
  const variants = await all('Koppel_ArticleVariants')
  expect(variants.some((one) => one['Blocked'] === true)).toBe(true)
  expect(variants.every((one) => String(one['Sku']).startsWith(`${String(one['ItemCode'])}-`))).toBe(true)
  expect((await all('Koppel_Prices')).some((one) => one['EndDate'] !== null)).toBe(true)
})

test('images are real, each another, the same each time, and fit their format', async () => {
  const images = await all('Koppel_ArticleImages')
  const hashes = new Set<string>()
  for (const one of images.slice(0, 12)) {
    const found = await picture(one['ImageId'], 0)
    if (typeof found === 'number') throw new Error(`No image ${String(one['ImageId'])}`)
    expect(found.mimetype).toBe('image/png')
    expect(found.bytes.length).toBeGreaterThan(3000)
    expect(found.bytes.length).toBeLessThan(60_000)
    hashes.add(createHash('sha256').update(found.bytes).digest('hex'))
  }
  expect(hashes.size).toBe(12)
  const large = images.find((one) => String(one['ItemCode']) === 'KOF-0006')
  const sizes = await Promise.all([0, 1, 2].map((format) => picture(large?.['ImageId'], format)))
  expect(sizes.map((one) => (typeof one === 'number' ? one : one.bytes.readUInt32BE(16)))).toEqual([1600, 64, 1000])
  expect(await picture('NERGENS', 0)).toBe(404)
})

test('what a person changes on an article is there, and its time of change moves', async () => {
  const before = await article('THE-0001')
  const [image] = await of('Koppel_ArticleImages', 'THE-0001')
  await afas.control('article', {
    ItCd: 'THE-0001',
    description: 'Losse thee, nieuw',
    text: null,
    blocked: true,
    attributes: { material: 'Groene thee', deliveryTime: null },
    categories: ['NIEUW'],
    image: 'replace',
  })
  const after = await article('THE-0001')
  expect(after).toMatchObject({
    Description: 'Losse thee, nieuw',
    LongDescription: null,
    Blocked: true,
    Material: 'Groene thee',
    DeliveryTime: null,
    SalesPrice: before['SalesPrice'],
  })
  expect(String(after['Modified']) > String(before['Modified'])).toBe(true)
  expect((await of('Koppel_ArticleCategories', 'THE-0001')).map((one) => one['Category'])).toEqual(['NIEUW'])
  const replaced = (await of('Koppel_ArticleImages', 'THE-0001')).find((one) => one['SequenceNumber'] === 1)
  expect(replaced?.['ImageId']).not.toBe(image?.['ImageId'])
})

test('a person makes an article that was missing, once', async () => {
  await afas.control('new-article', { ItCd: 'NIEUW-1', description: 'Nieuw artikel' })
  const made = { ItemCode: 'NIEUW-1', Description: 'Nieuw artikel', Blocked: false, SalesPrice: 0 }
  expect(await article('NIEUW-1')).toMatchObject(made)
  await expect(afas.control('new-article', { ItCd: 'nieuw-1' })).rejects.toThrow()
})

test('programs write files, prices and categories as far as AFAS describes them', async () => {
  const file = drawPng('een ander plaatje', 80, 60)
  const element = { ItCd: 'THE-0001', FileName: 'thee.png', FileStream: file.toString('base64') }
  expect(
    (await afas.call('PUT', '/connectors/FbItemArticle', { body: { FbItemArticle: { Element: { Fields: element } } } }))
      .status,
  ).toBe(201)
  const images = await of('Koppel_ArticleImages', 'THE-0001')
  const own = images.find((one) => one['FileName'] === 'thee.png')
  const found = await picture(own?.['ImageId'], 0)
  expect(typeof found === 'number' ? found : found.bytes.equals(file)).toBe(true)
  const text = { ...element, FileStream: Buffer.from('geen plaatje').toString('base64') }
  expect(
    (await afas.call('PUT', '/connectors/FbItemArticle', { body: { FbItemArticle: { Element: { Fields: text } } } }))
      .status,
  ).toBe(500)
  const price = { VaIt: '2', ItCd: 'THE-0001', BiUn: 'stk', PrLi: 'B2B', Pric: 1.25, CuId: 'EUR', DaBg: '2026-11-01' }
  expect((await afas.post('FbSalesPrice', { FbSalesPrice: { Element: { Fields: price } } })).status).toBe(201)
  expect((await of('Koppel_Prices', 'THE-0001')).some((one) => one['Price'] === 1.25)).toBe(true)
  const unknown = { FbSalesPrice: { Element: { Fields: { ...price, PrLi: 'NIETS' } } } }
  expect((await afas.refused('FbSalesPrice', unknown)).errorNumber).toBe(-2147220469)
  const group = { FbProductGroupLines: { Element: { Fields: { PrGr: 'BON', ItCd: 'THE-0001' } } } }
  expect((await afas.post('FbProductGroupLines', group)).status).toBe(201)
  expect((await of('Koppel_ArticleCategories', 'THE-0001')).map((one) => one['Category'])).toContain('BON')
})

test('a catalogue of variants has five to a product: dimensions, and items that share a parent', async () => {
  await sandbox.reset({ seed: 1, products: 100, customers: 0, catalogue: 'variants' })
  const rows = await all('Koppel_Articles')
  const parents = new Map<unknown, number>()
  for (const row of rows) {
    if (row['ParentItem'] !== null) parents.set(row['ParentItem'], (parents.get(row['ParentItem']) ?? 0) + 1)
  }
  expect([...parents.values()]).toEqual(Array.from({ length: 10 }, () => 5))
  expect(await all('Koppel_ArticleVariants')).toHaveLength(50)
  await sandbox.reset({ catalogue: 'mixed' })
})
