import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Koppel } from '../testing/koppel.ts'

const SECRET = 'bench-secret-of-a-webhook'
const PER_SECOND = 50
const HOOK_FLOW = {
  format: 'koppel.flow/1',
  id: 'bench-hook',
  name: 'Bench hook',
  nodes: [
    {
      id: 'hook',
      type: 'core.webhook',
      version: 1,
      config: { trigger: { type: 'webhook' }, key: 'id', identity: 'id' },
    },
    { id: 'log', type: 'core.log', version: 1, config: {} },
  ],
  edges: [{ from: 'hook.out', to: 'log.in' }],
}

/** How long a signed webhook waits for its 200 while a run of orders is going: 200 means it is on disk. */
export async function webhooks(koppel: Koppel, run: () => Promise<unknown>): Promise<string[]> {
  const made = await koppel.api<{ hooks: { node: string; url: string }[] }>('POST', '/api/flows', HOOK_FLOW)
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  await koppel.api('POST', '/api/flows/bench-hook/publish')
  await koppel.api('POST', '/api/flows/bench-hook/enable')
  const { body: flow } = await koppel.api<{ hooks: { url: string }[] }>('GET', '/api/flows/bench-hook')
  const url = flow.hooks[0]?.url ?? ''
  const id = url.slice(url.lastIndexOf('/') + 1)
  await koppel.api('PUT', `/api/hooks/${id}/secret`, { secret: SECRET })
  let going = true
  const ended = run().then(() => (going = false))
  const waits: number[] = []
  let refused = 0
  const posts: Promise<void>[] = []
  while (going) {
    posts.push(post(url).then((wait) => void (wait === undefined ? (refused += 1) : waits.push(wait))))
    await delay(1000 / PER_SECOND)
  }
  await Promise.all([ended, ...posts])
  waits.sort((a, b) => a - b)
  const at = (share: number): string =>
    (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN).toFixed(1)
  return [
    `webhooks while a run is going: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms over ${waits.length} (${refused} refused; budget: p99 50 ms)`,
  ]
}

async function post(url: string): Promise<number | undefined> {
  const body = JSON.stringify({ id: randomUUID() })
  const signature = createHmac('sha256', SECRET).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-koppel-signature': `sha256=${signature}`,
    'x-koppel-delivery': randomUUID(),
  }
  const started = performance.now()
  const answer = await fetch(url, { method: 'POST', headers, body })
  await answer.arrayBuffer()
  return answer.status === 200 ? performance.now() - started : undefined
}
