import type { Context } from '../../sdk/context.ts'
import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import type { Settled } from './config.ts'

const { shipments, shipmentLines } = KOPPEL
const LINE_ORDER = `${shipmentLines.number},${shipmentLines.sequence}`

/** The slips that people name: by slip number, by name or number of an order, or by tracking number. */
export async function numbersOf(
  keys: readonly string[],
  { connector, linesConnector, trackingField }: Settled,
  { client, signal }: Pick<Context<unknown, AfasClient>, 'client' | 'signal'>,
): Promise<readonly string[]> {
  const wanted = [...new Set(keys.map((key) => key.trim()).filter((key) => key !== ''))]
  const names = [...new Set(wanted.flatMap((key) => [key, `#${key.replace(/^#/, '')}`]))]
  const rows: readonly (readonly Row[])[] = [
    await client.lookUp(connector, shipments.number, wanted, signal),
    await client.lookUp(connector, trackingField, wanted, signal, `${trackingField},${shipments.number}`),
    await client.lookUp(linesConnector, shipmentLines.reference, names, signal, LINE_ORDER),
    await client.lookUp(linesConnector, shipmentLines.order, wanted, signal, LINE_ORDER),
  ]
  const numbers = new Set(rows.flat().map((row) => textField(row, shipments.number)))
  numbers.delete('')
  return [...numbers].toSorted()
}
