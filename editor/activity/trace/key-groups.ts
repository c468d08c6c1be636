import type { Trace } from './trace-shapes.ts'

export interface KeyGroup {
  type: string
  values: string[]
}

const ORDER = ['order', 'document', 'debtor', 'tracking', 'sku', 'email']

/** All a record is known by, one group a type; what was written for it counts too. */
export function keyGroups(trace: Pick<Trace, 'key' | 'keys' | 'effects'>): KeyGroup[] {
  const groups = new Map<string, Set<string>>()
  const add = (type: string, value: string) => {
    const known = groups.get(type) ?? new Set<string>()
    groups.set(type, known.add(value))
  }
  if (!trace.keys.some((key) => key.value === trace.key)) add('key', trace.key)
  for (const key of trace.keys) add(key.type, key.value)
  for (const effect of trace.effects) {
    if (effect.target === undefined || effect.target.id.includes('://')) continue
    add(effect.operation === 'debtor' ? 'debtor' : 'document', effect.target.id)
  }
  return [...groups]
    .map(([type, values]) => ({ type, values: [...values] }))
    .sort((one, other) => rank(one.type) - rank(other.type))
}

const rank = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : type === 'key' ? -1 : ORDER.length)
