/** The comparisons of a get-connector, by what they mean. */
export const OPERATORS = {
  equals: '1',
  'at-least': '2',
  'at-most': '3',
  above: '4',
  below: '5',
  contains: '6',
  'not-equals': '7',
  empty: '8',
  'not-empty': '9',
  'starts-with': '10',
  'ends-with': '13',
} as const
export type Operator = keyof typeof OPERATORS

export interface Condition {
  readonly field: string
  readonly operator: Operator
  readonly value: string | number | boolean
}
/** Groups are alternatives; the conditions in a group hold together. */
export type Filter = readonly (readonly Condition[])[]

/** What AFAS takes in a query string, its question mark included; beyond it answers 404. */
export const MAX_QUERY = 2049

/**
 * The filter as query parameters. Commas and semicolons join conditions in the short form and cannot be escaped
 * there, so values that hold one (and empty ones) are sent as JSON.
 */
export function filterQuery(filter: Filter): string {
  const groups = filter.filter((group) => group.length > 0)
  if (groups.length === 0) return ''
  const plain = groups.every((group) => group.every((condition) => isPlain(valueOf(condition))))
  return plain ? shortForm(groups) : `filterjson=${encodeURIComponent(jsonForm(groups))}`
}

/** Dates leave as Amsterdam local time, without the Z that AFAS shows but does not mean. */
export function valueOf(condition: Condition): string {
  if (condition.operator === 'empty' || condition.operator === 'not-empty') return '[is leeg]'
  const text = String(condition.value)
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? text.slice(0, -1) : text
}

function isPlain(value: string): boolean {
  return value !== '' && !/[,;]/.test(value)
}

function shortForm(groups: Filter): string {
  const join = (part: (condition: Condition) => string): string =>
    groups.map((group) => group.map((condition) => encodeURIComponent(part(condition))).join(',')).join(';')
  const fields = join((condition) => condition.field)
  const values = join(valueOf)
  return `filterfieldids=${fields}&filtervalues=${values}&operatortypes=${join((condition) => OPERATORS[condition.operator])}`
}

function jsonForm(groups: Filter): string {
  const Filter = groups.map((group, index) => ({
    '@FilterId': `F${index + 1}`,
    Field: group.map((condition) => ({
      '@FieldId': condition.field,
      '@OperatorType': OPERATORS[condition.operator],
      '#text': valueOf(condition),
    })),
  }))
  return JSON.stringify({ Filters: { Filter } })
}

/**
 * Cuts the values of a look-up into as few groups as fit the length of a query. `query` gives the whole query string
 * for some values.
 */
export function chunksThatFit(values: readonly string[], query: (values: readonly string[]) => string): string[][] {
  const chunks: string[][] = []
  let current: string[] = []
  for (const value of values) {
    const longer = [...current, value]
    if (current.length > 0 && query(longer).length > MAX_QUERY) {
      chunks.push(current)
      current = [value]
    } else {
      current = longer
    }
  }
  if (current.length > 0) chunks.push(current)
  return chunks
}
