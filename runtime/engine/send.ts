import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { v4 as uuidOf } from 'uuid'
import type { SendMany } from '../../nodes/sdk/context.ts'
import { problemOf, type Problem } from '../../nodes/sdk/problem.ts'
import type { Found, Reference, WriteResult } from '../../nodes/sdk/write.ts'
import type { Ledger } from '../store/work/ledger.ts'
import type { Pending, Unclear } from './decide.ts'
import { differences } from './difference.ts'

/** Longest wait for an ambiguous write inside a run; longer ones park the record and come back by themselves. */
const LONGEST_WAIT_MS = 10_000
/** How often one write is sent again: after a definite "not now", and after "may have been done, but was not". */
const MOST_REFUSALS = 5
const MOST_AMBIGUITIES = 3
const FIRST_BACKOFF_MS = 250

export interface SenderDeps {
  readonly ledger: Ledger
  readonly commit: (work: () => void) => Promise<void>
  readonly now: () => number
  readonly flow: string
  readonly node: string
  readonly run: string
  readonly settleMs: number
  readonly signal: AbortSignal
}

export interface Sender {
  /** Intends, sends and books one write, to its known end. */
  readonly send: (pending: Pending) => Promise<WriteResult>
  /** Finds out what became of an earlier sending, and ends it. */
  readonly clear: (unclear: Unclear) => Promise<WriteResult>
  /** Intends and sends a group in one call; each answer is booked when it is asked for. */
  readonly sendTogether: (
    group: readonly Pending[],
    sendMany: SendMany,
  ) => Promise<Map<Pending, () => Promise<WriteResult>>>
}

/** Steps 3 to 5 of the door; see runtime/engine/README.md. */
export function createSender({ ledger, commit, now, ...place }: SenderDeps): Sender {
  async function commitIntents(all: readonly Pending[]): Promise<void> {
    const at = now()
    await commit(() => {
      for (const pending of all) {
        ledger.intend({
          ...pending.key,
          flow: place.flow,
          node: place.node,
          run: place.run,
          record: pending.write.record.id,
          action: pending.action,
          hash: pending.hash,
          version: pending.write.version ?? null,
          note: pending.write.note,
          idempotencyKey: pending.idempotencyKey,
          intentAt: at,
        })
      }
    })
    for (const pending of all) pending.times.intentAt = at
  }

  async function finish(pending: Pending, reference: Reference): Promise<WriteResult> {
    const at = now()
    pending.times.answeredAt ??= at
    await commit(() => ledger.done(pending.key, reference, at))
    const { action, diff } = pending
    return { kind: 'written', action, reference, ...(diff ? { diff } : {}) }
  }

  async function refused(pending: Pending, problem: Problem): Promise<WriteResult> {
    await commit(() => ledger.refuse(pending.key))
    return { kind: 'failed', problem }
  }

  /** Waits until the target must have finished with what was sent, then looks: adopt it, or send again. */
  async function clear(unclear: Unclear, round = 0): Promise<WriteResult> {
    const { pending } = unclear
    const { write } = pending
    if (!write.find) return { kind: 'failed', problem: ambiguous(pending, undefined) }
    const wait = unclear.since + place.settleMs - now()
    if (wait > LONGEST_WAIT_MS) return { kind: 'failed', problem: ambiguous(pending, wait) }
    if (wait > 0) await delay(wait, undefined, { signal: place.signal })
    let found: Found | undefined
    try {
      found = await write.find()
    } catch (error) {
      const problem = problemOf(error)
      return { kind: 'failed', problem: { ...ambiguous(pending, 30_000), details: { cause: problem } } }
    }
    if (found && pending.action === 'create') return finish(pending, found.reference)
    if (found?.current !== undefined && differences(found.current, write.payload).length === 0) {
      return finish(pending, found.reference)
    }
    if (round >= MOST_AMBIGUITIES) return { kind: 'failed', problem: ambiguous(pending, 60_000) }
    return send(found ? { ...pending, found } : pending, round + 1)
  }

  async function send(pending: Pending, round = 0): Promise<WriteResult> {
    const { write } = pending
    for (let refusals = 0; ; refusals += 1) {
      await commitIntents([pending])
      pending.times.sentAt = now()
      try {
        const reference =
          pending.action === 'update' && pending.found && write.update
            ? await write.update(pending.found, pending.idempotencyKey)
            : await write.create(pending.idempotencyKey)
        return await finish(pending, reference)
      } catch (error) {
        const problem = problemOf(error)
        pending.times.answeredAt = now()
        // A fault nobody classified may have happened after the call went out.
        const unknown = problem.effect === 'unknown' || problem.code === 'engine.unexpected'
        if (unknown) return clear({ kind: 'unclear', pending, since: now() }, round)
        const wait = problem.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** refusals * (0.75 + Math.random() / 2)
        const again = problem.retry === 'later' && problem.scope !== 'system' && refusals < MOST_REFUSALS
        if (!again || wait > LONGEST_WAIT_MS) return refused(pending, problem)
        await delay(wait, undefined, { signal: place.signal })
      }
    }
  }

  async function sendTogether(
    group: readonly Pending[],
    sendMany: SendMany,
  ): Promise<Map<Pending, () => Promise<WriteResult>>> {
    const answers = new Map<Pending, () => Promise<WriteResult>>()
    if (group.length === 0) return answers
    await commitIntents(group)
    const sentAt = now()
    let results: Awaited<ReturnType<SendMany>>
    try {
      results = await sendMany(
        group.map((one) => one.write),
        keyOfGroup(group),
        group.map((one) => one.action),
      )
    } catch (error) {
      const problem = problemOf(error)
      results = group.map(() => ({ problem }))
    }
    for (const [i, pending] of group.entries()) {
      Object.assign(pending.times, { sentAt, answeredAt: now() })
      answers.set(pending, () => settleOne(pending, results[i]))
    }
    return answers
  }

  function settleOne(
    pending: Pending,
    result: Awaited<ReturnType<SendMany>>[number] | undefined,
  ): Promise<WriteResult> {
    if (result && 'reference' in result) return finish(pending, result.reference)
    // An answer that is missing in the group's answer says nothing about what was done.
    const unknown = !result || result.problem.effect === 'unknown' || result.problem.code === 'engine.unexpected'
    return unknown ? clear({ kind: 'unclear', pending, since: now() }) : refused(pending, result.problem)
  }

  return { send, clear, sendTogether }
}

/** A UUID that follows from the keys in the ledger: the same writes together have the same one, others never. */
function keyOfGroup(group: readonly Pending[]): string {
  const digest = createHash('sha256')
  for (const one of group) digest.update(`${one.idempotencyKey}\n`)
  return uuidOf({ random: digest.digest().subarray(0, 16) })
}

function ambiguous(pending: Pending, waitMs: number | undefined): Problem {
  const what = `Whether "${pending.write.operation}" for ${pending.write.record.key} was written is not known: the answer was lost.`
  if (waitMs === undefined) {
    return {
      code: 'engine.ambiguous',
      message: `${what} This target cannot be asked.`,
      advice: 'Look in the target whether it is there. If it is not, press "Run again".',
      retry: 'after-fix',
    }
  }
  return {
    code: 'engine.ambiguous',
    message: `${what} It is looked up again once the target must have finished.`,
    advice: 'Nothing to do: it is found or sent again by itself.',
    retry: 'later',
    retryAfterMs: Math.ceil(waitMs),
  }
}
