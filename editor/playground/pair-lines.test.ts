import { expect, test } from 'vitest'
import { pairLines } from './pair-lines.ts'

const document = {
  id: '1',
  fields: {},
  lines: [
    { fields: { ItCd: 'VERZEND', QuUn: 1 } },
    { fields: { ItCd: 'kof-1', QuUn: 2 } },
    { fields: { ItCd: 'KOF-1', QuUn: 1 } },
  ],
}

test('the same article twice uses two lines, shipping stands alone', () => {
  const pairs = pairLines(
    [
      { sku: 'KOF-1', quantity: 2 },
      { sku: 'KOF-1', quantity: 1 },
    ],
    document,
  )
  expect(pairs.map((pair) => [pair.shop?.quantity, pair.afas?.['QuUn']])).toEqual([
    [2, 2],
    [1, 1],
    [undefined, 1],
  ])
})

test('without a document, and for a line without SKU, there is nothing beside', () => {
  expect(pairLines([{ sku: null, quantity: 1 }], document)[0]?.afas).toBeUndefined()
  expect(pairLines([{ sku: 'A', quantity: 1 }], undefined)).toHaveLength(1)
})
