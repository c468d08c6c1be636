import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import { line, order, person, SandboxCalls, type Refused } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
  await sandbox.reset({ products: 300, customers: 200 })
})
afterAll(() => sandbox.stop())

const codes = (rows: Record<string, unknown>[]) => rows.map((row) => String(row['ItemCode']))
const articles = async (query: Record<string, string>) =>
  codes(await afas.rows('Koppel_Articles', { orderbyfieldids: 'ItemCode', take: '1000', ...query }))
const filter = (field: string, operator: number, value: string) => ({
  filterfieldids: field,
  operatortypes: String(operator),
  filtervalues: value,
})

async function failing(connector: string, query: Record<string, string>): Promise<Refused> {
  const answer = await afas.call('GET', `/connectors/${connector}?${new URLSearchParams(query).toString()}`)
  expect(answer.status).toBe(500)
  return JSON.parse(answer.text) as Refused
}

test('a hundred rows come without a take, all of them with -1 and -1, and pages end short', async () => {
  const answer = await afas.call('GET', '/connectors/Koppel_Articles')
  expect(answer.text).not.toContain('\n')
  expect(JSON.parse(answer.text)).toMatchObject({ skip: 0, take: 100 })
  expect(await afas.rows('Koppel_Articles')).toHaveLength(100)
  const all = await articles({ skip: '-1', take: '-1' })
  expect(all).toHaveLength((await afas.state()).articles.length)
  const paged: string[] = []
  for (let skip = 0; ; skip += 70) {
    const page = await articles({ skip: String(skip), take: '70' })
    paged.push(...page)
    if (page.length < 70) break
  }
  expect(paged).toEqual(all)
})

test('-1 on one side only is an error', async () => {
  expect(await failing('Koppel_Articles', { skip: '2', take: '-1' })).toMatchObject({ errorNumber: -2147180999 })
  expect(await failing('Koppel_Articles', { skip: '-1', take: '10' })).toMatchObject({ errorNumber: -2147180999 })
})

test('without an order pages overlap and leave gaps; with a full order they never do', async () => {
  const pagesOf = async (query: Record<string, string>) => {
    const found: string[] = []
    for (let skip = 0; skip < 300; skip += 50) {
      found.push(...codes(await afas.rows('Koppel_Articles', { skip: String(skip), take: '50', ...query })))
    }
    return found
  }
  const loose = await pagesOf({})
  expect(new Set(loose).size).toBeLessThan(loose.length)
  const byGroup = await pagesOf({ orderbyfieldids: 'Group' })
  expect(new Set(byGroup).size).toBeLessThan(byGroup.length)
  const full = await pagesOf({ orderbyfieldids: 'Group,-ItemCode' })
  expect(new Set(full).size).toBe(full.length)
})

test('order goes up, and down with a minus', async () => {
  const up = await articles({ orderbyfieldids: 'ItemCode' })
  expect(await articles({ orderbyfieldids: '-ItemCode' })).toEqual(up.toReversed())
  expect(up).toEqual(up.toSorted())
})

test('all fifteen operators', async () => {
  const all = await articles({})
  const where = (keep: (code: string) => boolean) => all.filter(keep)
  const has = (operator: number, value: string) => articles(filter('ItemCode', operator, value))
  expect(await has(1, 'ser-0005')).toEqual(['SER-0005'])
  expect(await has(2, 'SER-0005')).toEqual(where((code) => code >= 'SER-0005'))
  expect(await has(3, 'SER-0005')).toEqual(where((code) => code <= 'SER-0005'))
  expect(await has(4, 'SER-0005')).toEqual(where((code) => code > 'SER-0005'))
  expect(await has(5, 'SER-0005')).toEqual(where((code) => code < 'SER-0005'))
  expect(await has(6, 'r-00')).toEqual(where((code) => code.includes('R-00')))
  expect(await has(7, 'SER-0005')).toEqual(where((code) => code !== 'SER-0005'))
  expect(await has(10, 'thE')).toEqual(where((code) => code.startsWith('THE')))
  expect(await has(11, '-00')).toEqual(where((code) => !code.includes('-00')))
  expect(await has(12, 'THE')).toEqual(where((code) => !code.startsWith('THE')))
  expect(await has(13, '7')).toEqual(where((code) => code.endsWith('7')))
  expect(await has(14, '7')).toEqual(where((code) => !code.endsWith('7')))
  expect(await has(15, 'ser')).toEqual(where((code) => code.includes('SER')))
  const empty = await articles(filter('Barcode', 8, '[is leeg]'))
  const filled = await articles(filter('Barcode', 9, ''))
  expect(empty.length).toBeGreaterThan(0)
  expect([...empty, ...filled].toSorted()).toEqual(all)
  // Items with dimensions have a barcode a combination, and nobody filled in a few others.
  expect(where((code) => code.startsWith('TEX')).filter((code) => !empty.includes(code))).toEqual([])
})

