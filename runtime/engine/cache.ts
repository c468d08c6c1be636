import type { Cache } from '../../nodes/sdk/context.ts'

/** A bounded memory: what was not used for longest goes first. Maps keep insertion order, so moving is re-adding. */
export function createCache(most: number): Cache {
  const entries = new Map<string, unknown>()
  return {
    get(key) {
      if (!entries.has(key)) return undefined
      const value = entries.get(key)
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size > most) entries.delete(entries.keys().next().value as string)
    },
  }
}
