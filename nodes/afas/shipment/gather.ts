import type { Context } from '../../sdk/context.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import type { AfasClient } from '../client/client.ts'
import { groupedBy, scalarText, textField, type Row } from '../client/rows.ts'
import type { Settled } from './config.ts'
import { recordOf, shipmentsOf, type Shipment } from './shipment.ts'

type Asking = Pick<Context<unknown, AfasClient>, 'client' | 'signal'>

/** Slips with their lines, which AFAS gives apart. */
export async function recordsOf(
  slips: readonly Row[],
  settings: Settled,
  asking: Asking,
): Promise<readonly SourceRecord<Shipment>[]> {
  const { client, signal } = asking
  const { slip: slipNames, line } = settings.names
  const numbers = slips.map((slip) => textField(slip, slipNames.number))
  const order = `${line.number},${line.sequence}`
  const rows = await client.lookUp(settings.linesConnector, line.number, numbers, signal, order)
  const byNumber = groupedBy(rows, (row) => textField(row, line.number))
  const fields = {
    names: settings.names,
    tracking: settings.trackingField,
    trackingUrl: settings.trackingUrlField,
    occurrences: await occurrencesOf(rows, settings, asking),
  }
  return slips.flatMap((slip, at) => shipmentsOf(slip, byNumber.get(numbers[at] ?? '') ?? [], fields).map(recordOf))
}

/** Of lines of orders with an article that is on several of them: which of those it is, by GUID. */
async function occurrencesOf(
  lines: readonly Row[],
  { orderLinesConnector, names: { line, orderLine } }: Settled,
  { client, signal }: Asking,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const delivering = lines.filter((row) => textField(row, line.orderLine) !== '')
  const numbers = [...new Set(delivering.map((row) => textField(row, line.order)))].filter((one) => one !== '')
  if (orderLinesConnector === '' || numbers.length === 0) return found
  const order = `${orderLine.number},${orderLine.sequence}`
  const rows = await client.lookUp(orderLinesConnector, orderLine.number, numbers, signal, order)
  const { number, code, dimension1, dimension2 } = orderLine
  const articles = groupedBy(rows, (row) =>
    JSON.stringify([number, 'DocumentType', code, dimension1, dimension2].map((field) => textField(row, field))),
  )
  const sequence = (row: Row): number => Number(scalarText(row[orderLine.sequence])) || 0
  for (const same of articles.values()) {
    if (same.length < 2) continue
    const inOrder = same.toSorted((a, b) => sequence(a) - sequence(b))
    for (const [at, row] of inOrder.entries()) found.set(textField(row, orderLine.guid).toLowerCase(), at + 1)
  }
  return found
}
