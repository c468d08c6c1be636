import type { Parked } from '../api/shapes.ts'

/** Records parked for the same cause at the same place: one sentence, one advice, one button. */
export interface ParkedGroup {
  id: string
  message: string
  advice: string | undefined
  code: string
  flow: string
  node: string
  run: string
  /** It tries again by itself; a person need not do anything. */
  byItself: boolean
  nextAt: string | undefined
  items: Parked[]
}

/**
 * Groups by flow, node, code and sentence, where the sentence leaves out what belongs to one record: its key. The
 * largest group comes first, what retries by itself last.
 */
export function groupParked(items: readonly Parked[]): ParkedGroup[] {
  const groups = new Map<string, ParkedGroup>()
  for (const item of items) {
    const byItself = typeof item.retryAt === 'string'
    const id = [item.flow, item.node, item.problem.code, byItself, withoutKey(item.problem.message, item.key)].join('|')
    const group = groups.get(id) ?? groupOf(id, item, byItself)
    group.items.push(item)
    if (byItself && (group.nextAt === undefined || (item.retryAt ?? '') < group.nextAt))
      group.nextAt = item.retryAt ?? undefined
    groups.set(id, group)
  }
  return [...groups.values()].sort(
    (one, other) => Number(one.byItself) - Number(other.byItself) || other.items.length - one.items.length,
  )
}

function groupOf(id: string, item: Parked, byItself: boolean): ParkedGroup {
  return {
    id,
    message: item.problem.message,
    advice: item.problem.advice,
    code: item.problem.code,
    flow: item.flow,
    node: item.node,
    run: item.run,
    byItself,
    nextAt: undefined,
    items: [],
  }
}

/** Neither the record's key nor how many more fields went wrong makes another cause. */
function withoutKey(message: string, key: string): string {
  const general = message.replace(/\s*\(and \d+ more[^)]*\)/, '')
  return key === '' ? general : general.replaceAll(key, '…')
}

/** The earliest moment anything was parked. */
export function oldestOf(items: readonly Parked[]): string | undefined {
  return items.map((item) => item.parkedAt).sort()[0]
}
