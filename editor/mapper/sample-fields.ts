import type { Field } from '../../nodes/sdk/connector.ts'

/** The sample record as a person sees it: what stands at a path, what is below it, in short words. */

export interface SampleField {
  /** The step as it is typed: back-ticks where the name needs them. */
  name: string
  value: unknown
}

const PLAIN_NAME = /^[\p{L}_][\p{L}0-9_]*$/u
const KEYWORDS = new Set(['and', 'or', 'in', 'function', 'true', 'false', 'null'])

export const asStep = (name: string) => (PLAIN_NAME.test(name) && !KEYWORDS.has(name) ? name : `\`${name}\``)

/** What stands at `steps`; lists are looked through, as JSONata does: the values of all items. */
export function valueAt(sample: unknown, steps: readonly string[]): unknown {
  let current: unknown = sample
  for (const step of steps) {
    if (Array.isArray(current)) {
      const found = current.flatMap((item: unknown) => {
        const value = property(item, step)
        return value === undefined ? [] : value
      })
      current = found.length === 0 ? undefined : found.length === 1 ? found[0] : found
    } else current = property(current, step)
    if (current === undefined) return undefined
  }
  return current
}

/** The fields below `steps`, each with its value on the sample. Items of a list are taken together. */
export function fieldsBelow(sample: unknown, steps: readonly string[]): SampleField[] {
  const parent = valueAt(sample, steps)
  const items: unknown[] = Array.isArray(parent) ? parent : [parent]
  const names = new Set<string>()
  for (const item of items.slice(0, 50)) if (isObject(item)) for (const name of Object.keys(item)) names.add(name)
  return [...names].map((name) => ({ name: asStep(name), value: valueAt(parent, [name]) }))
}

/** Fields that are told beforehand and that this sample does not have: `found.HsCode` behind a look-up that has not run. */
export function absentFields(sample: unknown, added: readonly Field[]): readonly Field[] {
  return added.filter(({ path }) => valueAt(sample, stepsOf(path)) === undefined)
}

/** Names of added fields right below `steps` that the sample does not have. */
export function absentBelow(sample: unknown, added: readonly Field[], steps: readonly string[]): readonly Field[] {
  const depth = steps.length
  const names = new Set<string>()
  return absentFields(sample, added).flatMap((field) => {
    const own = stepsOf(field.path)
    const name = own[depth]
    if (name === undefined || names.has(name) || !steps.every((step, at) => step === own[at])) return []
    if (valueAt(sample, own.slice(0, depth + 1)) !== undefined) return []
    names.add(name)
    return [{ ...field, path: asStep(name), ...(own.length > depth + 1 ? { type: 'object' as const } : {}) }]
  })
}

/** `found.metafields.`koppel.mark`` -> its steps. */
function stepsOf(path: string): readonly string[] {
  return (path.match(/`[^`]*`|[^.`]+/g) ?? []).map((step) => step.replaceAll('`', ''))
}

export interface TreeRow {
  id: string
  steps: readonly string[]
  /** What is inserted when the row is dragged or chosen. */
  path: string
  name: string
  depth: number
  value: unknown
  children: number
}

/** The source tree, flat: only rows whose parents are open. A search shows every row that matches, with its parents. */
export function treeRows(sample: unknown, opened: ReadonlySet<string>, search: string): TreeRow[] {
  const rows: TreeRow[] = []
  const wanted = search.trim().toLowerCase()
  const visit = (value: unknown, steps: readonly string[], path: string, depth: number): boolean => {
    let any = false
    for (const child of childrenOf(value, path)) {
      const row: TreeRow = {
        ...child,
        steps: [...steps, child.name],
        depth,
        children: childrenOf(child.value, child.path).length,
      }
      const at = rows.push(row) - 1
      const matches = wanted === '' || `${row.path} ${shortValue(row.value)}`.toLowerCase().includes(wanted)
      const goesOn = depth < 7 && (wanted !== '' || opened.has(row.id))
      const below = goesOn && visit(row.value, row.steps, row.path, depth + 1)
      if (wanted !== '' && !matches && !below) rows.splice(at)
      else any = true
    }
    return any
  }
  visit(sample, [], '', 0)
  return rows
}

function childrenOf(value: unknown, path: string): { id: string; path: string; name: string; value: unknown }[] {
  if (Array.isArray(value)) {
    return value.slice(0, 100).map((item: unknown, index) => {
      const own = `${path}[${String(index)}]`
      return { id: own, path: own, name: `[${String(index)}]`, value: item }
    })
  }
  if (!isObject(value)) return []
  return Object.entries(value).map(([name, item]) => {
    const own = path === '' ? asStep(name) : `${path}.${asStep(name)}`
    return { id: own, path: own, name, value: item }
  })
}

/** One line for a value: text in quotes, lists and objects as JSON, cut. */
export function shortValue(value: unknown, limit = 120): string {
  if (value === undefined) return ''
  const text = JSON.stringify(value)
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}

/** The value as the target shows it: text bare, the rest as JSON. */
export function plainValue(value: unknown, limit = 160): string {
  if (typeof value !== 'string') return shortValue(value, limit)
  return value.length > limit ? `${value.slice(0, limit - 1)}…` : value
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const property = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
