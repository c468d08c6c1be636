// Preloaded into a runner (NODE_OPTIONS=--import) to show what happens when a company that a crash left half made is taken
// for done: the control run of the test that kills it. The product itself has no such switch.
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const PROTECTION = 'if (aim.making && !isDeepStrictEqual(current, should))'

export async function load(url, context, next) {
  const loaded = await next(url, context)
  if (!url.endsWith('/.build/chunks/nodes.js')) return loaded
  const source = String(loaded.source)
  if (!source.includes(PROTECTION)) throw new Error(`The node has changed: "${PROTECTION}" is not in it.`)
  return { ...loaded, source: source.replace(PROTECTION, 'if (false)') }
}

if (isMainThread) register(import.meta.url)
