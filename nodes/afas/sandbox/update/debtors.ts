import { Refusal } from '../refusal.ts'
import type { Made, WriteContext } from './context.ts'
import { oneRow, requireFilled, textOf, type Element } from './element.ts'
import type { RelationRow } from './matching.ts'
import { refreshDebtors, saveRelation, updateRelation } from './relations.ts'
import type { Scalar } from './scalar.ts'

const firstNumber = 20_001

interface DebtorRow {
  readonly id: number
  readonly number: string
  readonly relation: number
  readonly fields: string
}

const isBlocked = (fields: Readonly<Record<string, Scalar>>): number =>
  fields['Bl'] === true || fields['BlTl'] === true ? 1 : 0

/** Sales relations: an organisation or a person with the terms it buys on. */
export class Debtors {
  readonly #object: 'KnOrganisation' | 'KnPerson'

  constructor(object: 'KnOrganisation' | 'KnPerson') {
    this.#object = object
  }

  insert(context: WriteContext, element: Element): Made {
    requireFilled(element)
    const sub = oneRow(element, this.#object)
    if (!sub) throw new Refusal('mandatory', { field: this.#object })
    const number = this.#newNumber(context, textOf(element, 'DbId'))
    const relation = saveRelation(context, sub)
    const other = context.db.get<DebtorRow>('SELECT * FROM debtor WHERE relation = ?', relation.id)
    if (other) throw new Refusal('exists', { field: 'DbId', value: other.number })
    const fields = { ...element.fields, DbId: number }
    context.db.insert('debtor', {
      number,
      relation: relation.id,
      contact: null,
      email: null,
      blocked: isBlocked(fields),
      fields: JSON.stringify(fields),
      created: context.now,
      modified: context.now,
    })
    refreshDebtors(context, relation.id)
    return { DbId: number, BcCo: relation.number }
  }

  update(context: WriteContext, element: Element): Made {
    const row = this.#find(context, textOf(element, 'DbId'))
    const fields = { ...(JSON.parse(row.fields) as Record<string, Scalar>), ...element.fields, DbId: row.number }
    const sub = oneRow(element, this.#object)
    // A change of the relation alone leaves the debtor's own date as it was, as in Profit.
    if (Object.keys(element.fields).some((id) => id !== 'DbId')) {
      const changed = { fields: JSON.stringify(fields), blocked: isBlocked(fields), modified: context.now }
      context.db.update('debtor', row.id, changed)
    }
    if (sub) updateRelation(context, sub, this.#relation(context, row))
    return {}
  }

  delete(context: WriteContext, keys: Readonly<Record<string, string>>): void {
    const row = this.#find(context, keys['DbId'] ?? '')
    const used = context.db.get('SELECT 1 FROM document WHERE debtor = ? LIMIT 1', row.number)
    if (used) throw new Refusal('in-use', { value: row.number })
    context.db.run('DELETE FROM debtor WHERE id = ?', row.id)
  }

  #find(context: WriteContext, number: string): DebtorRow {
    if (number === '') throw new Refusal('mandatory', { field: 'DbId' })
    const kind = this.#object === 'KnPerson' ? 'person' : 'organisation'
    const row = context.db.get<DebtorRow>(
      'SELECT d.* FROM debtor d JOIN relation r ON r.id = d.relation WHERE d.number = ? AND r.kind = ?',
      number,
      kind,
    )
    if (!row) throw new Refusal('not-found', { field: 'DbId', value: number })
    return row
  }

  #relation(context: WriteContext, row: DebtorRow): RelationRow {
    return context.db.get<RelationRow>('SELECT * FROM relation WHERE id = ?', row.relation) as RelationRow
  }

  #newNumber(context: WriteContext, wanted: string): string {
    const taken = (number: string): boolean =>
      context.db.get('SELECT 1 FROM debtor WHERE number = ?', number) !== undefined
    if (wanted !== '') {
      if (taken(wanted)) throw new Refusal('exists', { field: 'DbId', value: wanted })
      return wanted
    }
    for (;;) {
      const number = String(context.db.next('debtor', firstNumber))
      if (!taken(number)) return number
    }
  }
}
