import type { Comparator, Search } from './parse.ts'

type Term = Extract<Search, { kind: 'term' }>
type Value = string | number

export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

/** What a filter means in the store; undefined when its value makes no sense for it. */
export type Filter = (term: Term) => Condition | undefined

const operators: Readonly<Record<Comparator, string>> = { ':': '=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' }

const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Whole value, any case, or what it begins with. */
export function textFilter(column: string): Filter {
  return ({ value, prefix, comparator }) => {
    if (comparator !== ':') return { sql: `${column} ${operators[comparator]} ?`, values: [value] }
    if (value === '*') return { sql: `${column} IS NOT NULL AND ${column} <> ''`, values: [] }
    const text = value.toLowerCase()
    if (prefix) return { sql: `lower(${column}) LIKE ? ESCAPE '\\'`, values: [`${likeText(text)}%`] }
    return { sql: `lower(${column}) = ?`, values: [text] }
  }
}

/** SKUs and e-mails are split into words: `sku:KOF` also finds KOF-0001. Callers must compare again. */
export function wordsFilter(column: string): Filter {
  return ({ value, prefix }) => {
    const text = likeText(value.toLowerCase())
    if (prefix) return { sql: `lower(${column}) LIKE ? ESCAPE '\\'`, values: [`${text}%`] }
    // A range and not LIKE, so that the index helps: a hundred SKUs at once in a shop of fifty thousand.
    const whole = value.toLowerCase()
    const longer = `(lower(${column}) >= ? AND lower(${column}) < ?)`
    return { sql: `(lower(${column}) = ? OR ${longer})`, values: [whole, `${whole}-`, `${whole}.`] }
  }
}

/** `wholeDays`: the index of this list only knows days. `:>` counts the moment itself in, as Shopify's does. */
export function dateFilter(column: string, wholeDays = false): Filter {
  return ({ value, comparator }) => {
    const dateOnly = /^\d{4}-\d{2}-\d{2}$/.test(value)
    const zoned = dateOnly || /(Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`
    const at = Date.parse(zoned)
    if (Number.isNaN(at)) return undefined
    const day = 86_400_000
    const floor = wholeDays || dateOnly ? Math.floor(at / day) * day : at
    if (comparator === ':') {
      const span = wholeDays || dateOnly ? day : 1000
      return { sql: `(${column} >= ? AND ${column} < ?)`, values: [floor, floor + span] }
    }
    if (comparator === '>' || comparator === '>=') return { sql: `${column} >= ?`, values: [floor] }
    return { sql: `${column} ${comparator} ?`, values: [floor] }
  }
}

export function numberFilter(column: string, toStored: (given: number) => number = (given) => given): Filter {
  return ({ value, comparator }) => {
    const given = Number(/(\d+)$/.exec(value)?.[1] ?? Number.NaN)
    return Number.isNaN(given) ? undefined : { sql: `${column} ${operators[comparator]} ?`, values: [toStored(given)] }
  }
}

export function flagFilter(column: string): Filter {
  return ({ value }) => ({ sql: `${column} = ?`, values: [/^(true|1|yes)$/i.test(value) ? 1 : 0] })
}

/** A list kept as one text with a line break before and after each entry. */
export function memberFilter(column: string, without = false): Filter {
  return ({ value, prefix }) => {
    const sql = `${column} ${without ? 'NOT LIKE' : 'LIKE'} ? ESCAPE '\\'`
    return { sql, values: [`%\n${likeText(value.toLowerCase())}${prefix ? '%' : '\n%'}`] }
  }
}

/** Named values: `status:open` and the like; an unknown one finds nothing. */
export function choiceFilter(choices: Readonly<Record<string, string>>): Filter {
  return ({ value }) => ({ sql: choices[value.toLowerCase()] ?? '0', values: [] })
}

export const storedList = (list: readonly string[]): string =>
  list.length === 0 ? '' : `\n${list.map((one) => one.toLowerCase()).join('\n')}\n`

export interface Filters {
  readonly known: Readonly<Record<string, Filter>>
  /** Filters made on the way, as `metafields.ns.key`. */
  readonly other?: (field: string) => Filter | undefined
  /** Where a word without a filter is looked for. */
  readonly words: readonly string[]
}

export interface Compiled {
  readonly condition: Condition | undefined
  readonly warnings: readonly { readonly field: string; readonly message: string; readonly code: string }[]
}

/** A search as a condition on the store. What Shopify does not know it passes over, with a warning. */
export function compileSearch(search: Search | undefined, filters: Filters): Compiled {
  const warnings: { field: string; message: string; code: string }[] = []
  const visit = (node: Search): Condition | undefined => {
    if (node.kind === 'not') {
      const part = visit(node.part)
      return part && { sql: `NOT coalesce((${part.sql}), 0)`, values: part.values }
    }
    if (node.kind === 'term') return term(node)
    const parts = node.parts.map(visit).filter((one) => one !== undefined)
    if (parts.length === 0) return undefined
    const sql = parts.map((one) => `(${one.sql})`).join(node.kind === 'and' ? ' AND ' : ' OR ')
    return { sql, values: parts.flatMap((one) => one.values) }
  }
  const term = (node: Term): Condition | undefined => {
    if (node.field === undefined) {
      const any = filters.words.map((column) => `lower(${column}) LIKE ? ESCAPE '\\'`)
      const text = `%${likeText(node.value.toLowerCase())}%`
      return { sql: any.join(' OR '), values: any.map(() => text) }
    }
    const known = Object.hasOwn(filters.known, node.field) ? filters.known[node.field] : filters.other?.(node.field)
    if (!known) {
      warnings.push({ field: node.field, message: 'Invalid search field for this query.', code: 'invalid_field' })
      return undefined
    }
    const condition = known(node)
    if (!condition) {
      warnings.push({ field: node.field, message: `Input \`${node.value}\` is not valid.`, code: 'invalid_value' })
      return undefined
    }
    return condition
  }
  return { condition: search && visit(search), warnings }
}
