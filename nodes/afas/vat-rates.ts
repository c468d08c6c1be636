import type { Context } from '../sdk/context.ts'
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
  const rows = await client.rows(connector, { order: 'VatCode', skip: 0, take: MOST }, signal)
  const rates = rows.flatMap((row): [string, number][] => {
    const rate = Number(row['VatPerc'])
    return row['VatPerc'] === null || !Number.isFinite(rate) ? [] : [[textField(row, 'VatCode'), rate]]
  })
  return Object.fromEntries(rates)
}
