import type { Context } from '../../sdk/context.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition, Filter } from '../client/filter.ts'
import { groupedBy, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { isRanged, newestIn, placeOf, watermarkAt, type Place } from '../reading/place.ts'
import { conditionsOf } from '../reading/settings.ts'
import { customerOf } from './assemble.ts'
import { vatRates } from '../vat-codes.ts'
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

const NUMBER = KOPPEL.debtors.number

/** Debtors page by page behind the last number, so that ones that come and go meanwhile shift nothing. */
export async function* readDebtors(selection: Selection, ctx: Ctx): AsyncGenerator<Page> {
  const { environment } = ctx
  const given = withDefaults(ctx.config)
  const rates = await vatRates(ctx.client, given.vatCodes, ctx)
  const reading: Reading = { client: ctx.client, config: given, signal: ctx.signal, environment, vatRates: rates }
  if (selection.keys) return yield* readKeys(selection.keys, reading)
  const { config, client, signal } = reading
  const ranged = isRanged(selection)
  for (let place = placeOf(selection, config, ctx.now()); ;) {
    const query = { filter: filterOf(place, config), order: NUMBER, skip: 0, take: config.pageSize }
    const rows = await client.rows(config.connector, query, signal)
    const last = rows.length < config.pageSize
    place = {
      ...place,
      after: textField(rows.at(-1) ?? {}, NUMBER) || place.after,
      newest: newestIn(rows, config.modifiedField, place.newest),
    }
    const watermark = last && !ranged && place.newest !== '' ? { watermark: watermarkAt(place) } : {}
    yield { records: await recordsOf(rows, reading), cursor: place, ...watermark }
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

function filterOf({ after, since, until }: Place, { filters, modifiedField }: DebtorsConfig): Filter {
  const all: Condition[] = conditionsOf(filters)
  if (after !== '') all.push({ field: NUMBER, operator: 'above', value: after })
  if (modifiedField === '') return [all]
  if (since !== '') all.push({ field: modifiedField, operator: 'at-least', value: since })
  if (until !== '') all.push({ field: modifiedField, operator: 'at-most', value: until })
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
  const contactsOf = groupedBy(people, (row) => textField(row, contacts.debtor))
  const addressesOf = groupedBy(places, (row) => textField(row, addresses.debtor))
  const sharing = groupedBy(same, emailOf)
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
