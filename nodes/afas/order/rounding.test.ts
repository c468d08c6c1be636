import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedTotal } from './check-total.ts'
import type { SalesDocument } from './document.ts'
import { totalsOf } from './totals.ts'

const RATES = { '1': 21, '2': 9, '3': 0, FR2: 5.5 }
const ITEM = { type: '6', code: 'AFRONDING', unit: '*****', vatCode: '3' }

interface Given {
  readonly cents: number
  readonly vatCode: keyof typeof RATES
}

const documentOf = (lines: readonly Given[], included: boolean): SalesDocument => ({
  root: 'FbSales',
  fields: { InVa: included },
  lines: lines.map(({ cents, vatCode }) => ({ ItCd: 'A', QuUn: 1, Upri: cents / 100, VaRc: vatCode })),
})

/** As a shop reckons: VAT on each line, rounded there. */
function shopOf(lines: readonly Given[], included: boolean) {
  const taxes = lines.map(({ cents, vatCode }) => {
    const rate = RATES[vatCode] / 100
    return { rate, amount: Math.round(included ? (cents * rate) / (1 + rate) : cents * rate) / 100 }
  })
  const net = lines.reduce((sum, line) => sum + line.cents, 0)
  const vat = taxes.reduce((sum, tax) => sum + Math.round(tax.amount * 100), 0)
  return { check: { total: (included ? net : net + vat) / 100, taxes } }
}

const check = (data: unknown, document: SalesDocument, limit = 5) =>
  checkedTotal(data, document, { limit, item: ITEM, rates: () => Promise.resolve(RATES) })

/** What a document comes to, as its reader would see it. */
function seen(document: SalesDocument) {
  const totals = totalsOf(document, RATES)
  if ('unknown' in totals) throw new Error(totals.unknown)
  return { incl: totals.incl, vat: [...totals.vat].filter(([rate]) => rate > 0) }
}

describe('the total of a document', () => {
  const anyLine = fc.record({
    cents: fc.integer({ min: 1, max: 50_000 }),
    vatCode: fc.constantFrom('1', '2', '3', 'FR2') as fc.Arbitrary<keyof typeof RATES>,
  })

  it('is that of the shop in all and in the VAT of each rate, whatever the lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 12 }), fc.boolean(), async (lines, included) => {
        const shop = shopOf(lines, included)
        const answer = await check(shop, documentOf(lines, included), 20)
        if (!('document' in answer)) throw new Error(answer.problem.message)
        const { incl, vat } = seen(answer.document)
        expect(incl).toBe(Math.round(shop.check.total * 100))
        for (const [rate, cents] of vat) {
          const same = shop.check.taxes.filter((tax) => Math.round(tax.rate * 1000) === Math.round(rate * 10))
          expect(cents).toBe(same.reduce((sum, tax) => sum + Math.round(tax.amount * 100), 0))
        }
      }),
    )
  })

  const three: Given[] = Array.from({ length: 3 }, () => ({ cents: 333, vatCode: '1' as const }))

  it('gets no line that it does not need, and is parked when no cent may differ', async () => {
    const one = three.slice(0, 1)
    expect(await check(shopOf(one, true), documentOf(one, true), 0)).toEqual({ document: documentOf(one, true) })
    const shop = shopOf(three, true)
    expect(seen(documentOf(three, true)).vat).toEqual([[21, 173]])
    expect(await check(shop, documentOf(three, true), 0)).toMatchObject({
      problem: {
        code: 'engine.total-differs',
        message: expect.stringContaining('VAT 21 % 1.73 instead of 1.74') as string,
      },
    })
  })

  it('is not that of the shop without the rounding lines (control)', () => {
    const shop = shopOf(three, true)
    const vat = shop.check.taxes.reduce((sum, tax) => sum + Math.round(tax.amount * 100), 0)
    expect(seen(documentOf(three, true)).vat).not.toEqual([[21, vat]])
  })

  it('is parked when a line is missing, a rate is another one, or the VAT of a line is not known', async () => {
    const lines: Given[] = [{ cents: 10_000, vatCode: '1' }]
    const more = { check: { total: 104.95, taxes: shopOf(lines, true).check.taxes } }
    const problemOf = async (data: unknown, document: SalesDocument) => {
      const answer = await check(data, document)
      return 'problem' in answer ? answer.problem.message : undefined
    }
    expect(await problemOf(more, documentOf(lines, true))).toContain('Total 100.00 instead of 104.95')
    const low: Given[] = [{ cents: 10_000, vatCode: '2' }]
    expect(await problemOf(shopOf(lines, true), documentOf(low, true))).toContain('VAT 9 % 8.26 instead of 0.00')
    const other = documentOf(lines, true)
    const unknown = { ...other, lines: other.lines.map((line) => ({ ...line, VaRc: 'XX' })) }
    expect(await problemOf(shopOf(lines, true), unknown)).toContain('the VAT of "A" is not known')
  })
})