test('commas are and, semicolons are or, and the operator is "=" when it is left out', async () => {
  const both = await articles({
    filterfieldids: 'Group,ItemCode;ItemCode',
    filtervalues: 'THEE,THE-0003;KOF-0002',
    operatortypes: '1,3;1',
  })
  const teas = (await articles({})).filter((code) => code >= 'THE' && code <= 'THE-0003')
  expect(teas.length).toBeGreaterThan(1)
  expect(both).toEqual(['KOF-0002', ...teas])
  expect(await articles({ filterfieldids: 'Group,ItemCode', filtervalues: 'THEE,THE-0002' })).toEqual(['THE-0002'])
  expect(await failing('Koppel_Articles', { filterfieldids: 'Group,ItemCode', filtervalues: 'THEE' })).toBeTruthy()
})

test('filterjson says the same, with commas in its values', async () => {
  const field = (id: string, operator: string, text: string) => ({
    '@FieldId': id,
    '@OperatorType': operator,
    '#text': text,
  })
  const filters = {
    Filters: {
      Filter: [
        { '@FilterId': 'F1', Field: [field('Group', '1', 'THEE'), field('ItemCode', '3', 'THE-0002')] },
        { '@FilterId': 'F2', Field: field('Description', '1', 'a, b; c') },
      ],
    },
  }
  expect(await articles({ filterjson: JSON.stringify(filters) })).toEqual(['THE-0001', 'THE-0002'])
})

test('numbers, booleans and dates compare as such', async () => {
  const prices = await afas.rows('Koppel_Articles', {
    ...filter('SalesPrice', 2, '100'),
    orderbyfieldids: 'SalesPrice',
  })
  expect(prices.length).toBeGreaterThan(2)
  expect(prices.every((row) => Number(row['SalesPrice']) >= 100)).toBe(true)
  const blocked = await articles(filter('Blocked', 1, 'true'))
  const open = await articles(filter('Blocked', 1, 'false'))
  expect(blocked.length).toBeGreaterThan(0)
  expect(open.length).toBeGreaterThan(200)
  expect([...blocked, ...open].toSorted()).toEqual(await articles({}))
  expect(await failing('Koppel_Articles', filter('SalesPrice', 2, '12,50'))).toMatchObject({ errorNumber: -2147220469 })
  expect(await failing('Koppel_Articles', filter('Blocked', 1, 'ja'))).toMatchObject({ errorNumber: -2147220469 })
})

test('an unknown field is named, whether in a filter or in an order', async () => {
  const text = { externalMessage: "Connector field 'Nope' not found" }
  expect(await failing('Koppel_Articles', filter('Nope', 1, 'x'))).toMatchObject(text)
  expect(await failing('Koppel_Articles', { orderbyfieldids: '-Nope' })).toMatchObject(text)
})

test('a query of 2049 characters is answered, one more is 404', async () => {
  const query = (length: number) => {
    const start = '?filterfieldids=ItemCode&filtervalues='
    return `${start}${'x'.repeat(length - start.length)}`
  }
  expect((await afas.call('GET', `/connectors/Koppel_Articles${query(2049)}`)).status).toBe(200)
  const over = await afas.call('GET', `/connectors/Koppel_Articles${query(2050)}`)
  expect([over.status, over.text]).toEqual([404, ''])
})

test('times are Amsterdam time with a Z, rounded to the second, and finer in a filter', async () => {
  let shown = ''
  let reference = ''
  // Half of the moments round up: make orders until one did.
  for (let n = 0; n < 40 && shown === ''; n++) {
    reference = `#T${n}`
    await afas.post('FbSales', order({ RfCs: reference }))
    const [row] = await afas.rows('Koppel_Orders', filter('Reference', 1, reference))
    const candidate = String(row?.['Modified'])
    const { documents } = await afas.state()
    const stored = documents['FbSales']?.at(-1)?.modified ?? ''
    expect(stored).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/)
    if (candidate.slice(0, 19) > stored) shown = candidate
  }
  expect(shown).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const amsterdam = Date.parse(
    `${new Date().toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' }).replace(' ', 'T')}Z`,
  )
  expect(Math.abs(Date.parse(shown) - amsterdam)).toBeLessThan(60_000)
  const since = (time: string) =>
    afas.rows('Koppel_Orders', {
      filterfieldids: 'Reference,Modified',
      filtervalues: `${reference},${time}`,
      operatortypes: '1,2',
    })
  expect(await since(shown.slice(0, 19))).toEqual([])
  const minuteBefore = new Date(Date.parse(shown) - 120_000).toISOString().slice(0, 19)
  expect(await since(minuteBefore)).toHaveLength(1)
  expect(await failing('Koppel_Orders', filter('Modified', 2, shown))).toMatchObject({ errorNumber: -2147220469 })
  expect((await afas.rows('Koppel_Orders', filter('OrderDate', 2, '2020-01-01')))[0]?.['OrderDate']).toMatch(
    /T00:00:00Z$/,
  )
})

