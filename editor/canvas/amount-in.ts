import { asObject } from '../inspector/form/defaults.ts'
import { formatMoney } from '../ui/format.tsx'

/** Totals as the systems name them, the most telling first. */
const TOTALS = ['currentTotalPriceSet', 'totalPriceSet', 'totalRefundedSet', 'total', 'totalPrice', 'amount']

/** What a record is worth, where its data has a total: as money with its currency. */
export function amountIn(data: unknown): string | undefined {
  const record = asObject(data)
  for (const name of TOTALS) {
    const given = record[name]
    const money = asObject(asObject(given)['shopMoney'] ?? given)
    const amount = Number(money['amount'] ?? given)
    if (given === undefined || given === null || !Number.isFinite(amount)) continue
    const currency = money['currencyCode'] ?? record['currencyCode']
    return formatMoney(amount, typeof currency === 'string' ? currency : 'EUR')
  }
  return undefined
}
