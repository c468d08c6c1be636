import type { ShopifyClient } from '../client.ts'

/** Up to here pages are quicker: a bulk operation has to be started, waited for and fetched. */
const MOST_PAGES = 40
/** Of rate budget, with half of what the bucket can hold: what pages may take from the writes that wait for it. */
const BUDGET_SECONDS = 10

/**
 * Whether to read in pages or in bulk, by volume: in bulk when it would take more than forty pages, or more of the rate
 * budget than half a bucket and what comes back in ten seconds (on the standard plan: some 2,000 points).
 */
export function chooseReading(
  client: ShopifyClient,
  volume: { readonly rows: number; readonly rowsPerPage: number; readonly pointsPerPage: number },
): 'pages' | 'bulk' {
  const pages = Math.ceil(volume.rows / volume.rowsPerPage)
  const { maximum, restorePerSecond } = client.rate ?? { maximum: 1000, restorePerSecond: 100 }
  const affordable = maximum / 2 + BUDGET_SECONDS * restorePerSecond
  return pages > MOST_PAGES || pages * volume.pointsPerPage > affordable ? 'bulk' : 'pages'
}
