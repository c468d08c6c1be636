import type { Trace } from './trace-shapes.ts'

export interface KeyGroup {
  type: string
  values: string[]
}

const ORDER = ['key', 'order', 'document', 'debtor', 'tracking', 'sku', 'email']

/** All a record is known by, one group a type. What was written for it stands with its own kind, and nowhere twice. */
export function keyGroups(trace: Pick<Trace, 'key' | 'keys' | 'effects'>): KeyGroup[] {
  const written = new Map<string, string>()
  for (const { target, operation } of trace.effects) {
    if (target !== undefined && !isAddress(target.id))
      written.set(target.id, operation === 'debtor' ? 'debtor' : 'document')
  }
  const groups = new Map<string, Set<string>>()
  const add = (type: string, value: string) => groups.set(type, (groups.get(type) ?? new Set<string>()).add(value))
  if (!trace.keys.some((key) => key.value === trace.key)) add('key', trace.key)
  for (const key of trace.keys) if (!written.has(key.value) && !isAddress(key.value)) add(key.type, key.value)
  for (const [value, type] of written) add(type, value)
  return [...groups]
    .map(([type, values]) => ({ type, values: [...values] }))
    .sort((one, other) => rank(one.type) - rank(other.type))
}

/** Ids that are addresses (gid://…) are for machines. */
const isAddress = (value: string) => value.includes('://')
const rank = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length)
