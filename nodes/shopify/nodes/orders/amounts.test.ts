import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawMoney } from '../../client/documents/raw-order.ts'
import { amountOf, presentmentOf, sumOf } from './amounts.ts'

const money = (amount: string): RawMoney => ({
  shopMoney: { amount, currencyCode: 'EUR' },
  presentmentMoney: { amount: '1.5', currencyCode: 'USD' },
})
const cents = fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 })
const text = (value: number) =>
  `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`

describe('amounts', () => {
  it('print as the decimal they were', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(amountOf(money(text(value))).toFixed(2)).toBe(text(value).replace('-0.00', '0.00'))
      }),
    )
  })

  it('add up to the cent, where plain numbers do not', () => {
    expect(sumOf(['0.1', '0.2'].map(money))).toBe(0.3)
    expect(0.1 + 0.2).not.toBe(0.3)
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 30 }), fc.array(cents, { maxLength: 30 }), (plus, minus) => {
        const sum = plus.reduce((a, b) => a + b, 0) - minus.reduce((a, b) => a + b, 0)
        const got = sumOf(
          plus.map((one) => money(text(one))),
          minus.map((one) => money(text(one))),
        )
        expect(Math.round(got * 100)).toBe(sum)
        expect(got).toBe(Number(text(sum)))
      }),
    )
  })

  it('keep three decimals, and none', () => {
    expect(amountOf(money('1.005'))).toBe(1.005)
    expect(amountOf(money('120'))).toBe(120)
    expect(amountOf(null)).toBe(0)
    expect(presentmentOf(money('1.00'))).toBe(1.5)
  })

  it('refuse what is no amount', () => {
    expect(() => amountOf(money('1,50'))).toThrow('not an amount')
  })
})
