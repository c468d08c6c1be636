import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import { line, order, SandboxCalls, type Answered } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.reset({ seed: 1 }))

const numberIn = (answer: Answered): string => {
  expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('results')])
  return (JSON.parse(answer.text) as { results: { FbSales: { OrNu: string } } }).results.FbSales.OrNu
}
const sales = async () => (await afas.state()).documents['FbSales'] ?? []
const stockOf = async (code: string) =>
  (await afas.state()).stock.find((one) => one.ItCd === code && one.warehouse === 'W1')

test('an order gets a number, GUIDs, what the debtor has, and totals by VAT rate', async () => {
  const lines = [
    line({ QuUn: 2, Upri: 12.5 }),
    line({ ItCd: 'ZET-0001', QuUn: 1, Upri: 100, PRDc: 10 }),
    { VaIt: '6', ItCd: 'VERZEND', BiUn: '*****', QuUn: 1, Upri: 4.95 },
  ]
  const number = numberIn(await afas.post('FbSales', order({}, lines)))
  const [document] = await sales()
  expect(document).toMatchObject({
    id: number,
    status: '1',
    fields: { OrNu: number, RfCs: '#1001', DbId: '20001', Unit: 1, CuId: 'EUR', War: 'W1', InVa: false },
    totalExcl: 119.95,
    vat: 22.19,
    totalIncl: 142.14,
  })
  expect(document?.lines.map((one) => one.guid)).toEqual(Array(3).fill(expect.stringMatching(/^\{[0-9A-F-]{36}\}$/)))
  expect(document?.lines.map((one) => one.vatRate)).toEqual([9, 21, 21])
})

test('prices that include VAT give the same total as was paid', async () => {
  await afas.post(
    'FbSales',
    order({ InVa: true }, [line({ QuUn: 3, Upri: 13.65 }), line({ ItCd: 'ZET-0001', QuUn: 1, Upri: 19.99 })]),
  )
  expect((await sales())[0]).toMatchObject({ totalIncl: 60.94, vat: 6.85, totalExcl: 54.09 })
})

test('without a price Profit fills in its own, and no VAT under another VAT duty', async () => {
  await afas.post('FbSales', order({ VaDu: '5' }, [line({ Upri: undefined, QuUn: 1 })]))
  const [document] = await sales()
  const price = (await afas.state()).articles.find((one) => one.ItCd === 'KOF-0001')?.SaPrice ?? 0
  expect(document).toMatchObject({ totalExcl: Math.round(price * 100) / 100, vat: 0 })
})

test('posting twice makes two orders: there is no idempotency', async () => {
  const [one, two] = [numberIn(await afas.post('FbSales', order())), numberIn(await afas.post('FbSales', order()))]
  expect(one).not.toBe(two)
  expect(await sales()).toHaveLength(2)
})

test('a number of the shop is kept, and refused the second time', async () => {
  expect(numberIn(await afas.post('FbSales', order({ OrNu: 'SH-1' })))).toBe('SH-1')
  expect((await afas.refused('FbSales', order({ OrNu: 'sh-1' }))).externalMessage).toBe(
    "'Nummer' met de waarde 'sh-1' bestaat al.",
  )
  expect(await sales()).toHaveLength(1)
})

test('an article that is not there is refused in the language that was asked for', async () => {
  const body = order({}, [line(), line({ ItCd: 'MUG-99' })])
  const dutch = await afas.refused('FbSales', body)
  expect(dutch).toEqual({
    externalMessage: "De waarde 'MUG-99' bij 'Itemcode' bestaat niet.",
    errorNumber: -2147220469,
    profitLogReference: expect.stringMatching(/^[0-9A-F]{32}$/),
  })
  expect((await afas.refused('FbSales', body, 'en-us')).externalMessage).toBe(
    "The value 'MUG-99' for 'Itemcode' does not exist.",
  )
  expect((await afas.refused('FbSales', body, 'de-de')).externalMessage).toContain('nicht vorhanden')
  expect((await afas.refused('FbSales', body, 'fr-fr')).externalMessage).toContain("n'existe pas")
  expect((await afas.refused('FbSales', body, 'nl-be')).externalMessage).toBe(dutch.externalMessage)
})

test('a refusal undoes all of the call: no order, no lines, no reserved stock', async () => {
  const before = await stockOf('KOF-0001')
  await afas.refused('FbSales', order({}, [line(), line({ ItCd: 'MUG-99' })]))
  const two = {
    FbSales: {
      Element: [order(), order({ DbId: 'nobody' })].map(
        (one) => (one as { FbSales: { Element: object } }).FbSales.Element,
      ),
    },
  }
  await afas.refused('FbSales', two)
  expect(await sales()).toEqual([])
  expect(await stockOf('KOF-0001')).toEqual(before)
})

