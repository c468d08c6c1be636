import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'

/** Where written documents are looked up by what the shop calls them. */
export interface OrderSource {
  readonly connector: string
  readonly referenceField: string
}

/** Slips follow from an order and carry its reference; they are not the order. */
const FOLLOWS = new Set(['FbDeliveryNote'])

/** The documents with these references, by reference in lower case; of several the order itself. */
export async function findOrders(
  client: AfasClient,
  source: OrderSource,
  references: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>()
  if (references.length === 0) return found
  for (const row of await client.lookUp(source.connector, source.referenceField, references, signal)) {
    const kind = textField(row, KOPPEL.orders.kind)
    if (FOLLOWS.has(kind)) continue
    const reference = referenceKey(textField(row, source.referenceField))
    if (!found.has(reference) || kind === 'FbSales') found.set(reference, row)
  }
  return found
}

export function referenceKey(reference: string): string {
  return reference.trim().toLowerCase()
}
