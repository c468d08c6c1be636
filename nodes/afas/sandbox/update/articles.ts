import { groupWords } from '../../../sdk/sandbox/world-names.ts'
import { Refusal } from '../refusal.ts'
import type { Value } from '../database.ts'
import { saveFiles, withoutFiles } from './article-parts.ts'
import type { Made, WriteContext } from './context.ts'
import { requireFilled, textOf, type Element } from './element.ts'
import type { Scalar } from './scalar.ts'

interface ArticleRow {
  readonly id: number
  readonly code: string
  readonly fields: string
}

/** Which column a field of the document fills. */
const columns: Readonly<Record<string, string>> = {
  Ds: 'description',
  DsEx: 'extra',
  BiUn: 'unit',
  Grp: 'grp',
  VaRc: 'vat_group',
  SaPrice: 'price',
  CsPrice: 'cost',
  BaCo: 'barcode',
  NeWe: 'weight',
  Bl: 'blocked',
  StD1: 'dimension1',
  StD2: 'dimension2',
}

const plain = (value: Scalar): Value => (typeof value === 'boolean' ? Number(value) : value)

function sentColumns(element: Element): Record<string, Value> {
  const row: Record<string, Value> = {}
  for (const [id, column] of Object.entries(columns)) {
    const value = element.fields[id]
    if (value !== undefined) row[column] = plain(value)
  }
  if ('blocked' in row) row['blocked'] ??= 0
  return row
}

function checkGroup(element: Element): void {
  const group = textOf(element, 'Grp')
  if (group !== '' && !groupWords.some((one) => one.code === group)) {
    throw new Refusal('not-found', { field: 'Grp', value: group })
  }
}

export const articles = {
  insert: (context: WriteContext, element: Element): Made => {
    requireFilled(element)
    checkGroup(element)
    const code = textOf(element, 'ItCd')
    if (code === '') throw new Refusal('mandatory', { field: 'ItCd' })
    if (context.db.get('SELECT 1 FROM article WHERE code = ?', code)) {
      throw new Refusal('exists', { field: 'ItCd', value: code })
    }
    const filled = { description: code, vat_group: '1', price: 0, blocked: 0, ...sentColumns(element) }
    const fields = JSON.stringify(withoutFiles(element.fields))
    context.db.insert('article', { ...filled, code, fields, created: context.now, modified: context.now })
    saveFiles(context, code, element)
    return { ItCd: code }
  },

  update: (context: WriteContext, element: Element): Made => {
    checkGroup(element)
    const code = textOf(element, 'ItCd')
    const row = context.db.get<ArticleRow>('SELECT * FROM article WHERE code = ?', code)
    if (!row) throw new Refusal('not-found', { field: 'ItCd', value: code })
    const fields = { ...(JSON.parse(row.fields) as Record<string, Scalar>), ...withoutFiles(element.fields) }
    const changed = { ...sentColumns(element), fields: JSON.stringify(fields), modified: context.now }
    context.db.update('article', row.id, changed)
    saveFiles(context, row.code, element)
    return {}
  },
}