test('several elements are made in one call and told in a list', async () => {
  const element = (order() as { FbSales: { Element: object } }).FbSales.Element
  const answer = await afas.post('FbSales', { FbSales: { Element: [element, element] } })
  const { results } = JSON.parse(answer.text) as { results: { FbSales: { OrNu: string }[] } }
  expect(results.FbSales.map((one) => one.OrNu)).toEqual((await sales()).map((one) => one.id))
})

test.each([
  ['a list of objects', [{ FbSalesLines: { Element: [{ Fields: line() }] } }]],
  ['an object', { FbSalesLines: { Element: [{ Fields: line() }] } }],
  ['an element that is no list', { FbSalesLines: { Element: { Fields: line() } } }],
])('Objects as %s', async (_, Objects) => {
  const answer = await afas.post('FbSales', { FbSales: { Element: { Fields: { DbId: '20001' }, Objects } } })
  expect(answer.status).toBe(201)
  expect((await sales())[0]?.lines).toHaveLength(1)
})

test('numbers and booleans may be text, item types have names too', async () => {
  const text = { VaIt: 'Art', ItCd: 'kof-0001', BiUn: 'STK', QuUn: '2', Upri: '10.50' }
  await afas.post('FbSales', order({ Unit: '1', InVa: 'true', OrDa: '2026-11-24' }, [text]))
  const [document] = await sales()
  expect(document?.fields).toMatchObject({ Unit: 1, InVa: true, OrDa: '2026-11-24' })
  expect(document?.lines[0]?.fields).toMatchObject({ VaIt: '2', ItCd: 'KOF-0001', BiUn: 'stk', QuUn: 2, Upri: 10.5 })
})

test.each([
  ['a missing debtor', order({ DbId: undefined }), "Vul een waarde in bij 'Verkooprelatie'."],
  ['an emptied debtor', order({ DbId: '' }), "Vul een waarde in bij 'Verkooprelatie'."],
  ['an unknown debtor', order({ DbId: '99999' }), "De waarde '99999' bij 'Verkooprelatie' bestaat niet."],
  [
    'a reference over 100 characters',
    order({ RfCs: 'x'.repeat(101) }),
    "De waarde bij 'Ordernummer/referentie' is te lang: maximaal 100 tekens.",
  ],
  ['an unknown warehouse', order({ War: 'W9' }), "De waarde 'W9' bij 'Magazijn' bestaat niet."],
  ['an unknown administration', order({ Unit: 7 }), "De waarde '7' bij 'Administratie' bestaat niet."],
  ['an unknown payment condition', order({ PaCd: 'XX' }), "De waarde 'XX' bij 'Betalingsvoorwaarde' bestaat niet."],
  ['a value outside its list', order({ DeCo: '9' }), "De waarde '9' bij 'Leveringsconditie' bestaat niet."],
  ['an unknown field', order({ Nope: 1 }), "Het veld 'Nope' is onbekend bij 'FbSales'."],
  [
    'a comma as decimal sign',
    order({}, [line({ Upri: '12,50' })]),
    "De waarde '12,50' is ongeldig bij 'Prijs per eenheid'.",
  ],
  ['a day that does not exist', order({ OrDa: '2026-02-30' }), "De waarde '2026-02-30' is ongeldig bij 'Datum'."],
  ['a Dutch date', order({ OrDa: '24-11-2026' }), "De waarde '24-11-2026' is ongeldig bij 'Datum'."],
  ['a line without a quantity', order({}, [line({ QuUn: undefined })]), "Vul een waarde in bij 'Aantal eenheden'."],
  ['a line without a unit', order({}, [line({ BiUn: undefined })]), "Vul een waarde in bij 'Eenheid'."],
  [
    'a cost line that is not there',
    order({}, [line({ VaIt: '6', ItCd: 'PORTO' })]),
    "De waarde 'PORTO' bij 'Itemcode' bestaat niet.",
  ],
  [
    'a list where a value belongs',
    order({ RfCs: ['#1'] }),
    `De waarde '["#1"]' is ongeldig bij 'Ordernummer/referentie'.`,
  ],
])('refused: %s', async (_, body, message) => {
  expect((await afas.refused('FbSales', body)).externalMessage).toBe(message)
  expect(await sales()).toEqual([])
})

