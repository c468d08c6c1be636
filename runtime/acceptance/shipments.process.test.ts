import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startKoppel, type Koppel, type RunView } from '../testing/koppel.ts'
import { KOF, shipCases, THE, type Cases } from './shipping-cases.ts'
import { FLOW, Shipping } from './shipping.ts'

let koppel: Koppel
let house: Shipping
let cases: Cases
let run: RunView
const order = (name: string): string => cases.orders.get(name) ?? ''
const slip = (name: string): string => cases.slips.get(name) ?? ''

beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  house = new Shipping(koppel)
  await house.begin({ seed: 5, orders: 20 })
  await house.install()
  cases = await shipCases(house)
  run = await house.run()
})
afterAll(() => koppel?.stop())

describe('what left is marked as sent in the shop', () => {
  it('and the run says of every slip what became of it', () => {
    expect(run.problem).toBeUndefined()
    expect(run.counts).toEqual({ read: 13, created: 5, updated: 0, skipped: 2, parked: 6, pending: 0 })
  })

  it('in parts, by line and quantity', async () => {
    const first = { tracking: '3SA', notified: 0, lines: [{ sku: KOF, quantity: 1 }] }
    expect(await house.sent(order('parts'))).toMatchObject([first])
    expect((await house.sent(order('parts')))[0]?.trackingInfo[0]?.company).toBe('PostNL')
  })

  it('from several places', async () => {
    expect(await house.sent(order('places'))).toMatchObject([
      { tracking: 'JVGL1', location: 'Magazijn Amersfoort', lines: [{ sku: KOF, quantity: 1 }] },
      { tracking: 'JVGL1', location: 'Winkel Utrecht', lines: [{ sku: THE, quantity: 2 }] },
    ])
  })

  it('on the line that was meant, in several parcels of an unlisted carrier', async () => {
    const [one] = await house.sent(order('twice'))
    const { orders: all } = await koppel.shop<{ orders: { name: string; lines: { id: string }[] }[] }>('GET', 'state')
    expect(one?.lines).toEqual([
      { id: all.find((o) => o.name === order('twice'))?.lines[1]?.id, sku: KOF, quantity: 2 },
    ])
    expect(one?.trackingInfo.map(({ company, number }) => [company, number])).toEqual([
      ['BODE', '3SB'],
      ['BODE', '3SC'],
    ])
  })

  it('not again where somebody did it by hand', async () => {
    expect(await house.sent(order('hand'))).toHaveLength(1)
    expect(await house.record(run, slip('hand'))).toMatchObject({ status: 'skipped', reason: 'already-fulfilled' })
    expect(
      (await house.sent(order('partlyByHand'))).map(({ tracking, lines }) => [tracking, lines[0]?.quantity]),
    ).toEqual([
      [null, 1],
      ['3SE', 2],
    ])
  })
})

