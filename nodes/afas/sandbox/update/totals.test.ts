import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cents, lineAmount, totalsOf } from './totals.ts'

test.each([
  [1.005, 101],
  [8.325, 833],
  [-1.005, -101],
  [0.994999, 99],
  [4.35 * 3, 1305],
  [1.1 * 1.1, 121],
])('%d euro is %d cents', (euros, expected) => {
  expect(cents(euros)).toBe(expected)
})

test('discounts of a line: percentage first, then the amount', () => {
  const line = { quantity: 3, price: 10, discountPercentage: 10, discountAmount: 2, vatRate: 21 }
  expect(lineAmount(line)).toEqual({ amount: 2500, discount: 500 })
})

test('VAT is computed once a rate, not once a line', () => {
  const lines = Array.from({ length: 3 }, () => ({ amount: 333, vatRate: 21 }))
  expect(totalsOf(lines, false, 0)).toEqual({ excl: 999, vat: 210, incl: 1209 })
  expect(totalsOf(lines, true, 0)).toEqual({ excl: 826, vat: 173, incl: 999 })
})

test('whatever the lines: including is excluding plus VAT, and inclusive prices add up to what was paid', () => {
  const anyLine = fc.record({
    amount: fc.integer({ min: -100_000, max: 1_000_000 }),
    vatRate: fc.constantFrom(0, 5.5, 6, 7, 9, 19, 20, 21),
  })
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 20 }), fc.boolean(), (lines, inclusive) => {
      const totals = totalsOf(lines, inclusive, 0)
      const sum = lines.reduce((total, line) => total + line.amount, 0)
      expect(totals.excl + totals.vat).toBe(totals.incl)
      expect(inclusive ? totals.incl : totals.excl).toBe(sum)
    }),
  )
})
