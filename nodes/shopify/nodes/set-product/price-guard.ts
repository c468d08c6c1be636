import type { Guard } from '../../../sdk/write.ts'
import type { SetProductConfig } from './config.ts'
import type { ProductView } from './view.ts'

/** The share of products that may get a wild price in one run without a person's yes. */
const MOST = 0.1

/** Stops a run that would change many prices by more than the setting allows: a wrong price list, a lost comma. */
export function priceGuard(
  current: ProductView,
  wanted: ProductView,
  { priceChange = 50 }: SetProductConfig,
): Guard | undefined {
  if (priceChange === 0) return undefined
  const alarming = Object.entries(wanted.variants).some(([sku, { price }]) => {
    const before = Number(current.variants[sku]?.price ?? 0)
    return price !== undefined && before > 0 && (Math.abs(Number(price) - before) / before) * 100 > priceChange
  })
  return { does: 'change the prices of', to: `by more than ${priceChange} %`, alarming, most: MOST }
}