describe('what cannot be is parked, and says why', () => {
  it.each([
    ['held', 'shopify.on-hold', /on hold in the shop \(Incorrect address: straat onbekend\), so 1 × KOF-0001 of/],
    [
      'cancelled',
      'shopify.order-cancelled',
      /was cancelled in the shop \(customer\), and shipment \S+ sends 1 × KOF-0001/,
    ],
    ['more', 'shopify.more-than-ordered', /sends 5 × KOF-0001, 3 more than are left to send in order #\d+\. What else/],
    ['loose', 'shopify.no-order-named', /names no order/],
    ['elsewhere', 'shopify.unknown-order', /The shop has no order WEB-77/],
    ['replaced', 'shopify.line-not-in-order', /has no line with the SKU of 1 × KOF-0002, which .* What else it sends/],
  ])('%s: %s', async (name, code, message) => {
    const record = await house.record(run, slip(name))
    expect(record).toMatchObject({ status: 'parked', problem: { code } })
    expect(record?.problem?.message).toMatch(message)
  })

  it('while what fits is marked as sent', async () => {
    expect(await house.sent(order('more'))).toMatchObject([{ tracking: '3SG', lines: [{ sku: KOF, quantity: 2 }] }])
    expect(await house.sent(order('replaced'))).toMatchObject([{ lines: [{ sku: KOF, quantity: 1 }] }])
    expect(await house.sent(order('held'))).toEqual([])
  })

  it('goes on once the hold is released', async () => {
    await koppel.shop('POST', 'hold', { order: order('held'), release: true })
    expect((await house.again(run, slip('held'))).counts).toMatchObject({ created: 1, parked: 0 })
    expect(await house.sent(order('held'))).toMatchObject([{ tracking: '3SF', lines: [{ sku: KOF, quantity: 1 }] }])
  })

  it('what came back is no shipment', async () => {
    expect(await house.record(run, slip('returned'))).toMatchObject({ status: 'skipped' })
    expect(await house.sent(order('returned'))).toEqual([])
  })
})

describe('what happens later', () => {
  it('nothing, as long as nothing changes: a second run only reads', async () => {
    const before = await house.writes()
    await house.run()
    expect(await house.writes()).toBe(before)
  })

  it('another slip, of which the answer is lost: it is looked up, and not sent twice', async () => {
    const dry = await house.ships(order('parts'), { lines: [{ ItCd: KOF, quantity: 1 }], tracking: '3SI' })
    const before = await house.writes()
    const { id } = await house.run({ mode: 'dry-run' })
    const { body } = await koppel.api<{ items: object[] }>('GET', `/api/runs/${id}/differences?key=${dry}`)
    expect(body.items).toMatchObject([
      {
        action: 'create',
        effects: [
          {
            diff: expect.arrayContaining([
              { path: 'order', after: order('parts') },
              { path: 'location', after: 'Magazijn Amersfoort' },
              { path: 'lines[0].sku', after: KOF },
              { path: 'lines[0].quantity', after: 1 },
              { path: 'trackingInfo.number', after: '3SI' },
            ]) as unknown,
          },
        ],
      },
    ])
    expect(await house.writes()).toBe(before)
    const lost = { match: { operation: 'fulfillmentCreate' }, kind: 'after-effect', rate: 1, times: 1 }
    await koppel.shop('POST', 'faults', { rules: [lost] })
    const live = await house.run()
    expect(await house.record(live, dry)).toMatchObject({ status: 'created' })
    expect((await house.sent(order('parts'))).map((one) => one.tracking)).toEqual(['3SA', '3SI'])
    expect(await house.writes()).toBe(before + 1)
  })

  it('tracking comes, or is corrected, on the fulfilments of its slip alone', async () => {
    await koppel.afas('POST', 'tracking', { slip: slip('parts'), tracking: '3SJ', carrier: 'DPD' })
    await koppel.afas('POST', 'tracking', { slip: slip('replaced'), tracking: '3SK' })
    const { id } = await house.run({ mode: 'dry-run' })
    const { body } = await koppel.api<{ items: { effects: { diff: object[] }[] }[] }>(
      'GET',
      `/api/runs/${id}/differences?key=${slip('parts')}`,
    )
    expect(body.items[0]?.effects[0]?.diff).toEqual([
      { path: 'trackingInfo.company', before: 'PostNL', after: 'DPD' },
      { path: 'trackingInfo.number', before: '3SA', after: '3SJ' },
    ])
    await house.run()
    const infos = (await house.sent(order('parts'))).map(({ trackingInfo }) => trackingInfo[0])
    expect(infos).toMatchObject([{ company: 'DPD', number: '3SJ' }, { number: '3SI' }])
    expect((await house.sent(order('replaced'))).map((one) => one.tracking)).toEqual(['3SK'])
  })

  it('a fulfilment that was cancelled in the shop stays so, until somebody asks for it', async () => {
    await koppel.shop('POST', 'cancel-fulfilment', { order: order('undone') })
    await koppel.afas('POST', 'tracking', { slip: slip('undone'), tracking: '3SL' })
    const again = await house.run()
    expect(await house.record(again, slip('undone'))).toMatchObject({
      status: 'parked',
      problem: { code: 'shopify.fulfilment-cancelled' },
    })
    expect(await house.sent(order('undone'))).toEqual([])
    await house.again(again, slip('undone'), true)
    expect(await house.sent(order('undone'))).toMatchObject([{ tracking: '3SL', lines: [{ sku: KOF, quantity: 1 }] }])
  })

  it('a slip that became smaller is seen, and put right when somebody asks for it', async () => {
    await koppel.afas('POST', 'slip', { slip: slip('places'), lines: [{ ItCd: THE, quantity: 1 }] })
    const before = await house.writes()
    const run2 = await house.run()
    const problem = {
      code: 'shopify.fulfilled-more',
      message: expect.stringMatching(/ 1 × THE-0001 is marked as sent/) as unknown,
    }
    expect(await house.record(run2, slip('places'))).toMatchObject({ status: 'parked', problem })
    expect(await house.writes()).toBe(before)
    await koppel.shop('POST', 'cancel-fulfilment', { order: order('places') })
    await house.again(run2, slip('places'), true)
    const sent = (await house.sent(order('places'))).flatMap(({ lines }) => lines.map((one) => [one.sku, one.quantity]))
    expect(sent.toSorted()).toEqual([
      [KOF, 1],
      [THE, 1],
    ])
    expect(await house.record(await house.run(), slip('places'))).toMatchObject({ status: 'skipped' })
  })

  it('a slip of which nothing is left, or that is gone from AFAS, is seen too', async () => {
    await koppel.afas('POST', 'slip', { slip: slip('partlyByHand'), lines: [{ ItCd: KOF, quantity: 0 }] })
    const empty = await house.record(await house.run(), slip('partlyByHand'))
    expect(empty).toMatchObject({ status: 'parked', problem: { code: 'shopify.fulfilled-more' } })
    expect(empty?.problem?.message).toMatch(/ 2 × KOF-0001 is marked .* which sends nothing of it any more/)
    await koppel.afas('POST', 'slip', { slip: slip('twice'), withdraw: true })
    const gone = await house.record(await house.run({ mode: 'live', keys: [slip('twice')] }), slip('twice'))
    expect(gone).toMatchObject({ status: 'parked', problem: { code: 'shopify.fulfilled-more' } })
    await koppel.shop('POST', 'cancel-fulfilment', { order: order('twice') })
    const settled = await house.run({ mode: 'live', keys: [slip('twice')] })
    expect(settled.counts).toMatchObject({ read: 1, parked: 0 })
  })

  it('the customer is told where that is set', async () => {
    await house.installed(FLOW, { id: 'with-message', settings: { notifyCustomer: true } })
    await house.ships(order('parts'), { tracking: '3SM' })
    await koppel.run('with-message', { mode: 'live', keys: ['3SM'] })
    expect(await house.sent(order('parts'))).toMatchObject([
      { notified: 0 },
      { notified: 0 },
      { tracking: '3SM', notified: 1 },
    ])
  })

  it('the orders flow books nothing again, and what others noted on an order stays', async () => {
    const documents = (await house.documents('FbSales')).length
    await koppel.shop('POST', 'edit', { order: order('parts'), tags: ['vip'] })
    const { counts } = await koppel.run('orders-to-afas', { mode: 'live', keys: [...cases.orders.values()] })
    expect(counts).toMatchObject({ created: 0, parked: 0 })
    expect(await house.documents('FbSales')).toHaveLength(documents)
    const { orders: all } = await house.state()
    expect(all.find((one) => one.name === order('parts'))?.tags).toContain('vip')
  })
})
