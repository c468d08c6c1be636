import { expect, it } from 'vitest'
import type { FoundOrder } from '../../client/documents/find-orders.ts'
import { chooseOrder, type Sought } from './choose.ts'

const order = (name: string, more: Partial<FoundOrder> = {}): FoundOrder => ({
  ...{ id: `gid://shopify/Order/${name}`, name, cancelledAt: null, displayFulfillmentStatus: 'UNFULFILLED' },
  ...{ tags: [], mark: null, shippingAddress: null, ...more },
})
const sought = (more: Partial<Sought> = {}): Sought => ({
  ...{ key: '5001', name: '#1001', number: '600', tag: 'afas:600' },
  numberIn: (tag) => (tag.startsWith('afas:') ? tag.slice(5) : undefined),
  ...more,
})
const choose = (orders: readonly FoundOrder[], more: Partial<Sought> = {}, take = false): string | undefined => {
  const choice = chooseOrder(sought(more), orders, take)
  return choice && ('order' in choice ? choice.order.name : choice.problem.code)
}

it.each([
  ['by its name', [order('#1001')], '#1001'],
  ['only by the whole name', [order('#10010')], undefined],
  ['by the tag with its number', [order('#7', { tags: ['vip', 'AFAS:600'] })], '#7'],
  ['by the number noted in its metafield', [order('#7', { mark: { value: '600' } })], '#7'],
  ['by the number rather than by the name', [order('#1001'), order('#7', { tags: ['afas:600'] })], '#7'],
  [
    'by both of two with the number',
    [order('#1001', { tags: ['afas:600'] }), order('#7', { tags: ['afas:600'] })],
    '#1001',
  ],
  ['not of several with the name', [order('#1001'), order('#1001', { id: 'b' })], 'shopify.several-orders'],
  ['not the one of another shop', [order('#1001', { tags: ['afas:77'] })], 'shopify.other-order'],
  [
    'not the one that another order of AFAS is noted on',
    [order('#1001', { mark: { value: '77' } })],
    'shopify.other-order',
  ],
])('finds an order %s', (_, orders, expected) => {
  expect(choose(orders)).toBe(expected)
})

it('takes the order with another number where that is set, or where the slip has none', () => {
  const orders = [order('#1001', { tags: ['afas:77'] })]
  expect(choose(orders, {}, true)).toBe('#1001')
  expect(choose(orders, { number: '', tag: '' })).toBe('#1001')
})
