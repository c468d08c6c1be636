import type { Context } from '../../sdk/context.ts'
import type { AfasClient } from '../client/client.ts'
import { textField } from '../client/rows.ts'
import type { Settled } from './config.ts'

/** The slips that people name: by slip number, by name or number of an order, or by tracking number. */
export async function numbersOf(
  keys: readonly string[],
  { connector, linesConnector, trackingField, names: { slip, line } }: Settled,
  { client, signal }: Pick<Context<unknown, AfasClient>, 'client' | 'signal'>,
): Promise<readonly string[]> {
  const wanted = [...new Set(keys.map((key) => key.trim()).filter((key) => key !== ''))]
  const shopNames = [...new Set(wanted.flatMap((key) => [key, `#${key.replace(/^#/, '')}`]))]
  const lineOrder = `${line.number},${line.sequence}`
  const slips = [
    ...(await client.lookUp(connector, slip.number, wanted, signal)),
    ...(await client.lookUp(connector, trackingField, wanted, signal, `${trackingField},${slip.number}`)),
  ]
  const lines = [
    ...(await client.lookUp(linesConnector, line.reference, shopNames, signal, lineOrder)),
    ...(await client.lookUp(linesConnector, line.order, wanted, signal, lineOrder)),
  ]
  const numbers = new Set([
    ...slips.map((row) => textField(row, slip.number)),
    ...lines.map((row) => textField(row, line.number)),
  ])
  numbers.delete('')
  return [...numbers].toSorted()
}
