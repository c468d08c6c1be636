import { problemOf, type Problem } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../client.ts'
import type { RawBulk } from '../documents/bulk.ts'
import { problemIn, type Answer } from '../problems.ts'
import type { BulkOptions } from './operation.ts'
import { unanswered } from './problems.ts'
import { resultLines } from './result.ts'

/** What became of one line. `data` may hold user errors, as the answer to a call of its own may. */
export type LineAnswer<Data> = { readonly data: Data } | { readonly problem: Problem }

interface ResultLine {
  readonly __lineNumber?: number
  readonly data?: unknown
  readonly errors?: NonNullable<Answer['errors']>['graphQLErrors']
}

/**
 * The answers of an operation that is over, by the number of the line that each is about. Of one that failed there is a
 * part; lines that it says nothing of may have been done or not.
 */
export async function answersOf<Data>(
  client: ShopifyClient,
  bulk: RawBulk,
  asked: { readonly lines: number; readonly name: string },
  options: BulkOptions,
): Promise<readonly LineAnswer<Data>[]> {
  const answers = new Map<number, LineAnswer<Data>>()
  let why: Problem | undefined
  try {
    const whole = { ...bulk, url: bulk.url ?? bulk.partialDataUrl }
    for await (const line of resultLines<ResultLine>(client, whole, options)) {
      if (line.__lineNumber !== undefined) answers.set(line.__lineNumber, answerOf<Data>(client, asked.name, line))
    }
  } catch (error) {
    options.signal.throwIfAborted()
    why = problemOf(error)
  }
  const open = { problem: unanswered(bulk, options.doing, why) }
  return Array.from({ length: asked.lines }, (_, at) => answers.get(at) ?? open)
}

/** The same answer for all of them. */
export function alike(lines: number, problem: Problem): readonly { readonly problem: Problem }[] {
  return Array.from({ length: lines }, () => ({ problem }))
}

function answerOf<Data>(client: ShopifyClient, name: string, { data, errors }: ResultLine): LineAnswer<Data> {
  const call = { name, kind: 'mutation', shop: client.config.shop } as const
  const graphQLErrors = errors ?? (data === undefined || data === null ? [{ message: 'the line has no answer' }] : [])
  const problem = graphQLErrors.length > 0 ? problemIn(call, { data, errors: { graphQLErrors } }, undefined) : undefined
  return problem ? { problem } : { data: data as Data }
}
