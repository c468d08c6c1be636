import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceRecord } from '../../sdk/record.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import { line, order, SandboxCalls } from '../sandbox/testing/calls.ts'
import type { ShipmentsConfig } from '../shipment/config.ts'
import type { Shipment } from '../shipment/shipment.ts'
import { TestRun } from '../testing/context.ts'
import { TestSandbox } from '../testing/sandbox.ts'
import { shipments } from './shipments.ts'

let sandbox: TestSandbox
let client: AfasClient
let afas: SandboxCalls
/** Slips by what is special about them. */
const slips: Record<string, string> = {}
beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 60, customers: 2 })
  client = sandbox.client()
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
  const first = await ordered('#1001', line({ QuUn: 5 }), line({ QuUn: 2 }), line({ ItCd: 'THE-0001', QuUn: 1 }))
  const second = await ordered('#1002', line({ QuUn: 1 }))
  const guid = first.lines[1]?.guid
  slips['part'] = await ship({ order: first.id, lines: [{ guid, quantity: 1 }], tracking: '3SA', carrier: 'POSTNL' })
  slips['both'] = await ship({
    order: first.id,
    lines: [{ ItCd: 'THE-0001', quantity: 1 }],
    also: [{ order: second.id }],
  })
  slips['link'] = await ship({
    order: first.id,
    lines: [{ ItCd: 'KOF-0001', quantity: 1 }],
    tracking: 'https://track.example/nl/3SHAVEN77?lang=nl',
  })
})
afterAll(() => sandbox.stop())

async function ordered(RfCs: string, ...lines: Parameters<typeof order>[1] & object) {
  expect((await afas.post('FbSales', order({ RfCs }, lines))).status).toBe(201)
  const made = (await afas.state()).documents['FbSales']?.at(-1)
  if (!made) throw new Error('no order')
  return made
}
const ship = async (body: object): Promise<string> => ((await afas.control('ship', body)) as { slip: string }).slip

async function pages(selection: Selection, config: ShipmentsConfig = {}): Promise<Page[]> {
  const read: Page[] = []
  for await (const page of shipments.read(selection, new TestRun(client).context(config))) read.push(page)
  return read
}
const recordsOf = (read: readonly Page[]) => read.flatMap((page) => page.records) as SourceRecord<Shipment>[]
const keysOf = async (selection: Selection, config: ShipmentsConfig = {}): Promise<string[]> =>
  recordsOf(await pages(selection, config)).map(({ key }) => key)
const named = (...names: string[]): string[] => names.map((name) => slips[name] ?? '')

describe('slips that were sent and are gone', () => {
  const day = { newest: '2026-11-20T10:00:00', swept: '2026-11-20' }
  const keys = [
    { type: 'document', value: '70009999' },
    { type: 'order', value: '#1001' },
    { type: 'document', value: '60000001' },
  ]
  const gone = { identity: '70009999/60000001', key: '70009999', keys }

  async function withGone(before: TestRun['written'], selection: Selection) {
    const run = new TestRun(client)
    run.written = before
    const read: Page[] = []
    for await (const page of shipments.read(selection, run.context({}))) read.push(page)
    return recordsOf(read).filter(({ data }) => data.withdrawn)
  }

  test('are told of when it looks back, with their order', async () => {
    const [there] = recordsOf(await pages({}))
    const before = [gone, there as SourceRecord, gone]
    expect(await withGone(before, { watermark: day })).toMatchObject([
      { ...gone, data: { slip: '70009999', order: { number: '60000001', reference: '#1001' }, lines: [] } },
    ])
    expect(await withGone(before, { watermark: { ...day, swept: '2026-11-25' } })).toEqual([])
  })

  test('and when somebody names them', async () => {
    expect((await withGone([gone], { keys: ['70009999'] })).map(({ key }) => key)).toEqual(['70009999'])
    expect(await withGone([gone], { keys: ['70009998'] })).toEqual([])
  })

  test('unless so many are that the token cannot see them', async () => {
    const many = Array.from({ length: 26 }, (_, at) => ({
      ...gone,
      identity: `${71000000 + at}/1`,
      key: `${71000000 + at}`,
    }))
    expect(await withGone(many, { watermark: day })).toEqual([])
    expect(await withGone(many.slice(1), { watermark: day })).toHaveLength(25)
  })
})

