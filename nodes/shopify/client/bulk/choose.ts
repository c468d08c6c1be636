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

/** Fewer are not worth a file and an operation. */
const FEWEST_LINES = 100
/** Up to here calls are sooner done by themselves. */
const WRITE_SECONDS = 60

/**
 * Whether many calls of one mutation go one by one or as the lines of a bulk operation, by volume: in bulk from a hundred
 * on, when they would take more of the rate budget than half a bucket and what comes back in a minute (standard plan: 700
 * calls of 10 points).
 *
 * An operation costs some fifty points whatever is in it, and leaves the budget to everything else. For that it takes
 * seconds to minutes to begin and to end, does its lines at a pace that nobody promises, and tells of all of them at the
 * end: what it left open when it failed has to be looked up. Below that volume, and on a plan whose budget carries it,
 * calls are sooner done, and each is booked as it is answered.
 */
export function chooseWriting(
  client: Pick<ShopifyClient, 'rate'>,
  volume: { readonly calls: number; readonly points: number },
): 'one by one' | 'in bulk' {
  const { maximum, restorePerSecond } = client.rate ?? { maximum: 1000, restorePerSecond: 100 }
  const affordable = maximum / 2 + WRITE_SECONDS * restorePerSecond
  return volume.calls >= FEWEST_LINES && volume.points > affordable ? 'in bulk' : 'one by one'
}
