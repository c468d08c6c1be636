// Preloaded into a runner (NODE_OPTIONS=--import) to show what happens when it looks what a bulk operation has done while
// that is still at work: the control run of the test that kills a runner meanwhile. The product itself has no such switch.
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const PROTECTION = 'if (!left && this.#atWork.size === 0)'

export async function load(url, context, next) {
  const loaded = await next(url, context)
  if (!url.endsWith('/.build/chunks/nodes.js')) return loaded
  const source = String(loaded.source)
  if (!source.includes(PROTECTION)) throw new Error(`Bulk writes have changed: "${PROTECTION}" is not in them.`)
  return { ...loaded, source: source.replace(PROTECTION, 'if (true)') }
}

if (isMainThread) register(import.meta.url)
