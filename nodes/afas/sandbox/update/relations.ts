import { Refusal } from '../refusal.ts'
import type { Value } from '../database.ts'
import { saveAddresses } from './addresses.ts'
import type { Made, WriteContext } from './context.ts'
import { oneRow, requireFilled, rowsOf, textOf, type Element } from './element.ts'
import { matchRelation, type RelationKind, type RelationRow } from './matching.ts'
import type { Scalar } from './scalar.ts'

type Fields = Record<string, Scalar>

const firstNumber = 100_001
/** How a document wants the relation found and numbered: no property of the relation itself. */
const instructions: readonly string[] = ['MatchOga', 'MatchPer', 'AutoNum', 'PadAdr', 'AddToPortal', 'BcId', 'BcCo']

const kindOf = (element: Element): RelationKind => (element.name === 'KnPerson' ? 'person' : 'organisation')

function nameOf(kind: RelationKind, fields: Fields): string {
  const parts = kind === 'organisation' ? ['Nm'] : [fields['FiNm'] ? 'FiNm' : 'In', 'Is', 'LaNm']
  return parts
    .map((id) => String(fields[id] ?? ''))
    .filter((part) => part !== '')
    .join(' ')
}

function columnsOf(kind: RelationKind, fields: Fields): Record<string, Value> {
  const first = (...ids: readonly string[]): Value => {
    const id = ids.find((one) => (fields[one] ?? null) !== null)
    return id === undefined ? null : String(fields[id])
  }
  return {
    name: nameOf(kind, fields),
    email: first('EmAd', 'EmA2'),
    phone: first('TeNr', 'TeN2'),
    mobile: first('MbNr', 'MbN2'),
    coc: first('CcNr'),
    fiscal: first('FiNr'),
    fields: JSON.stringify(fields),
  }
}

function ownFields(element: Element): Fields {
  return Object.fromEntries(Object.entries(element.fields).filter(([id]) => !instructions.includes(id)))
}

function newNumber(context: WriteContext, element: Element): string {
  const taken = (number: string): boolean =>
    context.db.get('SELECT 1 FROM relation WHERE number = ?', number) !== undefined
  const wanted = textOf(element, 'BcCo')
  if (element.fields['AutoNum'] !== true) {
    if (wanted === '') throw new Refusal('mandatory', { field: 'BcCo' })
    if (taken(wanted)) throw new Refusal('exists', { field: 'BcCo', value: wanted })
    return wanted
  }
  for (;;) {
    const number = String(context.db.next('relation', firstNumber))
    if (!taken(number)) return number
  }
}

function makeRelation(context: WriteContext, element: Element): RelationRow {
  requireFilled(element)
  const kind = kindOf(element)
  if (kind === 'person' && textOf(element, 'LaNm') === '') throw new Refusal('mandatory', { field: 'LaNm' })
  const fields = ownFields(element)
  const number = newNumber(context, element)
  const { address = null, postal = null } = saveAddresses(context, element)
  const columns = columnsOf(kind, fields)
  const made = { ...columns, number, kind, address, postal, created: context.now, modified: context.now }
  const id = context.db.insert('relation', made)
  return { id, number, kind, fields: JSON.stringify(fields) }
}

function changeRelation(context: WriteContext, row: RelationRow, element: Element): void {
  const fields = { ...(JSON.parse(row.fields) as Fields), ...ownFields(element) }
  if (nameOf(row.kind, fields) === '') throw new Refusal('mandatory', { field: row.kind === 'person' ? 'LaNm' : 'Nm' })
  const addresses = saveAddresses(context, element)
  context.db.update('relation', row.id, { ...columnsOf(row.kind, fields), ...addresses, modified: context.now })
}

/** A debtor is found by e-mail: the organisation's own, or else its contact person's. */
export function refreshDebtors(context: WriteContext, relation: number): void {
  context.db.run(
    `UPDATE debtor SET
       contact = (SELECT min(c.id) FROM contact c WHERE c.owner = debtor.relation AND c.kind = 'PRS'),
       email = coalesce(
         (SELECT r.email FROM relation r WHERE r.id = debtor.relation),
         (SELECT coalesce(c.email, p.email) FROM contact c LEFT JOIN relation p ON p.id = c.person
          WHERE c.owner = debtor.relation AND c.kind = 'PRS' ORDER BY c.id LIMIT 1))
     WHERE relation = ? OR relation IN (SELECT owner FROM contact WHERE person = ?)`,
    relation,
    relation,
  )
}

