import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import type { StateDocument } from './state.ts'
import { line, order, SandboxCalls } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await sandbox.reset({ seed: 1 })
  for (const ItCd of ['KOF-0001', 'THE-0001']) await afas.control('stock', { ItCd, physical: 10, available: 10 })
})

async function ordered(...lines: Parameters<typeof order>[1] & object): Promise<StateDocument> {
  expect((await afas.post('FbSales', order({}, lines))).status).toBe(201)
  return latest('FbSales')
}

async function latest(kind: string): Promise<StateDocument> {
  const document = (await afas.state()).documents[kind]?.at(-1)
  if (!document) throw new Error(`no ${kind}`)
  return document
}

const stock = async (code = 'KOF-0001') => {
  const row = (await afas.state()).stock.find((one) => one.ItCd === code && one.warehouse === 'W1')
  return [row?.physical, row?.reserved]
}

/** A slip for the first line of an order. */
function slip(source: StateDocument, quantity: number, fields: Record<string, unknown> = {}): object {
  const first = {
    VaIt: '2',
    ItCd: 'KOF-0001',
    BiUn: 'stk',
    QuUn: quantity,
    SoOr: source.id,
    SoGu: source.lines[0]?.guid,
  }
  return order({ TrPt: 'POSTNL', ...fields }, [first], 'FbDeliveryNote')
}

test('a slip lowers the stock, lets go of what was reserved and moves the order on', async () => {
  const source = await ordered(line({ QuUn: 5 }), line({ ItCd: 'THE-0001', QuUn: 1 }))
  expect(await stock()).toEqual([10, 5])
  expect((await afas.post('FbDeliveryNote', slip(source, 2))).status).toBe(201)
  expect(await stock()).toEqual([8, 3])
  expect(await latest('FbSales')).toMatchObject({ status: '2', lines: [{ delivered: 2 }, { delivered: 0 }] })
  expect((await afas.post('FbDeliveryNote', slip(source, 4))).status).toBe(201)
  expect(await stock()).toEqual([4, 0])
  expect((await latest('FbSales')).status).toBe('2')
  await afas.control('ship', { order: source.id })
  expect((await latest('FbSales')).status).toBe('3')
  expect(await stock('THE-0001')).toEqual([9, 0])
})

test('the price of the order stands on its slip', async () => {
  const source = await ordered(line({ QuUn: 2, Upri: 7.5 }))
  await afas.post('FbDeliveryNote', slip(source, 2))
  expect(await latest('FbDeliveryNote')).toMatchObject({ totalExcl: 15, fields: { TrPt: 'POSTNL' } })
})

test.each([
  ['more than is there', { QuUn: 11 }, 'voldoende'],
  ['an order without the GUID of its line', { SoGu: undefined }, 'GUID bronregel'],
  ['a GUID that is not in the order', { SoGu: '{00000000-0000-0000-0000-000000000000}' }, 'bestaat niet'],
  ['another article than the line has', { ItCd: 'THE-0001' }, 'bestaat niet'],
  ['an order that is not there', { SoOr: '1' }, 'Bronorder'],
])('refused on a slip: %s', async (_, change, text) => {
  const source = await ordered(line({ QuUn: 20 }))
  const body = slip(source, 2) as {
    FbDeliveryNote: { Element: { Objects: { FbDeliveryNoteLines: { Element: { Fields: object }[] } } } }
  }
  const row = body.FbDeliveryNote.Element.Objects.FbDeliveryNoteLines.Element[0]
  if (row) row.Fields = { ...row.Fields, ...change }
  expect((await afas.refused('FbDeliveryNote', body)).externalMessage).toContain(text)
  expect(await stock()).toEqual([10, 20])
  expect((await afas.state()).documents['FbDeliveryNote']).toEqual([])
})

test('a return puts stock back', async () => {
  const body = order({}, [{ VaIt: '2', ItCd: 'KOF-0001', BiUn: 'stk', QuUn: -3 }], 'FbDeliveryNote')
  expect((await afas.post('FbDeliveryNote', body)).status).toBe(201)
  expect(await stock()).toEqual([13, 0])
})

