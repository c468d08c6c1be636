import { expect, it } from 'vitest'
import { afasLines, shipmentOf, shopLines } from './ship-lines.ts'

const lines = afasLines([
  { guid: 'a', delivered: 1, fields: { ItCd: 'TEX-1', StL1: 'M', Ds: 'Shirt', QuUn: 3 } },
  { guid: 'b', delivered: 0, fields: { ItCd: 'KOF-1', Ds: 'Coffee', QuUn: 2 } },
  { guid: 'c', delivered: 1, fields: { ItCd: 'VERZEND', QuUn: 1 } },
])

it('knows what is open on a line, whatever was sent before', () => {
  expect(lines.map(({ code, ordered, open }) => [code, ordered, open])).toEqual([
    ['TEX-1-M', 3, 2],
    ['KOF-1', 2, 2],
    ['VERZEND', 1, 0],
  ])
  const gift = { id: '2', sku: 'GIFT', quantity: 1, unfulfilledQuantity: 1, requiresShipping: false }
  expect(shopLines([{ id: '1', sku: null, quantity: 3, currentQuantity: 2, unfulfilledQuantity: 1 }, gift])).toEqual([
    { id: '1', code: '', name: '', ordered: 2, open: 1 },
  ])
})

it('sends all that is open until something else is typed', () => {
  expect(shipmentOf(lines, {})).toMatchObject({ pieces: 4, whole: true })
  const part = { pieces: 1, whole: false, lines: [{ id: 'a', quantity: 1 }] }
  expect(shipmentOf(lines, { a: '1', b: '' })).toEqual(part)
  // A line with nothing left is not asked for.
  expect(shipmentOf(lines, { a: '1', b: '0', c: '1' })).toEqual(part)
})

it('sends nothing that is not there', () => {
  for (const typed of ['3', '-1', 'two']) expect(shipmentOf(lines, { a: typed }).pieces).toBeUndefined()
  expect(shipmentOf(lines, { a: '0', b: '0' })).toEqual({ pieces: 0, whole: false, lines: [] })
})
