import { isObject } from '../../mapper/sample-fields.ts'
import type { Trace } from './trace-shapes.ts'

/** What a record tells about itself, under the names the systems we know use. Money is text or number. */
export interface RecordFacts {
  email?: string
  createdAt?: string
  total?: string | number
  currency?: string
}

const TOTALS = ['currentTotalPriceSet', 'totalPriceSet']

/** The record as the source gave it. */
export const sourceData = (trace: Trace): unknown => trace.data ?? trace.steps[0]?.output ?? trace.steps[0]?.input

export function factsOf(data: unknown): RecordFacts {
  if (!isObject(data)) return {}
  const email = data['email']
  const created = data['processedAt'] ?? data['createdAt']
  return {
    ...(typeof email === 'string' && email !== '' ? { email } : {}),
    ...(typeof created === 'string' && !Number.isNaN(Date.parse(created)) ? { createdAt: created } : {}),
    ...moneyOf(data),
  }
}

function moneyOf(data: Record<string, unknown>): Pick<RecordFacts, 'total' | 'currency'> {
  for (const name of TOTALS) {
    const set = data[name]
    const money = isObject(set) ? set['shopMoney'] : undefined
    if (!isObject(money)) continue
    const { amount, currencyCode } = { amount: money['amount'], currencyCode: money['currencyCode'] }
    if (typeof amount !== 'string' && typeof amount !== 'number') continue
    return { total: amount, ...(typeof currencyCode === 'string' ? { currency: currencyCode } : {}) }
  }
  const total = data['total'] ?? data['totalPrice']
  if (typeof total !== 'string' && typeof total !== 'number') return {}
  const currency = data['currency'] ?? data['currencyCode']
  return { total, ...(typeof currency === 'string' ? { currency } : {}) }
}
