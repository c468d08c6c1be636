import { createRandom, type Random } from '../../nodes/sdk/sandbox/random.ts'
import type { SalesFact } from './shipments-oracle.ts'

export interface Shipment {
  readonly order: string
  readonly lines: readonly { readonly guid: string; readonly quantity: number }[]
  readonly tracking: string
  readonly carrier: string
  /** Known only after it left. */
  readonly late: boolean
}

const CARRIERS = ['POSTNL', 'DHL', 'DPD', 'BODE']

/** Every order in one to four parts, unit by unit at random, and all parts of all orders in random order. */
export function planShipments(sales: readonly SalesFact[], seed: number): Shipment[] {
  const random = createRandom(seed, 'shipments')
  return random.shuffle(sales.flatMap((order) => partsOf(order, random)))
}

function partsOf({ id, lines }: SalesFact, random: Random): Shipment[] {
  const count = random.between(1, 4)
  const parts = Array.from({ length: count }, () => new Map<string, number>())
  for (const { guid, fields } of lines) {
    if (fields.VaIt !== '2') continue
    for (let unit = 0; unit < fields.QuUn; unit += 1) {
      const part = random.pick(parts)
      part.set(guid, (part.get(guid) ?? 0) + 1)
    }
  }
  return parts.flatMap((part, at): Shipment[] =>
    part.size === 0
      ? []
      : [
          {
            order: id,
            lines: [...part].map(([guid, quantity]) => ({ guid, quantity })),
            tracking: `T${id}${'ABCD'[at]}`,
            carrier: random.pick(CARRIERS),
            late: random.chance(0.2),
          },
        ],
  )
}
