import { lineOf } from '../orders/compose.ts'
import { ids, type Line, type Order } from '../orders/order.ts'
import { lineTotal, taxOn } from '../orders/sums.ts'
import { vatFor } from '../orders/vat.ts'
import type { Shop } from '../shop.ts'
import type { LineWish } from './find.ts'
import { wantedBySku } from './place.ts'

/** A line that an edit adds to an order, with VAT as the rest of the order has it. */
export function addedLine(shop: Shop, order: Order, wish: LineWish): Line {
  const wanted = wantedBySku(shop, wish)
  const place =
    order.lines.reduce((most, one) => Math.max(most, one.id), ids.line(order.n, 0)) - ids.line(order.n, 0) + 1
  const line = lineOf(order.n, place, wanted, order.taxesIncluded)
  const vat = vatFor((order.shipTo ?? order.billing)?.country ?? 'NL', wanted.vatRate, order.taxExempt)
  line.taxes = vat ? [{ ...vat, cents: taxOn(lineTotal(line), vat.rate, order.taxesIncluded) }] : []
  return line
}
