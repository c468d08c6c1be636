import type { Value } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { WriteContext } from './context.ts'
import { textOf, type Element } from './element.ts'

export type RelationKind = 'organisation' | 'person'

export interface RelationRow {
  readonly id: number
  readonly number: string
  readonly kind: RelationKind
  readonly fields: string
}

/** What a match mode compares: field codes of which all must be filled and equal. `new`: never matches. */
type Mode = 'number' | 'new' | 'address' | 'postal' | readonly string[]

const personName: readonly string[] = ['LaNm', 'Is', 'In', 'ViGe']

const modes: Readonly<Record<RelationKind, Readonly<Record<string, Mode>>>> = {
  organisation: { 0: 'number', 1: ['CcNr'], 2: ['FiNr'], 3: ['Nm'], 4: 'address', 5: 'postal', 6: 'new', 9: 'new' },
  person: {
    0: 'number',
    1: ['SoSe'],
    2: personName,
    3: [...personName, 'EmAd'],
    4: [...personName, 'MbNr'],
    5: [...personName, 'TeNr'],
    6: [...personName, 'DaBi'],
    7: 'new',
    9: 'new',
  },
}

const matchField = { organisation: 'MatchOga', person: 'MatchPer' } as const

function byNumber(context: WriteContext, kind: RelationKind, element: Element): RelationRow[] {
  const id = element.fields['BcId'] ?? null
  const number = textOf(element, 'BcCo')
  if (id === null && number === '') return []
  return id === null
    ? context.db.all<RelationRow>('SELECT * FROM relation WHERE kind = ? AND number = ?', kind, number)
    : context.db.all<RelationRow>('SELECT * FROM relation WHERE kind = ? AND id = ?', kind, Number(id))
}

/** A field that was left out compares as empty, except the first, which must say something. */
function byFields(
  context: WriteContext,
  kind: RelationKind,
  element: Element,
  fields: readonly string[],
): RelationRow[] {
  const first = fields[0] ?? ''
  if (textOf(element, first) === '') throw new Refusal('mandatory', { field: first })
  const conditions = fields.map((id) => `ifnull(json_extract(fields, '$.${id}'), '') = ? COLLATE NOCASE`)
  const values: Value[] = fields.map((id) => textOf(element, id))
  return context.db.all<RelationRow>(
    `SELECT * FROM relation WHERE kind = ? AND ${conditions.join(' AND ')} LIMIT 2`,
    kind,
    ...values,
  )
}

function byAddress(
  context: WriteContext,
  kind: RelationKind,
  element: Element,
  column: 'address' | 'postal',
): RelationRow[] {
  const row = element.objects[column === 'address' ? 'KnBasicAddressAdr' : 'KnBasicAddressPad']?.[0]
  if (!row) throw new Refusal('mandatory', { field: 'Ad' })
  const number = row.fields['HmNr']
  return context.db.all<RelationRow>(
    `SELECT r.* FROM relation r JOIN address a ON a.id = r.${column}
     WHERE r.kind = ? AND a.street = ? COLLATE NOCASE AND a.number IS ? AND a.postal_code = ? LIMIT 2`,
    kind,
    textOf(row, 'Ad'),
    typeof number === 'number' ? number : null,
    textOf(row, 'ZpCd'),
  )
}

/** The relation that a document means by its match mode; none means that a new one is wanted. */
export function matchRelation(context: WriteContext, kind: RelationKind, element: Element): RelationRow | undefined {
  const field = matchField[kind]
  const code = textOf(element, field) || '0'
  const mode = modes[kind][code]
  if (mode === undefined || mode === 'new') return undefined
  const found =
    mode === 'number'
      ? byNumber(context, kind, element)
      : mode === 'address' || mode === 'postal'
        ? byAddress(context, kind, element, mode)
        : byFields(context, kind, element, mode)
  if (found.length > 1) throw new Refusal('ambiguous', { field, value: code })
  return found[0]
}
