import type { Context } from '../../nodes/sdk/context.ts'
import type { Batch, Outcome } from '../../nodes/sdk/outcome.ts'
import type { Rec } from '../../nodes/sdk/record.ts'
import type { Channel } from './channel.ts'
import { stepOf, type Travelling } from './page.ts'
import type { PlannedStep } from './plan.ts'
import type { NodeBooks } from './settle.ts'
import type { Breaker } from './stop.ts'

/** A record in a channel, with the source records it comes from. */
export interface Carried {
  readonly record: Rec
  readonly roots: readonly Travelling[]
}

export interface PumpDeps {
  readonly step: PlannedStep
  readonly ctx: Context
  readonly channel: Channel<readonly Carried[]>
  readonly books: NodeBooks
  readonly breaker: Breaker
  readonly now: () => number
  readonly stopping: () => boolean
  /** The node has nothing to do at the moment. */
  readonly waiting: () => void
  /** Passes records on along the edges of a port; resolves when the next nodes have room. */
  readonly deliver: (port: string, carried: readonly Carried[]) => Promise<void>
  readonly tell: (told: Told) => void
}

/** What became of a record at a node, for the trace, the counts and the live view. */
export interface Told {
  readonly root: Travelling
  readonly from: Rec
  readonly outcome: Outcome
  readonly ms: number
}

/** Runs one node of the flow until its input has ended. */
export async function pump(deps: PumpDeps): Promise<void> {
  const { step, ctx, channel, books, stopping } = deps
  let batchAt = deps.now()
  let batchSize = 1
  let cutShort = false

  async function* input(): AsyncGenerator<Batch> {
    for (;;) {
      books.release()
      const next = channel.take()
      deps.waiting()
      const carried = await next
      if (stopping()) {
        cutShort = true
        // Not an end: a node that keeps records back must not begin to write them now.
        throw new Error('the run is stopping')
      }
      if (!carried) return
      batchAt = deps.now()
      batchSize = carried.length
      yield carried.map((one) => one.record)
    }
  }

  const outcomes = step.disabled ? passBy(step, input()) : step.definition.run(input(), ctx)
  for await (const batch of outcomes) {
    // What a node makes of an input that was cut short, such as half a group, is nobody's.
    if (cutShort) return
    const ms = (deps.now() - batchAt) / Math.max(1, batchSize)
    const leaving = new Map<string, Carried[]>()
    for (const outcome of batch) take(deps, outcome, ms, leaving)
    for (const [port, carried] of leaving) await deps.deliver(port, carried)
  }
  if (!stopping()) books.end()
}

function take(deps: PumpDeps, outcome: Outcome, ms: number, leaving: Map<string, Carried[]>): void {
  const { step, books, breaker } = deps
  const { roots, from } = books.account(outcome)
  if (outcome.kind === 'failed') breaker.failed(outcome.problem)
  else breaker.succeeded()
  const [first] = roots
  if (first) {
    const counts = stepOf(first.page, step.id)
    if (outcome.kind === 'record') counts.ports[outcome.port] = (counts.ports[outcome.port] ?? 0) + 1
    else counts[outcome.kind === 'skipped' ? 'skipped' : 'parked'] += 1
  }
  for (const root of roots) {
    if (outcome.kind === 'skipped') root.skipped ??= { node: step.id, reason: outcome.reason }
    if (outcome.kind === 'failed') root.parked ??= { node: step.id, problem: outcome.problem }
  }
  for (const one of from) for (const root of one.roots) deps.tell({ root, from: one.record, outcome, ms })
  if (outcome.kind !== 'record') return
  const carried = { record: outcome.record, roots }
  const list = leaving.get(outcome.port)
  if (list) list.push(carried)
  else leaving.set(outcome.port, [carried])
}

/** A node that is switched off lets everything pass by its first output. */
async function* passBy(step: PlannedStep, input: AsyncIterable<Batch>): AsyncGenerator<readonly Outcome[]> {
  const port = Object.keys(step.definition.outputs)[0] ?? 'out'
  for await (const batch of input) yield batch.map((record) => ({ kind: 'record', port, record }))
}
