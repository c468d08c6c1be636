import type { Difference } from '../../nodes/sdk/write.ts'

/** Differences shown at most: beyond, a person reads the documents side by side. */
const MOST = 200

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What sending `after` would change in `before`, field by field. Only fields that are sent count: what the target
 * has beyond them stays as it is.
 */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (isObject(after)) {
    const old = isObject(before) ? before : {}
    return Object.keys(after)
      .flatMap((name) => differences(old[name], after[name], path ? `${path}.${name}` : name))
      .slice(0, MOST)
  }
  if (Array.isArray(after)) {
    const old = Array.isArray(before) ? before : []
    const found = after.flatMap((item, i) => differences(old[i], item, `${path}[${i}]`))
    if (old.length > after.length) {
      for (let i = after.length; i < old.length; i += 1) {
        found.push({ path: `${path}[${i}]`, before: old[i], after: undefined })
      }
    }
    return found.slice(0, MOST)
  }
  return same(before, after) ? [] : [{ path, before, after }]
}

/** Systems give numbers back as text and empty fields as null: neither is a difference. */
function same(before: unknown, after: unknown): boolean {
  if (before === after) return true
  const empty = (value: unknown): boolean => value === undefined || value === null || value === ''
  if (empty(before) && empty(after)) return true
  if (typeof before === typeof after || empty(before) || empty(after)) return false
  return String(before) === String(after)
}
