import { afterAll, beforeAll, expect, it } from 'vitest'
import { startKoppel, writesOf, type AfasState, type Call, type Koppel, type ShopState } from '../testing/koppel.ts'

const FLOW = 'shipments-to-shopify'
let koppel: Koppel
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  for (const id of ['orders-to-afas', FLOW]) {
    expect((await koppel.api('POST', `/api/templates/${id}/install`, { connections })).status).toBe(201)
  }
  await koppel.run('orders-to-afas')
})
afterAll(() => koppel?.stop())

interface Fulfilment {
  readonly order: string
  readonly tracking: string | null
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}
interface SalesLine {
  readonly fields: { readonly ItCd: string; readonly VaIt: string; readonly QuUn: number }
}
interface SalesOrder {
  readonly fields: Record<string, unknown>
  readonly lines: readonly SalesLine[]
}
const sent = async (order: string): Promise<Fulfilment[]> => {
  const { fulfillments } = await koppel.shop<ShopState & { fulfillments: Fulfilment[] }>('GET', 'state')
  return fulfillments.filter((one) => one.order === order)
}

it('ships in parts, once, and brings tracking that comes later', async () => {
  const { documents } = await koppel.afas<AfasState>('GET', 'state')
  const orders = (documents['FbSales'] ?? []) as readonly SalesOrder[]
  const several = ({ fields }: SalesLine): boolean => fields.VaIt === '2' && fields.QuUn > 1
  const document = orders.find((one) => one.lines.some(several))
  if (!document) throw new Error('no order has a line of several units')
  const order = String(document.fields['RfCs'])
  const line = document.lines.find(several)
  await koppel.afas('POST', 'ship', {
    order,
    lines: [{ ItCd: line?.fields.ItCd, quantity: 1 }],
    tracking: '3SA',
    carrier: 'POSTNL',
  })
  const first = await koppel.run(FLOW)
  expect(first.problem).toBeUndefined()
  expect(await sent(order)).toMatchObject([{ tracking: '3SA', lines: [{ sku: line?.fields.ItCd, quantity: 1 }] }])
  const { slip } = await koppel.afas<{ slip: string }>('POST', 'ship', { order })
  await koppel.run(FLOW)
  const rest = await sent(order)
  expect(rest[1]?.tracking).toBeNull()
  const count = async () => writesOf(await koppel.shop<Call[]>('GET', 'calls')).length
  const before = await count()
  await koppel.run(FLOW)
  expect(await count()).toBe(before)
  await koppel.afas('POST', 'tracking', { slip, tracking: '3SB' })
  await koppel.run(FLOW)
  expect((await sent(order)).map((one) => one.tracking)).toEqual(['3SA', '3SB', ...rest.slice(2).map(() => '3SB')])
})
