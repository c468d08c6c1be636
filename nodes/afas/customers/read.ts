import type { Context } from '../../sdk/context.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition, Filter } from '../client/filter.ts'
import { localTime, textField, type Row } from '../client/rows.ts'
import { amsterdam, minus, sweepDay } from '../client/wall-clock.ts'
import { KOPPEL } from '../koppel.ts'
import { customerOf } from './assemble.ts'
import { vatRates } from './vat-rates.ts'
import { withDefaults, type DebtorsConfig, type DebtorsConfigSchema } from './config.ts'
import type { AfasCustomer } from './customer.ts'
import type { Static } from 'typebox'

type Ctx = Context<Static<typeof DebtorsConfigSchema>, AfasClient>
interface Reading {
  readonly client: AfasClient
  readonly config: DebtorsConfig
  readonly signal: AbortSignal
  readonly environment: string
  readonly vatRates: Readonly<Record<string, number>>
}

/** How far the source was read: the newest change, and the day of the last reading of everything. */
interface Watermark {
  readonly newest: string
  readonly swept: string
}

/** Where a reading stands: behind which debtor, and since when it reads (empty: everything). */
interface Cursor extends Watermark {
  readonly after: string
  readonly since: string
  /** When it began: what changes while it goes on belongs to the next one, wherever it had got to. */
  readonly began: string
}

const NUMBER = KOPPEL.debtors.number

/** Debtors page by page behind the last number, so that ones that come and go meanwhile shift nothing. */
export async function* readDebtors(selection: Selection, ctx: Ctx): AsyncGenerator<Page> {
  const { environment } = ctx
  const given = withDefaults(ctx.config)
  const rates = await vatRates(ctx.client, given.vatCodes, ctx)
  const reading: Reading = { client: ctx.client, config: given, signal: ctx.signal, environment, vatRates: rates }
  if (selection.keys) return yield* readKeys(selection.keys, reading)
  const { config, client, signal } = reading
  const ranged = selection.since !== undefined || selection.until !== undefined
  for (let cursor = startOf(selection, config, ctx.now()); ;) {
    const query = { filter: filterOf(selection, cursor, config), order: NUMBER, skip: 0, take: config.pageSize }
    const rows = await client.rows(config.connector, query, signal)
    const last = rows.length < config.pageSize
    cursor = {
      ...cursor,
      after: textField(rows.at(-1) ?? {}, NUMBER) || cursor.after,
      newest: config.modifiedField === '' ? '' : newestOf(rows, config.modifiedField, cursor.newest),
    }
    const watermark = last && !ranged && cursor.newest !== '' ? { watermark: watermarkOf(cursor) } : {}
    yield { records: await recordsOf(rows, reading), cursor, ...watermark }
    if (last) return
  }
}

/** Debtor numbers and e-mail addresses that a person gave. */
async function* readKeys(keys: readonly string[], reading: Reading): AsyncGenerator<Page> {
  const { client, config, signal } = reading
  for (let from = 0; from < keys.length; from += config.pageSize) {
    const some = keys.slice(from, from + config.pageSize).map((key) => key.trim())
    const emails = some.filter((key) => key.includes('@'))
    const numbers = some.filter((key) => !key.includes('@'))
    const [byNumber, byEmail] = await Promise.all([
      numbers.length === 0 ? [] : client.lookUp(config.connector, NUMBER, numbers, signal),
      emails.length === 0 ? [] : client.lookUp(config.connector, KOPPEL.debtors.email, emails, signal, NUMBER),
    ])
    const rows = new Map([...byNumber, ...byEmail].map((row) => [textField(row, NUMBER), row]))
    yield { records: await recordsOf([...rows.values()], reading) }
  }
}

function startOf(selection: Selection, { modifiedField, overlapSeconds, sweepAt }: DebtorsConfig, now: Date): Cursor {
  const resumed = selection.cursor as Cursor | undefined
  if (resumed && typeof resumed.after === 'string' && typeof resumed.began === 'string') return resumed
  const began = amsterdam(now)
  const today = sweepDay(began, sweepAt)
  const { newest = '', swept = '' } = (selection.watermark ?? {}) as Partial<Watermark>
  const start = { after: '', since: '', newest: '', began }
  if (selection.since || modifiedField === '') return { ...start, swept }
  if (newest === '' || (sweepAt !== '' && swept < today)) return { ...start, swept: today }
  return { ...start, since: minus(newest, overlapSeconds), newest, swept }
}

function watermarkOf({ newest, swept, began }: Cursor): Watermark {
  return { newest: newest > began ? began : newest, swept }
}

function filterOf(selection: Selection, cursor: Cursor, config: DebtorsConfig): Filter {
  const all: Condition[] = config.filters.map((one) => ({ ...one, value: one.value ?? '' }))
  if (cursor.after !== '') all.push({ field: NUMBER, operator: 'above', value: cursor.after })
  const field = config.modifiedField
  if (field === '') return [all]
  const since = selection.since ? amsterdam(new Date(selection.since)) : cursor.since
  if (since !== '') all.push({ field, operator: 'at-least', value: since })
  if (selection.until) all.push({ field, operator: 'at-most', value: amsterdam(new Date(selection.until)) })
  return [all]
}

/** Each debtor of a page with its contacts, its delivery addresses and who shares its e-mail address. */
async function recordsOf(rows: readonly Row[], reading: Reading): Promise<SourceRecord<AfasCustomer>[]> {
  if (rows.length === 0) return []
  const { client, config, signal } = reading
  const numbers = rows.map((row) => textField(row, NUMBER))
  const emails = [...new Set(rows.map(emailOf))].filter((email) => email !== '')
  const { contacts, addresses, debtors } = KOPPEL
  const [people, places, same] = await Promise.all([
    config.contacts === '' ? [] : client.lookUp(config.contacts, contacts.debtor, numbers, signal, contacts.number),
    config.addresses === '' ? [] : client.lookUp(config.addresses, addresses.debtor, numbers, signal, addresses.number),
    emails.length === 0 ? [] : client.lookUp(config.connector, debtors.email, emails, signal, NUMBER),
  ])
  const contactsOf = grouped(people, (row) => textField(row, contacts.debtor))
  const addressesOf = grouped(places, (row) => textField(row, addresses.debtor))
  const sharing = grouped(same, emailOf)
  return rows.map((row) => {
    const id = textField(row, NUMBER)
    const email = emailOf(row)
    const own = {
      contacts: contactsOf.get(id) ?? [],
      addresses: addressesOf.get(id) ?? [],
      sameEmail: email === '' ? [] : (sharing.get(email) ?? []),
      vatRates: reading.vatRates,
      environment: reading.environment,
    }
    return recordOf(customerOf(row, own, config.contacts !== ''))
  })
}

export function recordOf(customer: AfasCustomer): SourceRecord<AfasCustomer> {
  const emails = [customer.email, ...customer.contacts.map(({ email }) => email)].filter((one) => one !== null)
  return {
    identity: customer.id,
    key: customer.id,
    keys: [
      { type: 'debtor', value: customer.id },
      ...[...new Set(emails.map((one) => one.toLowerCase()))].map((value) => ({ type: 'email', value })),
    ],
    data: customer,
    summary: { who: customer.name },
  }
}

function emailOf(row: Row): string {
  return textField(row, KOPPEL.debtors.email).trim().toLowerCase()
}

function grouped(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

function newestOf(rows: readonly Row[], field: string, before: string): string {
  return rows.map((row) => localTime(row[field])).reduce((most, one) => (one > most ? one : most), before)
}
