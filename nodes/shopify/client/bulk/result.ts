import { ProblemError } from '../../../sdk/problem.ts'
import { pause } from '../../../sdk/retry.ts'
import type { ShopifyClient } from '../client.ts'
import type { RawBulk } from '../documents/bulk.ts'
import { linesOf } from './lines.ts'
import { incomplete } from './problems.ts'
import type { BulkOptions } from './operation.ts'

const ATTEMPTS = 5

/**
 * The lines of a completed operation, as they come over the wire: never whole in memory, and never fewer than there
 * are. A broken connection is taken up where it broke; what cannot be had in the end is an error.
 */
export async function* resultLines<Line>(
  client: ShopifyClient,
  bulk: RawBulk,
  options: BulkOptions,
): AsyncGenerator<Line> {
  const roots = Number(bulk.rootObjectCount)
  let lines = 0
  if (bulk.url !== null) {
    for await (const text of linesOf(wholeFile(client, bulk, bulk.url, options))) {
      lines += 1
      yield parsed<Line>(text, bulk, options)
    }
  }
  if (lines < roots) {
    throw new ProblemError(incomplete(bulk, options.doing, `${lines} lines came of at least ${bulk.rootObjectCount}`))
  }
}

function parsed<Line>(text: string, bulk: RawBulk, options: BulkOptions): Line {
  try {
    return JSON.parse(text) as Line
  } catch {
    throw new ProblemError(incomplete(bulk, options.doing, 'a line of it cannot be read'))
  }
}

/** A file never changes: after a break it is fetched again, and what was had before is passed over. */
async function* wholeFile(
  client: ShopifyClient,
  bulk: RawBulk,
  url: string,
  options: BulkOptions,
): AsyncGenerator<Uint8Array> {
  let had = 0
  for (let attempt = 1; ; attempt++) {
    try {
      let at = 0
      for await (const piece of client.fetchFile(url, options.signal)) {
        const fresh = at + piece.length > had ? piece.subarray(Math.max(0, had - at)) : undefined
        at += piece.length
        if (!fresh) continue
        had += fresh.length
        yield fresh
      }
      break
    } catch (error) {
      if (options.signal.aborted || attempt >= ATTEMPTS) throw error
      await pause(250 * 2 ** attempt, options.signal)
    }
  }
  if (bulk.fileSize !== null && had !== Number(bulk.fileSize)) {
    throw new ProblemError(incomplete(bulk, options.doing, `${had} bytes came of ${bulk.fileSize}`))
  }
}
