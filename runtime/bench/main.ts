import { templateById } from '../../flows/templates/index.ts'
import type { MapRow } from '../../nodes/sdk/context.ts'
import { startKoppel, type Koppel } from '../testing/koppel.ts'
import { bareLoop } from './bare-loop.ts'
import { mapping } from './mapping.ts'
import { stock } from './stock.ts'
import { webhooks } from './webhooks.ts'

/**
 * `npm run bench`: speed as ratios, measured side by side in one run; `npm run bench -- stock` measures one part.
 * KOPPEL_BENCH_ORDERS (1,000) and KOPPEL_BENCH_ITEMS (50,000) set the sizes. Both sandboxes, the server and the runner
 * share the machine's cores with what they are compared with.
 */
const FLOW = 'orders-to-afas'
const ORDERS = Number(process.env['KOPPEL_BENCH_ORDERS'] ?? 1000)
const ITEMS = Number(process.env['KOPPEL_BENCH_ITEMS'] ?? 50_000)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function reset(koppel: Koppel): Promise<void> {
  const bucket = { size: 10_000_000, restore: 10_000_000 }
  const seed = { seed: 11, orders: ORDERS, products: 100, customers: Math.ceil(ORDERS / 3), bucket }
  await koppel.shop('POST', 'reset', seed)
  await koppel.afas('POST', 'reset', seed)
}

async function orders(koppel: Koppel): Promise<void> {
  await reset(koppel)
  const started = performance.now()
  const run = await koppel.run(FLOW, { mode: 'live' }, 600_000)
  const seconds = (performance.now() - started) / 1000
  const rate = run.counts.read / seconds
  say(
    `orders end to end: ${rate.toFixed(1)} records/s (${run.counts.read} read, ${run.counts.created} written, full traces)`,
  )
  const bare = await bareLoop(koppel, () => reset(koppel))
  const own = bare.calls / seconds
  say(`  calls to both systems: ${own.toFixed(0)}/s; a bare loop of the same calls: ${bare.rate.toFixed(0)}/s`)
  say(`  ratio: ${((own / bare.rate) * 100).toFixed(0)} % of the bare loop (budget: 70 %)`)
}

/** Orders, the mapping on their data, and webhooks that come in meanwhile: one installation for the three. */
async function orderParts(): Promise<void> {
  const koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  try {
    const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
    await koppel.api('POST', `/api/templates/${FLOW}/install`, { connections })
    await orders(koppel)
    const { body } = await koppel.api<{ items: { input: unknown }[] }>(
      'GET',
      `/api/flows/${FLOW}/samples?node=map&limit=50`,
    )
    const template = templateById(FLOW)
    const rows = (template?.nodes.find((node) => node.id === 'map')?.config['fields'] ?? []) as MapRow[]
    const samples = body.items.map((item) => item.input)
    for (const line of await mapping(rows, samples, template)) say(line)
    await reset(koppel)
    for (const line of await webhooks(koppel, () => koppel.run(FLOW, { mode: 'live' }, 600_000))) say(line)
  } finally {
    await koppel.stop()
  }
}

/** So little comes back that the run waits for it, and enough that it ends within minutes. */
const BUCKET = { size: 400, restore: 15 }

async function stockPart(): Promise<void> {
  for (const line of (await stock(ITEMS, BUCKET)).lines) say(line)
}

const PARTS: Readonly<Record<string, () => Promise<void>>> = { orders: orderParts, stock: stockPart }
const asked = process.argv.slice(2).filter((one) => !one.startsWith('-'))
const unknown = asked.filter((one) => !(one in PARTS))
if (unknown.length > 0) {
  say(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}
for (const [name, part] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(name)) await part()
process.exit(0)