test('tracking is added afterwards, the lines stay as they were', async () => {
  const source = await ordered(line())
  await afas.post('FbDeliveryNote', slip(source, 2))
  const OrNu = (await latest('FbDeliveryNote')).id
  const put = (element: object) =>
    afas.call('PUT', '/connectors/FbDeliveryNote', { body: { FbDeliveryNote: { Element: element } } })
  expect((await put({ Fields: { OrNu, TrTr: 'https://track.example/3S1' } })).status).toBe(201)
  const rows = await afas.rows('Koppel_Shipments', { filterfieldids: 'OrderNumber', filtervalues: source.id })
  expect(rows).toMatchObject([{ SlipNumber: OrNu, Tracking: 'https://track.example/3S1', Carrier: 'POSTNL' }])
  const lines = await afas.rows('Koppel_ShipmentLines', { filterfieldids: 'OrderNumber', filtervalues: source.id })
  expect(lines).toMatchObject([
    { SlipNumber: OrNu, OrderLineGuid: source.lines[0]?.guid, ItemCode: 'KOF-0001', Quantity: 2 },
  ])
  expect(
    (await put({ Fields: { OrNu }, Objects: { FbDeliveryNoteLines: { Element: { Fields: { QuUn: 1 } } } } })).status,
  ).toBe(500)
})

test('the warehouse ships by number or reference, in parts, whatever the stock', async () => {
  const source = await ordered(line({ QuUn: 15 }), { VaIt: '6', ItCd: 'VERZEND', BiUn: '*****', QuUn: 1, Upri: 4.95 })
  const part = { order: '#1001', lines: [{ ItCd: 'KOF-0001', quantity: 4 }], tracking: '3SABC', carrier: 'DHL' }
  expect(await afas.control('ship', part)).toMatchObject({ order: source.id })
  expect(await latest('FbDeliveryNote')).toMatchObject({
    fields: { SoOr: source.id, RfCs: '#1001', TrTr: '3SABC', TrPt: 'DHL' },
  })
  expect(await stock()).toEqual([6, 11])
  await afas.control('ship', { order: source.id })
  expect(await stock()).toEqual([-5, 0])
  expect(await latest('FbSales')).toMatchObject({ status: '3', lines: [{ delivered: 15 }, { delivered: 1 }] })
  await expect(afas.control('ship', { order: source.id })).rejects.toThrow('409')
  const [variant = {}] = await afas.rows('Koppel_ArticleVariants', { take: '1', orderbyfieldids: 'Sku' })
  const [ItCd, StL1, StL2] = [variant['ItemCode'], variant['Dimension1'], variant['Dimension2']]
  const other = await ordered(line({ ItCd, StL1, StL2, QuUn: 2 }))
  await afas.control('ship', { order: other.id, lines: [{ sku: variant['Sku'], quantity: 1 }] })
  expect(await latest('FbDeliveryNote')).toMatchObject({ lines: [{ fields: { ItCd, StL1, QuUn: 1 } }] })
  await expect(afas.control('ship', { order: '#none' })).rejects.toThrow('404')
  await expect(afas.control('ship', { order: source.id, lines: [{ ItCd: 'none' }] })).rejects.toThrow('404')
})

test('what went out cannot be taken off its order', async () => {
  const source = await ordered(line())
  await afas.control('ship', { order: source.id })
  expect((await afas.call('DELETE', `/connectors/FbSales/FbSales/@OrNu/${source.id}`)).status).toBe(500)
  expect(await stock()).toEqual([8, 0])
})

test('a slip goes out for several orders, and its tracking comes later', async () => {
  const first = await ordered(line({ QuUn: 3 }))
  const second = await latestAfter(order({ RfCs: '#1002' }, [line({ ItCd: 'THE-0001', QuUn: 1 })]))
  const also = [{ order: second.id }]
  const { slip: number } = (await afas.control('ship', { order: first.id, carrier: 'DPD', also })) as { slip: string }
  const by = { filterfieldids: 'SlipNumber', filtervalues: number }
  expect(await afas.rows('Koppel_ShipmentLines', { ...by, orderbyfieldids: 'SequenceNumber' })).toMatchObject([
    { OrderNumber: first.id, Reference: '#1001', ItemCode: 'KOF-0001', Quantity: 3, Unit: 'stk' },
    { OrderNumber: second.id, Reference: '#1002', ItemCode: 'THE-0001', Quantity: 1 },
  ])
  const [before] = await afas.rows('Koppel_Shipments', by)
  expect(before).toMatchObject({ Finished: true, Carrier: 'DPD', CarrierName: 'DPD', Tracking: null })
  await afas.control('tracking', { slip: number, tracking: '3SLATER', carrier: 'POSTNL' })
  const [after] = await afas.rows('Koppel_Shipments', by)
  expect(after).toMatchObject({ Carrier: 'POSTNL', CarrierName: 'PostNL', Tracking: '3SLATER' })
  expect(String(after?.['Modified']) >= String(before?.['Modified'])).toBe(true)
  expect((await latest('FbDeliveryNote')).modified > (await latest('FbDeliveryNote')).created).toBe(true)
  await expect(afas.control('tracking', { slip: 'none' })).rejects.toThrow('404')
})

async function latestAfter(body: object): Promise<StateDocument> {
  expect((await afas.post('FbSales', body)).status).toBe(201)
  return latest('FbSales')
}