describe('packing slips', () => {
  test.each([1, 2, 100])('are given once each order, in pages of %i', async (pageSize) => {
    const records = recordsOf(await pages({}, { pageSize }))
    expect(records.map(({ key, data }) => [key, data.order.reference, data.lines.map((one) => one.itemCode)])).toEqual([
      [slips['part'], '#1001', ['KOF-0001']],
      [slips['both'], '#1001', ['THE-0001']],
      [slips['both'], '#1002', ['KOF-0001']],
      [slips['link'], '#1001', ['KOF-0001']],
    ])
    expect(new Set(records.map(({ identity }) => identity)).size).toBe(4)
  })

  test('say which of two lines with one article left, and where it can be followed', async () => {
    const [part, , , link] = recordsOf(await pages({})).map(({ data }) => data)
    expect(part?.lines).toMatchObject([{ occurrence: 2, quantity: 1, itemType: '2' }])
    expect(part?.carrier).toEqual({ code: 'POSTNL', name: 'PostNL' })
    expect(part?.tracking).toEqual({ number: '3SA', url: '' })
    expect(link?.tracking).toEqual({ number: '3SHAVEN77', url: 'https://track.example/nl/3SHAVEN77?lang=nl' })
    expect(link?.lines).toMatchObject([{ occurrence: 1 }])
  })

  test('are found by slip, by order with or without #, and by tracking number', async () => {
    expect(await keysOf({ keys: [slips['link'] ?? ''] })).toEqual(named('link'))
    expect(await keysOf({ keys: ['1002'] })).toEqual(named('both', 'both'))
    expect(await keysOf({ keys: ['3SA', '#1002'] })).toEqual(named('part', 'both', 'both'))
    expect(await keysOf({ keys: ['nothing'] })).toEqual([])
  })

  test('of another administration, not ready or from before the cut-over are left alone', async () => {
    expect(await keysOf({}, { administration: 1 })).toHaveLength(4)
    expect(await keysOf({}, { administration: 2 })).toEqual([])
    expect(await keysOf({}, { cutOver: '2100-01-01' })).toEqual([])
    const OrNu = slips['link']
    const put = (RdDe: boolean) =>
      afas.call('PUT', '/connectors/FbDeliveryNote', {
        body: { FbDeliveryNote: { Element: { Fields: { OrNu, RdDe } } } },
      })
    expect((await put(false)).status).toBe(201)
    expect(await keysOf({}, { finishedOnly: true })).not.toContain(OrNu)
    await put(true)
    expect(await keysOf({}, { finishedOnly: true })).toContain(OrNu)
  })

  test('are read with fields that are called otherwise', async () => {
    const fieldNames = [
      { of: 'order-lines' as const, field: 'SequenceNumber', name: 'SeqNo' },
      { of: 'order-lines' as const, field: 'ItemCode', name: 'ItemCodeId' },
      { of: 'slips' as const, field: 'CarrierName', name: 'Carrier' },
    ]
    const [part] = recordsOf(await pages({}, { orderLinesConnector: 'Profit_SalesorderLines', fieldNames }))
    expect(part?.data.lines[0]?.occurrence).toBe(2)
    expect(part?.data.carrier.name).toBe('POSTNL')
    expect(shipments.check?.({ fieldNames: [{ of: 'slips', field: 'Slipnumber', name: 'X' }] })).toMatchObject([
      { path: '/fieldNames/0/field' },
    ])
  })
})

describe('the next reading', () => {
  const watermark = async (selection: Selection): Promise<{ newest: string; swept: string }> =>
    (await pages(selection)).at(-1)?.watermark as { newest: string; swept: string }

  test('takes what changed since, and once a day what changed in two weeks', async () => {
    const first = await watermark({})
    // In the tests it is 25 November 2026, half past midnight: the day before is due to be looked back upon.
    expect(first.swept).toBe('2026-11-24')
    const later = { newest: '2100-01-01T00:00:00', swept: first.swept }
    expect(await keysOf({ watermark: later })).toEqual([])
    expect(await keysOf({ watermark: { ...later, swept: '2026-11-23' } })).not.toEqual([])
    expect(await keysOf({ watermark: { ...later, swept: '2026-11-23' } }, { sweepAt: '' })).toEqual([])
    await afas.control('tracking', { slip: slips['both'], tracking: '3SLATE' })
    // AFAS rounds what it shows, so a change may lie before the moment that was read: the overlap is there for it.
    const newest = await watermark({ watermark: first })
    expect(await keysOf({ watermark: newest })).toContain(slips['both'])
  })

  test('of a range moves no watermark', async () => {
    const read = await pages({ since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' })
    expect(recordsOf(read)).toHaveLength(4)
    expect(read.at(-1)?.watermark).toBeUndefined()
    expect(await keysOf({ until: '2000-01-01T00:00:00Z' })).toEqual([])
  })

  test('after an interruption goes on behind the last slip', async () => {
    const [page] = await pages({}, { pageSize: 1 })
    expect(recordsOf(await pages({ cursor: page?.cursor })).map(({ key }) => key)).not.toContain(slips['part'])
  })
})
