import type { Problem } from '../../../sdk/problem.ts'
import { plainSku } from '../../variants/variant.ts'
import type { WantedLine } from './wanted.ts'

/** A shipment that became smaller after it was marked as sent, which nobody but a person can put right. */
export function sentMore(
  key: string,
  order: string,
  more: readonly WantedLine[],
  left: readonly WantedLine[],
): Problem {
  const units = unitsBySku(more).map(([sku, quantity]) => `${quantity} × ${sku}`)
  const now = left.length === 0 ? 'sends nothing of it any more' : 'does not send it any more'
  return {
    code: 'shopify.fulfilled-more',
    message: `Of order ${order} ${units.join(', ')} is marked as sent in the shop by shipment ${key}, which ${now}.`,
    advice:
      'Find out what left. If less did, cancel the fulfilment in Shopify and choose "Run again, and update": what the slip still sends is marked as sent anew. ' +
      'If it did leave, correct the slip in AFAS, or dismiss this.',
    retry: 'after-fix',
  }
}

function unitsBySku(lines: readonly WantedLine[]): [string, number][] {
  const units = new Map<string, [string, number]>()
  for (const { sku, quantity } of lines) {
    const known = units.get(plainSku(sku))
    units.set(plainSku(sku), [sku, quantity + (known?.[1] ?? 0)])
  }
  return [...units.values()]
}
