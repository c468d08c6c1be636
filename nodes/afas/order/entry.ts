import type { Problem } from '../../sdk/problem.ts'
import { scalarText } from '../client/rows.ts'
import { fieldNumber, fieldOf, isObject, roundCents } from './document.ts'

type Fields = Readonly<Record<string, unknown>>

/** A journal entry as the mapping makes it: what is booked where, debit and credit. */
export interface JournalEntry {
  readonly fields: Fields
  readonly lines: readonly { readonly fields: Fields; readonly objects?: unknown }[]
}

const ROOT = 'FiEntryPar'
const LINES = 'FiEntries'
const LEDGER = '1'

/** Reads an entry; undefined when the record is none. */
export function readEntry(data: unknown): JournalEntry | undefined {
  const element = fieldOf(fieldOf(data, ROOT), 'Element')
  const fields = fieldOf(element, 'Fields')
  if (!isObject(fields)) return undefined
  const given = fieldOf(fieldOf(fieldOf(element, 'Objects'), LINES), 'Element')
  const lines = (Array.isArray(given) ? (given as unknown[]) : [given]).flatMap((line) => {
    const own = fieldOf(line, 'Fields')
    if (!isObject(own)) return []
    const objects = fieldOf(line, 'Objects')
    return [{ fields: own, ...(objects === undefined ? {} : { objects }) }]
  })
  return { fields, lines }
}

export function entryPayload({ fields, lines }: JournalEntry): Record<string, unknown> {
  const Element = lines.map(({ fields: own, objects }) => ({
    Fields: own,
    ...(objects === undefined ? {} : { Objects: objects }),
  }))
  return { [ROOT]: { Element: { Fields: fields, Objects: { [LINES]: { Element } } } } }
}

/** What the entry is found by again: the number of its voucher. */
export function voucherOf(entry: JournalEntry): string {
  return scalarText(entry.lines.map(({ fields }) => fields['BpNr']).find((one) => one !== undefined)).trim()
}

/** Lines of VAT go to the account that AFAS has for their VAT code, unless the mapping names one. */
export function withVatAccounts(
  entry: JournalEntry,
  accounts: Readonly<Record<string, string>>,
): { readonly entry: JournalEntry } | { readonly problem: Problem } {
  const missing = entry.lines.find((line) => isOpen(line.fields) && !accounts[codeOf(line.fields)])
  if (missing) return { problem: noAccount(codeOf(missing.fields)) }
  const lines = entry.lines.map((line) =>
    isOpen(line.fields) ? { ...line, fields: { ...line.fields, AcNr: accounts[codeOf(line.fields)] } } : line,
  )
  return { entry: { ...entry, lines } }
}

const isOpen = (fields: Fields): boolean => scalarText(fields['AcNr']).trim() === ''
const codeOf = (fields: Fields): string => scalarText(fields['VaId']).trim()

/** Debit without credit, in cents: what the debtor owes by this entry. */
export function debtCents({ lines }: JournalEntry): number {
  return lines.reduce((sum, { fields }) => sum + (fields['VaAs'] === '2' ? balanceOf(fields) : 0), 0)
}

/** The entry with a line on the rounding account when debit and credit differ, up to a limit; else why not. */
export function balanced(
  entry: JournalEntry,
  { limit, account }: { readonly limit: number; readonly account: string },
): { readonly entry: JournalEntry } | { readonly problem: Problem } {
  const rest = entry.lines.reduce((sum, { fields }) => sum + balanceOf(fields), 0)
  if (rest === 0) return { entry }
  if (Math.abs(rest) > limit || account === '') return { problem: unbalanced(rest, limit) }
  const [first] = entry.lines
  const { EnDa, BpDa, BpNr } = first?.fields ?? {}
  const amounts = { AmDe: rest < 0 ? -rest / 100 : 0, AmCr: rest > 0 ? rest / 100 : 0 }
  const line = { fields: { VaAs: LEDGER, AcNr: account, EnDa, BpDa, BpNr, ...amounts } }
  return { entry: { ...entry, lines: [...entry.lines, line] } }
}

function balanceOf(fields: Fields): number {
  return roundCents((fieldNumber(fields['AmDe']) - fieldNumber(fields['AmCr'])) * 100)
}

function unbalanced(cents: number, limit: number): Problem {
  return {
    code: 'engine.total-differs',
    message: `Debit and credit of the journal entry differ by ${(Math.abs(cents) / 100).toFixed(2)}.`,
    advice:
      'Look for what the mapping leaves out, such as fees, duties or tips. When it is only rounding, raise the rounding ' +
      'limit in the settings; then retry.',
    retry: 'after-fix',
    details: { difference: cents / 100, limitCents: limit },
  }
}

function noAccount(code: string): Problem {
  return {
    code: 'afas.no-vat-account',
    message: `AFAS has no account for the VAT code "${code}".`,
    advice: 'Give the VAT code its account in AFAS, or map AcNr of the VAT lines; then retry.',
    retry: 'after-fix',
    details: { vatCode: code },
  }
}
