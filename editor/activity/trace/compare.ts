import { isObject } from '../../mapper/sample-fields.ts'

/** One leaf of two versions of a record: how a step changed it. */
export interface Change {
  path: string
  kind: 'same' | 'changed' | 'added' | 'removed'
  before: unknown
  after: unknown
}

const LIMIT = 4_000

/** All leaves of both sides, in the order of the first and then what is new in the second. */
export function compare(before: unknown, after: unknown): Change[] {
  const left = leaves(before)
  const right = leaves(after)
  const changes: Change[] = []
  for (const [path, value] of left) {
    if (!right.has(path)) changes.push({ path, kind: 'removed', before: value, after: undefined })
    else
      changes.push({
        path,
        kind: same(value, right.get(path)) ? 'same' : 'changed',
        before: value,
        after: right.get(path),
      })
  }
  for (const [path, value] of right)
    if (!left.has(path)) changes.push({ path, kind: 'added', before: undefined, after: value })
  return changes
}

/** Every leaf with its path: `lineItems[0].sku`. An empty list or object is a leaf too. */
export function leaves(value: unknown): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const visit = (part: unknown, path: string) => {
    if (found.size >= LIMIT) return
    if (Array.isArray(part) && part.length > 0)
      part.forEach((item: unknown, index) => visit(item, `${path}[${String(index)}]`))
    else if (isObject(part) && Object.keys(part).length > 0) {
      for (const [name, item] of Object.entries(part)) visit(item, path === '' ? name : `${path}.${name}`)
    } else if (part !== undefined) found.set(path, part)
  }
  visit(value, '')
  return found
}

const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other)