test.each([
  ['another root', { FbOrder: { Element: { Fields: { DbId: '20001' } } } }],
  ['no element', { FbSales: { Fields: { DbId: '20001' } } }],
  ['an unknown part', { FbSales: { Element: { Fields: { DbId: '20001' }, Objects: [{ Lines: { Element: [] } }] } } }],
  ['something beside Fields and Objects', { FbSales: { Element: { Fields: { DbId: '20001' }, Lines: [] } } }],
  ['a list', []],
])('refused for its form: %s', async (_, body) => {
  expect((await afas.refused('FbSales', body)).externalMessage.length).toBeGreaterThan(10)
  expect(await sales()).toEqual([])
})

test('custom fields are kept, and one that is not there is refused', async () => {
  await afas.post('FbSales', order({ U4D9B7F0C1E2A4B6D8F3A5C7E9B1D2F40: 'gid://shopify/Order/1' }))
  expect((await sales())[0]?.fields).toMatchObject({ U4D9B7F0C1E2A4B6D8F3A5C7E9B1D2F40: 'gid://shopify/Order/1' })
  await afas.refused('FbSales', order({ U00000000000000000000000000000000: 'x' }))
})

test('an item with dimensions wants them named, and only as they exist', async () => {
  const article = (await afas.state()).articles.find((one) => 'StD1' in one && one.StD1 !== null) as unknown as {
    ItCd: string
    StD2: string | null
  }
  const sized = (StL1?: string, StL2?: string) => order({}, [line({ ItCd: article.ItCd, StL1, StL2 })])
  expect((await afas.refused('FbSales', sized())).externalMessage).toBe("Vul een waarde in bij 'Artikeldimensie 1'.")
  expect((await afas.refused('FbSales', sized('ZZ', 'ZZ'))).externalMessage).toContain('bestaat niet')
  expect((await afas.post('FbSales', sized('M', article.StD2 === null ? undefined : 'BL'))).status).toBe(201)
})

test('an order reserves stock, a quotation does not, an invoice over the counter takes it', async () => {
  const before = await stockOf('KOF-0001')
  await afas.post('FbSales', order({}, [line({ QuUn: 3 })]))
  expect(await stockOf('KOF-0001')).toEqual({ ...before, reserved: 3 })
  expect((await afas.post('FbSalesQuotation', order({}, [line({ QuUn: 5 })], 'FbSalesQuotation'))).status).toBe(201)
  expect(await stockOf('KOF-0001')).toEqual({ ...before, reserved: 3 })
  expect((await afas.post('FbDirectInvoice', order({}, [line({ QuUn: 4 })], 'FbDirectInvoice'))).status).toBe(201)
  const { physical = 0, available = 0 } = before ?? {}
  expect(await stockOf('KOF-0001')).toEqual({
    ...before,
    reserved: 3,
    physical: physical - 4,
    available: available - 4,
  })
  const { documents } = await afas.state()
  expect(Object.entries(documents).map(([kind, list]) => [kind, list.length])).toEqual([
    ['FbSales', 1],
    ['FbSalesQuotation', 1],
    ['FbDirectInvoice', 1],
    ['FbDeliveryNote', 0],
    ['FiEntries', 0],
    ['invoices', 0],
  ])
})

test('PUT changes the fields and lines that are sent, adds lines and moves the reservation', async () => {
  const OrNu = numberIn(await afas.post('FbSales', order({}, [line({ QuUn: 2 }), line({ ItCd: 'THE-0001', QuUn: 1 })])))
  const GuLi = (await sales())[0]?.lines[0]?.guid
  const Element = [
    { Fields: { GuLi, QuUn: 5 } },
    { Fields: { VaIt: '2', ItCd: 'THE-0001', Upri: 7 } },
    { Fields: line({ ItCd: 'ZET-0001', QuUn: 1, Upri: 1 }) },
  ]
  const body = { FbSales: { Element: { Fields: { OrNu, RfCs: '#2' }, Objects: { FbSalesLines: { Element } } } } }
  const answer = await afas.call('PUT', '/connectors/FbSales', { body })
  expect([answer.status, answer.text]).toEqual([201, ''])
  const [document] = await sales()
  expect(document?.fields).toMatchObject({ RfCs: '#2', DbId: '20001' })
  const shown = document?.lines
    .map(({ fields }) => fields as Record<string, unknown>)
    .map(({ ItCd, QuUn, Upri }) => [ItCd, QuUn, Upri])
  expect(shown).toEqual([
    ['KOF-0001', 5, 10],
    ['THE-0001', 1, 7],
    ['ZET-0001', 1, 1],
  ])
  expect(document?.totalExcl).toBe(58)
  expect((await stockOf('KOF-0001'))?.reserved).toBe(5)
  const unknown = { FbSales: { Element: { Fields: { OrNu: '1' } } } }
  expect((await afas.call('PUT', '/connectors/FbSales', { body: unknown })).status).toBe(500)
})

