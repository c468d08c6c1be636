import type { Cache } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import type { DebtorKind } from './debtor-of.ts'

/** Where debtors are looked up: a get-connector and the names of its fields. */
export interface DebtorSource {
  readonly connector: string
  readonly numberField: string
  readonly emailField: string
  readonly kindField: string
  readonly bcCoField: string
  readonly blockedField: string
}

/** Debtors of these e-mail addresses, remembered for the run. Only who is there: who is not may be made any moment. */
export async function rememberDebtors(
  client: AfasClient,
  source: DebtorSource,
  emails: readonly string[],
  cache: Cache,
  signal: AbortSignal,
): Promise<void> {
  const wanted = [...new Set(emails)].filter((email) => cache.get(keyOf(email)) === undefined)
  if (wanted.length === 0) return
  const rows = await client.lookUp(source.connector, source.emailField, wanted, signal)
  for (const email of wanted) {
    const found = rows.filter((row) => textField(row, source.emailField).trim().toLowerCase() === email)
    if (found.length > 0) cache.set(keyOf(email), found)
  }
}

/** Debtors by number, remembered for the run; a number that AFAS does not have is asked for again. */
export async function rememberNumbers(
  client: AfasClient,
  source: DebtorSource,
  numbers: readonly string[],
  cache: Cache,
  signal: AbortSignal,
): Promise<void> {
  const wanted = [...new Set(numbers)].filter((number) => cache.get(numberKey(number)) === undefined)
  if (wanted.length === 0) return
  const rows = await client.lookUp(source.connector, source.numberField, wanted, signal)
  for (const row of rows) cache.set(numberKey(textField(row, source.numberField)), row)
}

/** The debtor with this number, where it is there and not blocked: one that is no longer used is no longer meant. */
export function rememberedNumber(cache: Cache, source: DebtorSource, number: string): Row | undefined {
  const row = cache.get(numberKey(number)) as Row | undefined
  return row && row[source.blockedField] !== true ? row : undefined
}

/** The debtor of an e-mail address, from memory or from AFAS. Several that fit equally well are a person's to sort out. */
export async function findDebtor(
  client: AfasClient,
  source: DebtorSource,
  email: string,
  kind: DebtorKind,
  cache: Cache,
  signal: AbortSignal,
): Promise<Row | undefined> {
  await rememberDebtors(client, source, [email], cache, signal)
  return rememberedDebtor(cache, source, email, kind)
}

/** What is remembered of an e-mail address, without asking AFAS. */
export function rememberedDebtor(cache: Cache, source: DebtorSource, email: string, kind: DebtorKind): Row | undefined {
  const rows = cache.get(keyOf(email)) as readonly Row[] | undefined
  return rows && best(rows, source, email, kind)
}

/** A debtor as it stands after a write, which AFAS may not show yet; by its number and by the address that was written. */
export function rememberDebtor(cache: Cache, source: DebtorSource, email: string, row: Row): void {
  cache.set(keyOf(email), [row])
  const number = textField(row, source.numberField)
  if (number !== '') cache.set(numberKey(number), row)
}

function best(rows: readonly Row[], source: DebtorSource, email: string, kind: DebtorKind): Row | undefined {
  const open = rows.filter((row) => row[source.blockedField] !== true)
  const usable = open.length > 0 ? open : rows
  const alike = usable.filter((row) => kindOf(row, source) === kind)
  const left = alike.length > 0 ? alike : usable
  if (left.length <= 1) return left[0]
  const numbers = left.map((row) => textField(row, source.numberField)).join(', ')
  throw new ProblemError({
    code: 'afas.several-debtors',
    message: `AFAS has several debtors with the e-mail address ${email}: ${numbers}.`,
    advice: 'Block or merge the ones that are not used, then retry.',
    retry: 'after-fix',
  })
}

export function kindOf(row: Row, source: DebtorSource): DebtorKind {
  return /^(p|per)/i.test(textField(row, source.kindField)) ? 'person' : 'organisation'
}

function numberKey(number: string): string {
  return `afas.debtor of number:${number}`
}

function keyOf(email: string): string {
  return `afas.debtor:${email}`
}
