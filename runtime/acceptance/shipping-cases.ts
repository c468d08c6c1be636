import { order as document, SandboxCalls } from '../../nodes/afas/sandbox/testing/calls.ts'
import type { OrderedLine, Shipping } from './shipping.ts'

export const KOF = 'KOF-0001'
export const THE = 'THE-0001'

/** Every awkward case at once, so that one run meets them all. */
const ORDERED: Readonly<Record<string, readonly OrderedLine[]>> = {
  parts: [{ sku: KOF, quantity: 3 }],
  places: [
    { sku: KOF, quantity: 1 },
    { sku: THE, quantity: 2, location: 'Winkel Utrecht' },
  ],
  twice: [
    { sku: KOF, quantity: 1 },
    { sku: KOF, quantity: 3 },
  ],
  hand: [{ sku: KOF, quantity: 2 }],
  partlyByHand: [{ sku: KOF, quantity: 3 }],
  held: [{ sku: KOF, quantity: 1 }],
  cancelled: [{ sku: KOF, quantity: 1 }],
  more: [{ sku: KOF, quantity: 2 }],
  returned: [{ sku: KOF, quantity: 2 }],
  replaced: [
    { sku: KOF, quantity: 1 },
    { sku: THE, quantity: 1 },
  ],
  undone: [{ sku: KOF, quantity: 1 }],
}

/** Names of orders, and numbers of their first slips, by case. */
export interface Cases {
  readonly orders: ReadonlyMap<string, string>
  readonly slips: ReadonlyMap<string, string>
}

/** Orders of each kind that are in AFAS and of which something left. */
export async function shipCases(house: Shipping): Promise<Cases> {
  const { koppel } = house
  const orders = new Map<string, string>()
  const slips = new Map<string, string>()
  for (const [name, lines] of Object.entries(ORDERED)) orders.set(name, await house.ordered(...lines))
  await koppel.run('orders-to-afas')
  const order = (name: string): string => orders.get(name) ?? ''
  const ships = async (name: string, more: object = {}) => slips.set(name, await house.ships(order(name), more))

  await ships('parts', { lines: [{ ItCd: KOF, quantity: 1 }], tracking: '3SA', carrier: 'POSTNL' })
  await ships('places', { tracking: 'JVGL1', carrier: 'DHL' })
  const guid = await secondLine(house, order('twice'))
  await ships('twice', { lines: [{ guid, quantity: 2 }], tracking: '3SB, 3SC', carrier: 'BODE' })
  await koppel.shop('POST', 'fulfil', { order: order('hand') })
  await ships('hand', { tracking: '3SD' })
  await koppel.shop('POST', 'fulfil', { order: order('partlyByHand'), lines: [{ sku: KOF, quantity: 1 }] })
  await ships('partlyByHand', { tracking: '3SE' })
  await koppel.shop('POST', 'hold', { order: order('held'), reason: 'INCORRECT_ADDRESS', notes: 'straat onbekend' })
  await ships('held', { tracking: '3SF' })
  await ships('cancelled')
  await koppel.shop('POST', 'cancel', { order: order('cancelled') })
  await ships('more', { lines: [{ ItCd: KOF, quantity: 5 }], tracking: '3SG' })
  await ships('returned', { lines: [{ ItCd: KOF, quantity: -1 }] })
  await ships('undone', { tracking: '3SH' })
  slips.set('loose', await slipByHand(house, {}, [KOF]))
  slips.set('elsewhere', await slipByHand(house, { RfCs: 'WEB-77' }, [KOF]))
  slips.set('replaced', await slipByHand(house, { RfCs: order('replaced') }, [KOF, 'KOF-0002']))
  return { orders, slips }
}

/** Of an order with an article on two lines, the second of them. */
async function secondLine(house: Shipping, order: string): Promise<string | undefined> {
  const document_ = (await house.documents('FbSales')).find((one) => one.fields['RfCs'] === order)
  return document_?.lines.filter((one) => one.fields.ItCd === KOF)[1]?.guid
}

/** A slip of one of each, made in AFAS itself as no order in the shop would make it. */
async function slipByHand(house: Shipping, fields: object, items: readonly string[]): Promise<string> {
  const afas = new SandboxCalls({ url: house.koppel.afasUrl })
  await afas.signIn()
  const lines = items.map((ItCd) => ({ VaIt: '2', ItCd, BiUn: 'stk', QuUn: 1 }))
  const answer = await afas.post('FbDeliveryNote', document({ RfCs: null, ...fields }, lines, 'FbDeliveryNote'))
  if (answer.status !== 201) throw new Error(answer.text)
  return (await house.documents('FbDeliveryNote')).at(-1)?.id ?? ''
}
