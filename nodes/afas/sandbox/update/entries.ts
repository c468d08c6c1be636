import { accounts, type Listed } from '../lists.ts'
import { Refusal } from '../refusal.ts'
import type { Made, WriteContext } from './context.ts'
import { requireFilled, rowsOf, textOf, type Element } from './element.ts'
import type { Scalar } from './scalar.ts'
import { cents } from './totals.ts'

const mostLines = 1000
const firstNumber = 48_001

const amount = (element: Element, id: string): number => {
  const value = element.fields[id]
  return typeof value === 'number' ? value : 0
}

const accountOf = (code: string): (typeof accounts)[number] | undefined => accounts.find((one) => one.code === code)

/** 1 is an account of the ledger, 2 a debtor; creditors are not in this environment. */
function checkAccount(context: WriteContext, line: Element): void {
  const kind = textOf(line, 'VaAs')
  const code = textOf(line, 'AcNr')
  if (kind === '1' && accountOf(code)) return
  if (kind === '2' && context.db.get('SELECT 1 FROM debtor WHERE number = ?', code)) return
  throw new Refusal('not-found', { field: 'AcNr', value: code })
}

/** Accounts with axes want to know which cost centre the amount is for. */
function checkDimensions(line: Element): void {
  const rows = rowsOf(line, 'FiDimEntries')
  for (const row of rows) requireFilled(row)
  const account = textOf(line, 'VaAs') === '1' ? accountOf(textOf(line, 'AcNr')) : undefined
  if (account?.axes !== true) return
  if (rows.length === 0) throw new Refusal('dimension', { field: 'V1Cd', value: account.code })
  const spread = rows.reduce((sum, row) => sum + cents(amount(row, 'AmDe')) - cents(amount(row, 'AmCr')), 0)
  const own = cents(amount(line, 'AmDe')) - cents(amount(line, 'AmCr'))
  if (spread !== own) throw new Refusal('unbalanced', { value: account.code })
}

/** Periods and journals that an administrator closed; kept as settings, so that a person can close them here too. */
function checkOpen(context: WriteContext, element: Element): void {
  const closed = (name: string): string[] => JSON.parse(context.db.setting(name) ?? '[]') as string[]
  const period = `${textOf(element, 'Year')}-${textOf(element, 'Peri').padStart(2, '0')}`
  if (closed('closedPeriods').includes(period)) throw new Refusal('closed-period', { value: period })
  const journal = textOf(element, 'JoCo')
  if (closed('lockedJournals').includes(journal)) throw new Refusal('locked-journal', { value: journal })
}

function checkBalance(lines: readonly Element[]): void {
  const sum = lines.reduce((total, line) => total + cents(amount(line, 'AmDe')) - cents(amount(line, 'AmCr')), 0)
  if (sum !== 0) throw new Refusal('unbalanced', { value: (Math.abs(sum) / 100).toFixed(2) })
}

function fieldsWithDimensions(line: Element): Record<string, Scalar | object> {
  const rows = rowsOf(line, 'FiDimEntries')
  return rows.length === 0 ? line.fields : { ...line.fields, FiDimEntries: rows.map((row) => row.fields) }
}

function addEntryLine(context: WriteContext, document: number, sequence: number, line: Element): void {
  const booked = cents(amount(line, 'AmDe')) - cents(amount(line, 'AmCr'))
  context.db.insert('line', {
    document,
    sequence,
    guid: `{${document}-${sequence}}`,
    item_type: textOf(line, 'VaAs'),
    item: textOf(line, 'AcNr'),
    warehouse: null,
    dimension1: '',
    dimension2: '',
    quantity: 0,
    delivered: 0,
    price: 0,
    discount: 0,
    amount: booked,
    vat_group: textOf(line, 'VaId') || null,
    vat_rate: 0,
    fields: JSON.stringify(fieldsWithDimensions(line)),
    created: context.now,
    modified: context.now,
  })
}

const isKnown = (list: readonly Listed[], code: string): boolean => list.some((one) => one.code === code)

/** Financial entries: what is booked balances, in an open period and journal. */
export class Entries {
  readonly #vatCodes: readonly Listed[]

  constructor(vatCodes: readonly Listed[]) {
    this.#vatCodes = vatCodes
  }

  insert(context: WriteContext, element: Element): Made {
    requireFilled(element)
    checkOpen(context, element)
    const lines = rowsOf(element, 'FiEntries')
    if (lines.length === 0) throw new Refusal('mandatory', { field: 'FiEntries' })
    if (lines.length > mostLines) throw new Refusal('too-many', { field: 'FiEntries', length: mostLines })
    for (const line of lines) this.#checkLine(context, line)
    checkBalance(lines)
    const number = context.db.next('FiEntries', firstNumber)
    const id = this.#insertHeader(context, element, lines, number)
    for (const [index, line] of lines.entries()) addEntryLine(context, id, index + 1, line)
    const invoice = lines.map((line) => textOf(line, 'InId')).find((one) => one !== '')
    return { EnNo: number, UnId: element.fields['UnId'] ?? 1, ...(invoice === undefined ? {} : { InId: invoice }) }
  }

  #checkLine(context: WriteContext, line: Element): void {
    requireFilled(line)
    checkAccount(context, line)
    checkDimensions(line)
    const vat = textOf(line, 'VaId')
    if (vat !== '' && !isKnown(this.#vatCodes, vat)) throw new Refusal('not-found', { field: 'VaId', value: vat })
  }

  #insertHeader(context: WriteContext, element: Element, lines: readonly Element[], number: number): number {
    const debtor = lines.find((line) => textOf(line, 'VaAs') === '2')
    const unit = element.fields['UnId']
    const total = lines.reduce((sum, line) => sum + cents(amount(line, 'AmDe')), 0)
    return context.db.insert('document', {
      kind: 'FiEntries',
      number: String(number),
      reference: lines.map((line) => textOf(line, 'BpNr')).find((one) => one !== '') ?? null,
      debtor: debtor ? textOf(debtor, 'AcNr') : '',
      unit: typeof unit === 'number' ? unit : 1,
      warehouse: null,
      date: lines[0] ? textOf(lines[0], 'EnDa') : null,
      currency: 'EUR',
      status: '4',
      excl: total,
      vat: 0,
      incl: total,
      discount: 0,
      fields: JSON.stringify({ UnId: 1, ...element.fields, EnNo: number }),
      created: context.now,
      modified: context.now,
    })
  }
}