/** Contact persons and delivery addresses of an organisation or person. */
export function addContact(context: WriteContext, owner: RelationRow, element: Element): number {
  requireFilled(element)
  const person = oneRow(element, 'KnPerson')
  const kind = textOf(element, 'ViKc') || (person ? 'PRS' : 'AFD')
  if (kind === 'PRS' && !person) throw new Refusal('mandatory', { field: 'KnPerson' })
  const { address = null } = saveAddresses(context, element)
  const id = context.db.insert('contact', {
    owner: owner.id,
    person: person ? saveRelation(context, person).id : null,
    kind,
    email: textOf(element, 'EmAd') || null,
    address,
    fields: JSON.stringify(element.fields),
    created: context.now,
    modified: context.now,
  })
  refreshDebtors(context, owner.id)
  return id
}

/** Finds the relation that is meant and changes it, or makes it: the match mode decides, not the HTTP method. */
export function saveRelation(context: WriteContext, element: Element): RelationRow {
  const found = matchRelation(context, kindOf(element), element)
  if (found) changeRelation(context, found, element)
  const row = found ?? makeRelation(context, element)
  for (const contact of rowsOf(element, 'KnContact')) addContact(context, row, contact)
  refreshDebtors(context, row.id)
  return row
}

/** Changing one that must exist: `known` is the one that the document hangs under, if any. */
export function updateRelation(context: WriteContext, element: Element, known?: RelationRow): RelationRow {
  const named = (element.fields['BcId'] ?? null) !== null || textOf(element, 'BcCo') !== ''
  const row = named || !known ? matchRelation(context, kindOf(element), element) : known
  if (!row || (known && row.id !== known.id)) {
    const field = named ? 'BcCo' : kindOf(element) === 'person' ? 'MatchPer' : 'MatchOga'
    throw new Refusal('not-found', { field, value: textOf(element, 'BcCo') || textOf(element, field) })
  }
  changeRelation(context, row, element)
  for (const contact of rowsOf(element, 'KnContact')) addContact(context, row, contact)
  refreshDebtors(context, row.id)
  return row
}

export const relations = {
  insert: (context: WriteContext, element: Element): Made => {
    const row = saveRelation(context, element)
    return { BcCo: row.number, BcId: row.id }
  },
  update: (context: WriteContext, element: Element): Made => {
    updateRelation(context, element)
    return {}
  },
  /** POST to the address of its contacts. Profit tells nothing of what it made. */
  insertContacts: (context: WriteContext, element: Element): Made => {
    const row = matchRelation(context, kindOf(element), element)
    if (!row) throw new Refusal('not-found', { field: 'BcCo', value: textOf(element, 'BcCo') })
    const contacts = rowsOf(element, 'KnContact')
    if (contacts.length === 0) throw new Refusal('mandatory', { field: 'KnContact' })
    for (const contact of contacts) addContact(context, row, contact)
    return {}
  },
}

export const contacts = {
  update: (context: WriteContext, element: Element): Made => {
    const id = Number(element.fields['CdId'] ?? 0)
    const row = context.db.get<{ id: number; owner: number; fields: string }>('SELECT * FROM contact WHERE id = ?', id)
    if (!row) throw new Refusal('not-found', { field: 'CdId', value: id })
    const fields = { ...(JSON.parse(row.fields) as Fields), ...element.fields }
    const { address } = saveAddresses(context, element)
    context.db.update('contact', row.id, {
      fields: JSON.stringify(fields),
      email: (fields['EmAd'] ?? null) === null ? null : String(fields['EmAd']),
      modified: context.now,
      ...(address === undefined ? {} : { address }),
    })
    refreshDebtors(context, row.owner)
    return {}
  },
}
