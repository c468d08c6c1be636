import { Refusal } from '../refusal.ts'

/** One comparison as it was asked, before anybody looked whether the field exists. */
export interface Condition {
  readonly field: string
  readonly operator: number
  readonly value: string
}

export interface GetQuery {
  readonly skip: number
  readonly take: number
  readonly order: readonly { readonly field: string; readonly descending: boolean }[]
  /** Groups are alternatives, the conditions of a group hold together. */
  readonly filter: readonly (readonly Condition[])[]
}

const lastOperator = 15

const groupsOf = (text: string): string[][] => text.split(';').map((group) => group.split(','))

function readOperator(text: string): number {
  const operator = Number(text)
  if (!Number.isInteger(operator) || operator < 1 || operator > lastOperator) {
    throw new Refusal('invalid', { field: 'operatortypes', value: text })
  }
  return operator
}

/** Fields, values and operators are lists that go together place by place: `,` is and, `;` is or. */
function readShortFilter(fields: string, values: string, operators: string | null): Condition[][] {
  const valueGroups = groupsOf(values)
  const operatorGroups = operators === null || operators === '' ? undefined : groupsOf(operators)
  return groupsOf(fields).map((group, i) => {
    const ownValues = valueGroups[i]
    const ownOperators = operatorGroups?.[i]
    if (!ownValues || ownValues.length !== group.length)
      throw new Refusal('invalid', { field: 'filtervalues', value: values })
    if (operatorGroups && ownOperators?.length !== group.length) {
      throw new Refusal('invalid', { field: 'operatortypes', value: operators })
    }
    return group.map((field, j) => ({
      field: field.trim(),
      operator: readOperator(ownOperators?.[j] ?? '1'),
      value: ownValues[j] ?? '',
    }))
  })
}

type Plain = Readonly<Record<string, unknown>>
const asList = (value: unknown): Plain[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) as Plain[]

/** Values are text; numbers and booleans are taken as such. */
function textIn(field: Plain, name: string, otherwise: string): string {
  const value = field[name] ?? otherwise
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Refusal('invalid', { field: name, value })
}

/** `{ Filters: { Filter: [{ Field: [{ "@FieldId", "@OperatorType", "#text" }] }] } }`; lists of one may go without brackets. */
function readJsonFilter(text: string): Condition[][] {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal('invalid', { field: 'filterjson', value: text })
  }
  const filters = (body as { Filters?: { Filter?: unknown } } | null)?.Filters?.Filter
  if (filters === undefined) throw new Refusal('invalid', { field: 'filterjson', value: text })
  return asList(filters).map((filter) =>
    asList(filter['Field']).map((field) => ({
      field: textIn(field, '@FieldId', ''),
      operator: readOperator(textIn(field, '@OperatorType', '1')),
      value: textIn(field, '#text', ''),
    })),
  )
}

function readWhole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null || text === '') return otherwise
  const number = Number(text)
  if (!Number.isInteger(number) || number < -1) throw new Refusal('invalid', { field: name, value: text })
  return number
}

/** -1 with -1 is everything; -1 with a real number on the other side is a mistake that Profit answers unfriendly. */
function readPage(query: URLSearchParams): { skip: number; take: number } {
  const skip = readWhole(query, 'skip', 0)
  const take = readWhole(query, 'take', 100)
  if (skip === -1 && (take === -1 || !query.get('take'))) return { skip: 0, take: -1 }
  if (skip === -1 || take === -1) throw new Refusal('unexpected')
  return { skip, take }
}

/** Names of parameters are found without regard to case. */
function readParameters(search: string): URLSearchParams {
  const given = new URLSearchParams(search)
  return new URLSearchParams([...given].map(([name, value]): [string, string] => [name.toLowerCase(), value]))
}

export function readGetQuery(search: string): GetQuery {
  const query = readParameters(search)
  const fields = query.get('filterfieldids') ?? ''
  const json = query.get('filterjson') ?? ''
  const order = (query.get('orderbyfieldids') ?? '').split(',').map((one) => one.trim())
  const filter = [
    ...(fields === '' ? [] : readShortFilter(fields, query.get('filtervalues') ?? '', query.get('operatortypes'))),
    ...(json === '' ? [] : readJsonFilter(json)),
  ]
  return {
    ...readPage(query),
    order: order
      .filter((one) => one !== '')
      .map((one) => ({ field: one.replace(/^[-+]/, ''), descending: one.startsWith('-') })),
    filter: filter.filter((group) => group.length > 0),
  }
}