test('an order for the future reserves nothing until it is none any more', async () => {
  const OrNu = numberIn(await afas.post('FbSales', order({ FuOr: true }, [line({ QuUn: 2 })])))
  expect((await stockOf('KOF-0001'))?.reserved).toBe(0)
  const now = (FuOr: boolean) => ({ body: { FbSales: { Element: { Fields: { OrNu, FuOr } } } } })
  await afas.call('PUT', '/connectors/FbSales', now(false))
  expect((await stockOf('KOF-0001'))?.reserved).toBe(2)
  await afas.call('PUT', '/connectors/FbSales', now(true))
  expect((await stockOf('KOF-0001'))?.reserved).toBe(0)
})

test('@Action on a row: a line is taken out', async () => {
  const OrNu = numberIn(await afas.post('FbSales', order({}, [line(), line({ ItCd: 'THE-0001' })])))
  const GuLi = (await sales())[0]?.lines[0]?.guid
  const Element = { '@Action': 'delete', Fields: { GuLi } }
  const body = { FbSales: { Element: { '@OrNu': OrNu, Fields: {}, Objects: { FbSalesLines: { Element } } } } }
  expect((await afas.call('PUT', '/connectors/FbSales', { body })).status).toBe(201)
  expect((await sales())[0]?.lines.map((one) => (one.fields as { ItCd: string }).ItCd)).toEqual(['THE-0001'])
  expect((await stockOf('KOF-0001'))?.reserved).toBe(0)
})

test('POST to the address of its lines adds lines to an order', async () => {
  const OrNu = numberIn(await afas.post('FbSales', order()))
  const body = {
    FbSales: {
      Element: { Fields: { OrNu }, Objects: { FbSalesLines: { Element: { Fields: line({ ItCd: 'THE-0001' }) } } } },
    },
  }
  expect((await afas.call('POST', '/connectors/FbSales/FbSalesLines', { body })).status).toBe(201)
  expect((await sales())[0]?.lines).toHaveLength(2)
})

test('DELETE of an order or of one of its lines gives the reservation back', async () => {
  const OrNu = numberIn(await afas.post('FbSales', order({}, [line(), line({ ItCd: 'THE-0001' })])))
  const guid = encodeURIComponent((await sales())[0]?.lines[0]?.guid ?? '')
  const row = await afas.call('DELETE', `/connectors/FbSales/FbSales/@OrNu/${OrNu}/FbSalesLines/@GuLi/${guid}`)
  expect(row.status).toBe(200)
  expect((await sales())[0]).toMatchObject({ totalExcl: 20, lines: [{ fields: { ItCd: 'THE-0001' } }] })
  expect((await stockOf('KOF-0001'))?.reserved).toBe(0)
  expect((await afas.call('DELETE', `/connectors/FbSales/FbSales/OrNu/${OrNu}`)).status).toBe(200)
  expect(await sales()).toEqual([])
  expect((await afas.call('DELETE', `/connectors/FbSales/FbSales/@OrNu/${OrNu}`)).status).toBe(500)
})

test('articles are made and changed, and stock and price are set by hand', async () => {
  const article = (fields: object) => ({ FbItemArticle: { Element: { Fields: fields } } })
  const made = await afas.post(
    'FbItemArticle',
    article({ ItCd: 'NEW-1', Ds: 'Nieuw', Grp: 'SERVIES', BiUn: 'stk', VaRc: '1', SaPrice: 5 }),
  )
  expect(JSON.parse(made.text)).toEqual({ results: { FbItemArticle: { ItCd: 'NEW-1' } } })
  expect(
    (await afas.refused('FbItemArticle', article({ ItCd: 'NEW-2', Ds: 'x', BiUn: 'stk' }))).externalMessage,
  ).toContain('Vul een waarde in')
  await afas.call('PUT', '/connectors/FbItemArticle', { body: article({ ItCd: 'NEW-1', Bl: true }) })
  expect((await afas.refused('FbSales', order({}, [line({ ItCd: 'NEW-1' })]))).externalMessage).toContain('geblokkeerd')
  await afas.control('price', { ItCd: 'KOF-0001', price: 3.25 })
  await afas.control('stock', { ItCd: 'KOF-0001', warehouse: 'W1', physical: 9, available: 7, onOrder: 12 })
  const state = await afas.state()
  expect(state.articles.find((one) => one.ItCd === 'KOF-0001')?.SaPrice).toBe(3.25)
  expect(await stockOf('KOF-0001')).toMatchObject({ physical: 9, available: 7, onOrder: 12 })
  await expect(afas.control('stock', { ItCd: 'none' })).rejects.toThrow('404')
})
