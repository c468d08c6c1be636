// Preloaded into a runner (NODE_OPTIONS=--import) to show what happens when a write that was begun before a crash is simply
// sent again: the control run of the test that kills it between orders. What is done stays known. The product itself has
// no such switch.
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const PROTECTION = 'return decideIntent(write, row, hash);'
const NOTHING = 'return pendingOf(write, hash, row.action, row.reference && { reference: row.reference });'

export async function load(url, context, next) {
  const loaded = await next(url, context)
  if (!url.endsWith('/.build/runtime/runner/main.js')) return loaded
  const source = String(loaded.source)
  if (!source.includes(PROTECTION)) throw new Error(`The door has changed: "${PROTECTION}" is not in it.`)
  return { ...loaded, source: source.replace(PROTECTION, NOTHING) }
}

if (isMainThread) register(import.meta.url)