test('empty fields are there as null, codes are text', async () => {
  const [row] = await afas.rows('Koppel_Debtors', filter('DebtorId', 1, '20000'))
  expect(row).toMatchObject({ DebtorId: '20000', Email: null, VatNumber: null, Blocked: false })
})

test('the standard connectors answer with their published fields', async () => {
  await afas.post('FbSales', order({ RfCs: '#STD' }, [line(), line({ ItCd: 'THE-0001' })]))
  const [head] = await afas.rows('Profit_Salesorders', filter('CustomerReference', 1, '#STD'))
  expect(head).toMatchObject({ DebtorId: '20001', Ordersoort: 'Verkooporder', TotalAmount: 40, Quantity: 4 })
  const lines = await afas.rows('Profit_SalesorderLines', {
    ...filter('OrderNumber', 1, String(head?.['OrderNumber'])),
    orderbyfieldids: 'SeqNo',
  })
  expect(lines.map((one) => one['ItemCodeId'])).toEqual(['KOF-0001', 'THE-0001'])
  expect(lines[0]?.['LineGuid']).toMatch(/^\{[0-9A-F-]{36}\}$/)
  expect(await afas.rows('Profit_Administrations', filter('AdminId', 1, '1'))).toMatchObject([{ AdminId: 1 }])
  expect(await afas.rows('ProfitCountries', filter('CoId', 1, 'D'))).toEqual([{ CoId: 'D', Co: 'Duitsland' }])
  expect(await afas.rows('Profit_Warehouses', { orderbyfieldids: 'Warehouse' })).toMatchObject([
    { Warehouse: 'W1', Blocked: false },
    { Warehouse: 'W2' },
    { Warehouse: 'WINKEL' },
  ])
  expect(await afas.rows('Profit_VAT_code', filter('VatCode', 1, '1'))).toMatchObject([{ VatPerc: 21 }])
  expect(
    (await afas.rows('Profit_Article_Basic', filter('ItemCode', 1, 'KOF-0001')))[0]?.['StockActual'],
  ).toBeGreaterThan(0)
  expect(
    await afas.rows('ProfitCodeTableValue', { filterfieldids: 'CtId,VaId', filtervalues: 'Betaalwijze,ID' }),
  ).toMatchObject([{ Ds: 'iDEAL' }])
})

test('what is deleted leaves no row and no trace', async () => {
  const made = JSON.parse((await afas.post('FbSales', order({ RfCs: '#GONE' }))).text) as {
    results: { FbSales: { OrNu: string } }
  }
  const number = made.results.FbSales.OrNu
  expect((await afas.call('DELETE', `/connectors/FbSales/FbSales/@OrNu/${number}`)).status).toBe(200)
  expect(await afas.rows('Koppel_Orders', filter('OrderNumber', 1, number))).toEqual([])
  expect(await afas.rows('Koppel_OrderLines', filter('OrderNumber', 1, number))).toEqual([])
})

test('an address change leaves the date of the debtor in Profit_Debtor as it was', async () => {
  const made = JSON.parse((await afas.post('KnSalesRelationPer', person({ EmAd: 'date@example.test' }))).text) as {
    results: { KnSalesRelationPer: { DbId: string; BcCo: string } }
  }
  const { DbId, BcCo } = made.results.KnSalesRelationPer
  const modified = async (connector: string) =>
    (await afas.rows(connector, filter('DebtorId', 1, DbId)))[0]?.['ModifiedDate']
  const before = await modified('Profit_Debtor')
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const body = { KnPerson: { Element: { Fields: { MatchPer: '0', BcCo, TeNr: '030-1234567' } } } }
  expect((await afas.call('PUT', '/connectors/KnPerson', { body })).status).toBe(201)
  expect(await modified('Profit_Debtor')).toBe(before)
  const [row] = await afas.rows('Koppel_Debtors', filter('DebtorId', 1, DbId))
  expect(row).toMatchObject({ Phone: '030-1234567' })
  expect(String(row?.['Modified']) > String(before)).toBe(true)
})
