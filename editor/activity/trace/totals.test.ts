import { expect, test } from 'vitest'
import { mappedRows } from './how-mapped.ts'
import { linePairs } from './line-summary.ts'
import { totalsOf } from './totals.ts'

const LINES = 'FbSales.Element.Objects.FbSalesLines.Element[]'
const line = (fields: Record<string, unknown>) => ({ Fields: fields })
const order = {
  totalPriceSet: { shopMoney: { amount: '265.25', currencyCode: 'EUR' } },
  lineItems: [
    { sku: 'KOF-ESP-1000', quantity: 4 },
    { sku: 'MAAL-M2', quantity: 1 },
  ],
}
const document = (discount: number, inclusive = true) => ({
  FbSales: {
    Element: {
      Fields: { InVa: inclusive },
      Objects: {
        FbSalesLines: {
          Element: [
            line({ ItCd: 'KOF-ESP-1000', QuUn: 4, Upri: 24.5, ARDc: 9.8 }),
            line({ ItCd: 'MAAL-M2', QuUn: 1, Upri: 189, PRDc: 10 }),
            line({ ItCd: 'VERZEND', QuUn: 1, Upri: 6.95, ARDc: discount }),
          ],
        },
      },
    },
  },
})
const rowsFor = (sent: unknown) =>
  mappedRows(
    [
      { to: 'FbSales.Element.Fields.InVa', expression: 'true' },
      { to: LINES, expression: 'lineItems' },
      { to: `${LINES}.Fields.ItCd`, expression: 'sku' },
    ],
    order,
    sent,
  )

test('totals agree to the cent, or the difference is told', () => {
  expect(totalsOf(order, rowsFor(document(0)))).toEqual({
    withoutVat: false,
    source: 265.25,
    sent: 265.25,
    difference: 0,
    currency: 'EUR',
  })
  expect(totalsOf(order, rowsFor(document(1)))?.difference).toBe(-1)
})

test('nothing is compared where prices lack VAT or the source has no total', () => {
  expect(totalsOf(order, rowsFor(document(0, false)))).toBeUndefined()
  expect(totalsOf({}, rowsFor(document(0)))).toBeUndefined()
})

test('without VAT the total that the mapping makes is what counts', () => {
  expect(totalsOf(order, rowsFor(document(0, false)), { total: 265.25 })).toMatchObject({
    withoutVat: true,
    difference: 0,
  })
  expect(totalsOf(order, rowsFor(document(0, false)), { total: 200 })?.difference).toBe(65.25)
  const withVat = { total: 300, vat: 34.75 }
  expect(totalsOf(order, rowsFor(document(0, false)), withVat)).toMatchObject({ source: 265.25, difference: 0 })
})

test('lines stand beside each other, in short', () => {
  const items = [
    ...order.lineItems.map((item) => ({ ...item, unitPrice: '24.5', discount: 9.8 })),
    { title: 'Standaard', price: 6.95 },
  ]
  const pairs = linePairs(rowsFor(document(0)), items)
  expect(pairs).toHaveLength(3)
  expect(pairs[0]).toEqual({
    index: 0,
    left: 'KOF-ESP-1000',
    leftValue: '4 × 24.50 − 9.80',
    right: 'KOF-ESP-1000',
    rightValue: '4 × 24.50 − 9.80',
  })
  expect(pairs[2]).toMatchObject({ left: 'Standaard', leftValue: '1 × 6.95' })
})

test('what only one line has stays with that line, and a journal entry shows account and amount', () => {
  const rows = (to: string, fields: readonly object[], codes: readonly string[]) =>
    mappedRows(
      [{ to, expression: 'lines' }, ...codes.map((code) => ({ to: `${to}.Fields.${code}`, expression: code }))],
      {},
      { A: { Element: fields.map((one) => ({ Fields: one })) } },
    )
  const sold = [
    { ItCd: 'A', QuUn: 1, Upri: 10 },
    { ItCd: 'B', QuUn: 1, Upri: 10, ARDc: 4 },
  ]
  const values = linePairs(rows('A.Element[]', sold, ['ItCd', 'ARDc']), []).map(({ rightValue }) => rightValue)
  expect(values).toEqual(['1 × 10.00', '1 × 10.00 − 4.00'])
  const booked = [
    { AcNr: '20001', AmDe: 121, AmCr: 0 },
    { AcNr: '8000', AmDe: 0, AmCr: 121 },
  ]
  const pairs = linePairs(rows('A.Element[]', booked, ['AcNr']), [{ account: '20001', amount: 121 }])
  expect(pairs).toEqual([
    { index: 0, left: '20001', leftValue: '121.00', right: '20001', rightValue: '121.00' },
    { index: 1, left: '', leftValue: '', right: '8000', rightValue: '− 121.00' },
  ])
})
