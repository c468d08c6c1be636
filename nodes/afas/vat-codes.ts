import type { Cache, Context } from '../sdk/context.ts'
import { hasConnector } from './client/choices.ts'
import type { AfasClient } from './client/client.ts'
import { textField } from './client/rows.ts'

/** More codes than an environment has. */
const MOST = 500

/**
 * Percentages by VAT code. Without the get-connector nobody knows them, and nothing is missing but a comparison: the log
 * says so once a run.
 */
export async function vatRates(
  client: AfasClient,
  connector: string,
  { log, signal }: Pick<Context, 'log' | 'signal'>,
): Promise<Readonly<Record<string, number>>> {
  if (connector === '') return {}
  if (!(await hasConnector(client, connector, signal))) {
    log.info(`The app connector does not have ${connector}, so the percentages of VAT codes are not known.`)
    return {}
  }
  const rates = (await vatCodes(client, connector, signal)).flatMap((row): [string, number][] => {
    const rate = Number(row['VatPerc'])
    return row['VatPerc'] === null || !Number.isFinite(rate) ? [] : [[textField(row, 'VatCode'), rate]]
  })
  return Object.fromEntries(rates)
}

/** Where VAT is booked, by VAT code; asked once a run. */
export function vatAccounts(
  ctx: Pick<Context<unknown, AfasClient>, 'client' | 'cache' | 'signal'>,
  connector: string,
): Promise<Readonly<Record<string, string>>> {
  return onceARun(ctx.cache, `vat accounts ${connector}`, async () => {
    const rows = await vatCodes(ctx.client, connector, ctx.signal)
    return Object.fromEntries(rows.map((row) => [textField(row, 'VatCode'), textField(row, 'AccountNr')]))
  })
}

/** One asking for all records of a run; what failed is asked for again. */
export function onceARun<Value>(cache: Cache, key: string, ask: () => Promise<Value>): Promise<Value> {
  const known = cache.get(key) as Promise<Value> | undefined
  if (known) return known
  const asked = ask()
  cache.set(key, asked)
  asked.catch(() => cache.set(key, undefined))
  return asked
}

function vatCodes(client: AfasClient, connector: string, signal: AbortSignal) {
  return client.rows(connector, { order: 'VatCode', skip: 0, take: MOST }, signal)
}
