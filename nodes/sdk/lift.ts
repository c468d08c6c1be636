import { untilAborted } from './abort.ts'
import type { Context } from './context.ts'
import type { Batch, Outcome, Outcomes } from './outcome.ts'
import { problemOf } from './problem.ts'
import type { Rec } from './record.ts'

type Maybe<T> = T | Promise<T>
// Config and client types are the node's own; a lifted function only hands the context on.
// oxlint-disable-next-line no-explicit-any
type AnyContext = Context<any, any>

/** What `StepNode.run` is: a stream of batches in, a stream of outcomes out, one list a batch and in its order. */
export type Run<C extends AnyContext = AnyContext> = (input: AsyncIterable<Batch>, ctx: C) => AsyncIterable<Outcomes>

/**
 * Lifts a function of one record to a node's `run`. At most `concurrency` records of a batch are worked at once, those
 * with one identity after each other; outcomes keep the order of the records. What the function throws becomes that
 * record's `failed`. An abort ends the stream at once, whatever the function is waiting for.
 *
 * @example
 * run: eachRecord(4, async (record, ctx) => passed(withData(record, await ctx.client.enrich(record.data))))
 */
export function eachRecord<C extends AnyContext = AnyContext>(
  concurrency: number,
  fn: (record: Rec, ctx: C) => Maybe<Outcome | Outcomes>,
): Run<C> {
  return (input, ctx) =>
    overBatches(input, ctx.signal, async (batch) => {
      const answers: Outcomes[] = batch.map(() => [])
      const groups = byIdentity(batch)
      const work = async (): Promise<void> => {
        for (let group = groups.shift(); group && !ctx.signal.aborted; group = groups.shift()) {
          for (const [index, record] of group) {
            if (ctx.signal.aborted) return
            answers[index] = await answerOf(record, ctx, fn)
          }
        }
      }
      await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, groups.length)) }, work))
      return answers.flat()
    })
}

/**
 * Lifts a function of a whole batch. What it throws fails every record of that batch, so use it where records share
 * one call (an evaluation, a bulk write) and answer for each record yourself.
 */
export function eachBatch<C extends AnyContext = AnyContext>(fn: (batch: Batch, ctx: C) => Maybe<Outcomes>): Run<C> {
  return (input, ctx) =>
    overBatches(input, ctx.signal, async (batch) => {
      if (batch.length === 0) return []
      try {
        return await fn(batch, ctx)
      } catch (error) {
        const problem = problemOf(error)
        return batch.map((record) => ({ kind: 'failed', recordId: record.id, problem }))
      }
    })
}

/** Takes batches and may keep records back: what it does not answer for in one batch it answers for in a later one. */
export interface Gathering {
  batch(batch: Batch): Maybe<Outcomes>
  /** There is nothing more: answers for all that was kept back. */
  end(): Maybe<Outcomes>
}

/**
 * Lifts something that looks beyond one batch, such as a group of neighbours. It must bound what it keeps back. What it
 * throws ends the run: nobody else can tell which of the records kept back are still whole.
 */
export function gathering<C extends AnyContext = AnyContext>(start: (ctx: C) => Gathering): Run<C> {
  return (input, ctx) => {
    const gathered = start(ctx)
    return overBatches(
      input,
      ctx.signal,
      async (batch) => gathered.batch(batch),
      async () => gathered.end(),
    )
  }
}

async function answerOf<C>(
  record: Rec,
  ctx: C,
  fn: (record: Rec, ctx: C) => Maybe<Outcome | Outcomes>,
): Promise<Outcomes> {
  try {
    const answer = await fn(record, ctx)
    return Array.isArray(answer) ? (answer as Outcomes) : [answer as Outcome]
  } catch (error) {
    return [{ kind: 'failed', recordId: record.id, problem: problemOf(error) }]
  }
}

function byIdentity(batch: Batch): [number, Rec][][] {
  const groups = new Map<string, [number, Rec][]>()
  batch.forEach((record, index) => {
    const group = groups.get(record.identity)
    if (group) group.push([index, record])
    else groups.set(record.identity, [[index, record]])
  })
  return [...groups.values()]
}

/** Pulls one batch at a time. Every wait is raced against the abort, so that a hanging call holds nobody up. */
async function* overBatches(
  input: AsyncIterable<Batch>,
  signal: AbortSignal,
  work: (batch: Batch) => Promise<Outcomes>,
  end?: () => Promise<Outcomes>,
): AsyncGenerator<Outcomes> {
  const batches = input[Symbol.asyncIterator]()
  // Each wait has an end of its own: one promise that all of them were raced against would hold every answer until the end.
  const wait = <T>(what: Promise<T>): Promise<T> => untilAborted(signal, what)
  try {
    for (;;) {
      const next = await wait(batches.next())
      if (next.done === true) {
        if (end) yield await wait(end())
        return
      }
      yield await wait(work(next.value))
    }
  } finally {
    // Not awaited: after an abort the stream above may itself be waiting for something that never comes.
    void Promise.resolve(batches.return?.()).catch(() => undefined)
  }
}
