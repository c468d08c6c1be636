import { bucketBooks, type PaidCall } from '../testing/bucket-books.ts'
import { startKoppel, writesOf, type Koppel, type RunView } from '../testing/koppel.ts'
import { mostMemory } from '../testing/memory.ts'

const FLOW = 'stock-to-shopify'
const EVERYTHING = { mode: 'live', since: '2000-01-01T00:00:00Z' }
/** Some articles have several sizes and colours: this many lead to so many items of stock. */
const ITEMS_AN_ARTICLE = 1.82

export interface StockSync {
  readonly run: RunView
  readonly seconds: number
  readonly calls: readonly PaidCall[]
}

export interface StockBench {
  readonly lines: readonly string[]
  readonly first: StockSync
  readonly second: StockSync
  /** MB, of the runner, over both; undefined where it cannot be told. */
  readonly memory: number | undefined
}

/**
 * All stock of a shop set for the first time, with a rate bucket so small that it is what the run waits for; then all of it
 * once more, when there is nothing to set. In an installation of its own, so that the memory is of this alone.
 */
export async function stock(items: number, bucket: { size: number; restore: number }): Promise<StockBench> {
  const koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  try {
    const seed = { seed: 21, orders: 0, products: Math.ceil(items / ITEMS_AN_ARTICLE), customers: 0, bucket }
    await Promise.all([koppel.shop('POST', 'reset', seed), koppel.afas('POST', 'reset', seed)])
    const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
    const { status, body } = await koppel.api('POST', `/api/templates/${FLOW}/install`, { connections })
    if (status !== 201) throw new Error(JSON.stringify(body))
    const first = await sync(koppel, 0, { mode: 'live' })
    const second = await sync(koppel, first.calls.length, EVERYTHING)
    const memory = mostMemory(koppel.runnerPid())
    const measured = { first, second, memory }
    return { ...measured, lines: linesOf(measured, bucket) }
  } finally {
    await koppel.stop()
  }
}

async function sync(koppel: Koppel, callsBefore: number, body: object): Promise<StockSync> {
  const started = performance.now()
  const run = await koppel.run(FLOW, body, 3_600_000)
  const seconds = (performance.now() - started) / 1000
  if (run.status !== 'succeeded') throw new Error(`the run ended as ${run.status}: ${JSON.stringify(run)}`)
  return { run, seconds, calls: (await koppel.shop<PaidCall[]>('GET', 'calls')).slice(callsBefore) }
}

function linesOf(
  { first, second, memory }: Omit<StockBench, 'lines'>,
  bucket: { size: number; restore: number },
): string[] {
  const books = bucketBooks(first.calls, bucket)
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
  const { read, updated } = first.run.counts
  return [
    `stock: ${read} items, ${updated} set in ${first.seconds.toFixed(0)} s by ${books.calls} calls (bucket of ${bucket.size}, ${bucket.restore} back a second)`,
    `  rate budget used while it was the limit (${books.limitedSeconds.toFixed(0)} s): ${percent(books.share)} (budget: 95 %); of the whole run ${percent(books.shareOfRun)}`,
    `  throttled calls: ${books.throttled} (budget: none)`,
    `  a second sync: ${second.run.counts.read} items in ${second.seconds.toFixed(0)} s, ${writesOf(second.calls).length} writes sent (budget: none)`,
    `  most memory of the runner: ${memory === undefined ? 'not told by this system' : `${memory.toFixed(0)} MB`} (budget: 250 MB)`,
  ]
}
