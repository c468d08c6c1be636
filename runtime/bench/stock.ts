import { bucketBooks, type BucketBooks, type PaidCall } from '../testing/bucket-books.ts'
import { startKoppel, writesOf, type Koppel, type RunView } from '../testing/koppel.ts'
import { mostMemory } from '../testing/memory.ts'

const FLOW = 'stock-to-shopify'
const FIRST = 'first-stock'
const EVERYTHING = { mode: 'live', since: '2000-01-01T00:00:00Z' }
/** Some articles have several sizes and colours: this many lead to so many items of stock. */
const ITEMS_AN_ARTICLE = 1.8
const PLENTY = { size: 10_000_000, restore: 10_000_000 }

interface Bucket {
  readonly size: number
  readonly restore: number
}

export interface StockSync {
  readonly run: RunView
  readonly seconds: number
  readonly calls: readonly PaidCall[]
}

export interface StockBench {
  readonly lines: readonly string[]
  readonly sync: StockSync
  readonly books: BucketBooks
  readonly second: StockSync
  /** MB, of the runner, over all of it; undefined where it cannot be told. */
  readonly memory: number | undefined
}

/**
 * A shop that has its stock from AFAS gets all of it anew, a few of each kept back from now on, while the rate bucket is
 * so small that it is what the run waits for; then once more, when there is nothing to set. In an installation of its own,
 * so that the memory is of this alone.
 */
export async function stock(items: number, bucket: Bucket): Promise<StockBench> {
  const koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  try {
    const products = Math.ceil(items / ITEMS_AN_ARTICLE)
    const seed = { seed: 21, orders: 0, products, customers: 0, bucket: PLENTY }
    await Promise.all([koppel.shop('POST', 'reset', seed), koppel.afas('POST', 'reset', seed)])
    await install(koppel, FIRST, {})
    const before = await synced(koppel, FIRST, { mode: 'live' })
    await install(koppel, FLOW, { buffer: 2, mostToZero: 100 })
    await koppel.shop('POST', 'bucket', bucket)
    const sync = await synced(koppel, FLOW, { mode: 'live' })
    // The bucket is full again: what is left to tell of the second one is what it sends.
    await koppel.shop('POST', 'bucket', PLENTY)
    const second = await synced(koppel, FLOW, EVERYTHING)
    const memory = mostMemory(koppel.runnerPid())
    const measured = { sync, second, memory, books: bucketBooks(sync.calls, bucket) }
    return { ...measured, lines: linesOf(before, measured, bucket) }
  } finally {
    await koppel.stop()
  }
}

async function install(koppel: Koppel, id: string, settings: object): Promise<void> {
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  const route = `/api/templates/stock-to-shopify/install`
  const { status, body } = await koppel.api('POST', route, { id, connections, settings })
  if (status !== 201) throw new Error(JSON.stringify(body))
}

async function synced(koppel: Koppel, flow: string, body: object): Promise<StockSync> {
  const before = (await koppel.shop<PaidCall[]>('GET', 'calls')).length
  const started = performance.now()
  const run = await koppel.run(flow, body, 3_600_000)
  const seconds = (performance.now() - started) / 1000
  if (run.status !== 'succeeded') throw new Error(`the run ended as ${run.status}: ${JSON.stringify(run)}`)
  return { run, seconds, calls: (await koppel.shop<PaidCall[]>('GET', 'calls')).slice(before) }
}

function linesOf(before: StockSync, { sync, books, second, memory }: Omit<StockBench, 'lines'>, bucket: Bucket) {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
  const { read, updated } = sync.run.counts
  return [
    `stock, the first time: ${before.run.counts.read} items, ${before.run.counts.updated} set in ${before.seconds.toFixed(0)} s by ${before.calls.length} calls (no limit)`,
    `stock, everything anew: ${read} items, ${updated} set in ${sync.seconds.toFixed(0)} s by ${books.calls} calls (bucket of ${bucket.size}, ${bucket.restore} back a second)`,
    `  rate budget used while it was the limit (${books.limitedSeconds.toFixed(0)} s): ${percent(books.share)} (budget: 95 %); of the whole run ${percent(books.shareOfRun)}`,
    `  throttled calls: ${books.throttled} (budget: none)`,
    `  once more: ${second.run.counts.read} items in ${second.seconds.toFixed(0)} s, ${writesOf(second.calls).length} writes sent (budget: none)`,
    `  most memory of the runner: ${memory === undefined ? 'not told by this system' : `${memory.toFixed(0)} MB`} (budget: 250 MB)`,
  ]
}
