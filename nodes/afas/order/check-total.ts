import type { Problem } from '../../sdk/problem.ts'
import { totalCents, totalText, type SalesDocument } from './document.ts'

/**
 * A mapping may say in `check.total`, beside the document, what its lines must come to: the total of the order, with
 * or without VAT as the prices of the document are. A line that was forgotten, or booked twice, is seen here.
 */
export function totalProblem(data: unknown, document: SalesDocument, limitCents: number): Problem | undefined {
  const expected = expectedTotal(data)
  if (expected === undefined) return undefined
  const cents = Math.round(expected * 100)
  if (Math.abs(totalCents(document) - cents) <= limitCents) return undefined
  const want = (cents / 100).toFixed(2)
  return {
    code: 'engine.total-differs',
    message: `The lines come to ${totalText(document)}, the order to ${want}.`,
    advice:
      'Look for what the mapping leaves out, such as fees or duties, or for a wrong price. ' +
      'When it is only rounding, raise the rounding limit in the settings; then retry.',
    retry: 'after-fix',
    details: { lines: totalCents(document) / 100, order: expected, limitCents },
  }
}

function expectedTotal(data: unknown): number | undefined {
  const check: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'check') : undefined
  const total: unknown = typeof check === 'object' && check !== null ? Reflect.get(check, 'total') : undefined
  return typeof total === 'number' && Number.isFinite(total) ? total : undefined
}
