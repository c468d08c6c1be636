import type { ShopifyClient } from '../client.ts'
import { START_BULK_QUERY, type RawBulk } from '../documents/bulk.ts'
import { marked, type BulkQuery } from './bulk-query.ts'
import { completed, leftBehind, started, type BulkOptions } from './operation.ts'
import { resultLines } from './result.ts'

/** A row that stands inside another one says in which. */
export type ChildLine<Child> = Child & { readonly __parentId: string }

/**
 * Runs a query in bulk and gives its lines as they come: rows, and rows inside them (`__parentId`), in no order. They
 * cost nothing of the rate budget. What is not whole is an error, before or while the lines come.
 */
export async function* bulkLines<Row, Child>(
  client: ShopifyClient,
  query: BulkQuery<Row, Child>,
  options: BulkOptions,
): AsyncGenerator<Row | ChildLine<Child>> {
  const operation = await begun(client, query, options)
  yield* resultLines<Row | ChildLine<Child>>(client, await completed(client, operation, options), options)
}

async function begun<Row, Child>(
  client: ShopifyClient,
  query: BulkQuery<Row, Child>,
  options: BulkOptions,
): Promise<RawBulk> {
  const { mark, signal } = options
  const known = mark === undefined ? undefined : await leftBehind(client, mark, signal)
  if (known) return known
  const text = mark === undefined ? query.text : marked(query, mark)
  // One attempt: it may have been started though no answer came, and then it is found by its mark.
  const start = async () => (await client.run(START_BULK_QUERY, { query: text }, signal)).bulkOperationRunQuery
  try {
    return await started(start, options)
  } catch (error) {
    const lost = mark === undefined || signal.aborted ? undefined : await leftBehind(client, mark, signal)
    if (lost) return lost
    throw error
  }
}
