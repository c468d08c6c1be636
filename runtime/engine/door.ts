import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { v4 as uuidOf, v7 as uuid } from 'uuid'
import { canonicalJson } from '../../nodes/sdk/canonical.ts'
import type { KnownEffect, RunInfo, SendMany, SendManyOptions, Wrote } from '../../nodes/sdk/context.ts'
import { problemOf, type Problem } from '../../nodes/sdk/problem.ts'
import type { Difference, Found, Reference, Write, WriteResult } from '../../nodes/sdk/write.ts'
import type { EffectKey, Ledger, LedgerRow } from '../store/work/ledger.ts'
import type { TraceEffect } from '../store/traces/chunk.ts'
import { differences } from './difference.ts'
import type { Gate } from './gate.ts'
import { Guards } from './guards.ts'

/** Longest wait for an ambiguous write inside a run; longer ones park the record and come back by themselves. */
const LONGEST_WAIT_MS = 10_000
/** How often one write is sent again: after a definite "not now", and after "may have been done, but was not". */
const MOST_REFUSALS = 5
const MOST_AMBIGUITIES = 3
const FIRST_BACKOFF_MS = 250

export interface DoorDeps {
  readonly ledger: Ledger
  readonly commit: (work: () => void) => Promise<void>
  /** One for the whole runner: the same effect is never worked on twice at once, in whatever run. */
  readonly gate: Gate
  readonly now: () => number
  readonly flowExists: (flow: string) => boolean
  /** Whether the last live run that had this record settled it for good. */
  readonly finished: (flow: string, identity: string) => boolean
}

export interface DoorPlace {
  readonly run: RunInfo
  readonly flow: { readonly id: string; readonly name: string }
  readonly node: string
  readonly environment: string
  /** A person said yes to what the guards of this run stopped. */
  readonly unguarded: boolean
  /** How long the target may go on with a call that we gave up on. */
  readonly settleMs: number
  readonly signal: AbortSignal
  readonly onEffect: (write: Write, effect: TraceEffect) => void
}

export interface Door {
  write(write: Write): Promise<WriteResult>
  writeMany(writes: readonly Write[], send?: SendMany, options?: SendManyOptions): Promise<readonly WriteResult[]>
  wrote(operation: string, identity: string): Wrote | undefined
  effects(operation: string, under: string): readonly KnownEffect[]
}

interface Times {
  askedAt?: number
  intentAt?: number
  sentAt?: number
  answeredAt?: number
}
/** A write that is to be sent: what to do, and what is known of the object in the target. */
interface Pending {
  readonly kind: 'send'
  readonly write: Write
  readonly key: EffectKey
  readonly hash: string
  readonly action: 'create' | 'update'
  readonly found: Found | undefined
  readonly diff: readonly Difference[] | undefined
  readonly idempotencyKey: string
  readonly times: Times
}
/** A write whose earlier sending has no known end. */
interface Unclear {
  readonly kind: 'unclear'
  readonly pending: Pending
  readonly since: number
}
interface Decided {
  readonly kind: 'decided'
  readonly result: WriteResult
  readonly times?: Times
}

export function hashOf(payload: unknown): string {
  return createHash('sha256').update(canonicalJson(payload)).digest('base64url')
}

/** The only way to a target. See runtime/engine/README.md, "The door", for the order of steps and why. */
export function createDoor(deps: DoorDeps, place: DoorPlace): Door {
  const { ledger, commit, gate, now } = deps
  const { run, flow, environment } = place
  const live = run.mode === 'live'
  const guards = new Guards((operation) =>
    ledger.countDone({ environment, operation, flow: flow.id, node: place.node }),
  )

  const guard = (writes: readonly Write[]): void => {
    if (live && !place.unguarded && !run.update) guards.check(writes)
  }

  function keyOf(write: Write): EffectKey {
    const owner = write.kind === 'state' ? `${flow.id}:${place.node}` : ''
    return { environment, operation: write.operation, identity: write.identity ?? write.record.identity, owner }
  }

  const skipped = (reason: string, reference?: Reference): WriteResult => ({
    kind: 'written',
    action: 'skip',
    reason,
    ...(reference ? { reference } : {}),
  })

  /** Another flow holds this event: its claim stands while it is intended or done and the flow is there. */
  function claimedByOther(row: LedgerRow): Decided | undefined {
    if (row.flow === flow.id || row.owner !== '') return undefined
    if (row.state === 'intent' && !deps.flowExists(row.flow)) return undefined
    const done = row.state === 'done' ? `written by the flow "${row.flow}"` : `being written by the flow "${row.flow}"`
    const detail = `It was ${done}${row.reference ? ` as ${row.reference.id}` : ''}.`
    const reference = row.reference ? { reference: row.reference } : {}
    return { kind: 'decided', result: { kind: 'skipped', reason: 'exists', detail, ...reference } }
  }

  function pendingOf(write: Write, hash: string, action: 'create' | 'update', found?: Found, row?: LedgerRow): Pending {
    const diff =
      action === 'update' && found?.current !== undefined ? differences(found.current, write.payload) : undefined
    const idempotencyKey = row?.state === 'intent' && row.hash === hash ? row.idempotencyKey : uuid()
    return { kind: 'send', write, key: keyOf(write), hash, action, found, diff, idempotencyKey, times: {} }
  }

  /** The object is there and we wrote it: what a later version of the record does with it. */
  function decideDone(write: Write, row: LedgerRow, hash: string): Decided | Pending {
    if (live && row.run === run.id && row.record === write.record.id) {
      const reference = row.reference ? { reference: row.reference } : {}
      return { kind: 'decided', result: { kind: 'written', action: row.action, ...reference } }
    }
    if (row.hash === hash && write.findWhen !== 'always') {
      const reason = write.kind === 'event' && !run.update ? 'exists' : 'unchanged'
      return { kind: 'decided', result: skipped(reason, row.reference) }
    }
    const older =
      write.kind === 'state' && row.version !== null && write.version !== undefined && write.version < row.version
    if (older) return { kind: 'decided', result: skipped('older', row.reference) }
    const found = row.reference && { reference: row.reference }
    return decideExisting(write, hash, found, true)
  }

  /** The object is there, by us or by hand. */
  function decideExisting(write: Write, hash: string, found: Found | undefined, ours: boolean): Decided | Pending {
    const wish = run.update ? 'update' : write.onExisting
    if (wish === 'update' && write.update && found) {
      // Of a document that we wrote, the hashes say that it differs, even where the target does not show the field that
      // changed. What others may have changed too (a state, or made by hand), only the target can tell.
      const same = found.current !== undefined && differences(found.current, write.payload).length === 0
      if (same && !(ours && write.kind === 'event'))
        return { kind: 'decided', result: skipped('unchanged', found.reference) }
      return pendingOf(write, hash, 'update', found)
    }
    if (wish === 'park') {
      const problem: Problem = {
        code: 'engine.exists',
        message: `It is in the target already${found ? ` as ${found.reference.id}` : ''}.`,
        advice: 'Decide what to do with it: "Run again, and update" writes it anew, dismissing leaves it as it is.',
        retry: 'after-fix',
      }
      return { kind: 'decided', result: { kind: 'failed', problem } }
    }
    if (ours || write.kind === 'state') return { kind: 'decided', result: skipped('exists', found?.reference) }
    const reference = found ? { reference: found.reference } : {}
    return { kind: 'decided', result: { kind: 'skipped', reason: 'exists', ...reference } }
  }

  /** Everything before sending: the ledger, then the target itself where it is to be asked first. */
  async function decide(write: Write): Promise<Decided | Pending | Unclear> {
    const hash = hashOf(write.payload)
    const row = ledger.get(keyOf(write))
    if (row && row.state !== 'refused') {
      const claimed = claimedByOther(row)
      if (claimed) return claimed
      if (row.state === 'done') return withCurrent(decideDone(write, row, hash))
      return decideIntent(write, row, hash)
    }
    if (write.findWhen !== 'when-ambiguous' && write.find) {
      const askedAt = now()
      const found = await write.find()
      if (found) return { ...decideExisting(write, hash, found, false), times: { askedAt } }
      return { ...pendingOf(write, hash, 'create'), times: { askedAt } }
    }
    return pendingOf(write, hash, 'create')
  }

  /** Before an update the object is read, so that what is sent can be compared with what stands there. */
  async function withCurrent(decided: Decided | Pending): Promise<Decided | Pending> {
    if (decided.kind !== 'send' || decided.action !== 'update' || !decided.write.find) return decided
    const found = await decided.write.find()
    if (!found) return decided
    return decideExisting(decided.write, decided.hash, found, true)
  }

  function decideIntent(write: Write, row: LedgerRow, hash: string): Unclear | Promise<Decided | Pending> {
    const action = row.action
    const found = row.reference && { reference: row.reference }
    const pending = pendingOf(write, hash, action, action === 'update' ? found : undefined, row)
    if (live) return { kind: 'unclear', pending, since: row.intentAt }
    return lookFirst(pending)
  }

  /** A dry run meets an open intent: it may look, it may not act. */
  async function lookFirst(pending: Pending): Promise<Decided | Pending> {
    const found = await pending.write.find?.()
    return found ? decideExisting(pending.write, pending.hash, found, true) : pending
  }

  async function commitIntents(all: readonly Pending[]): Promise<void> {
    const at = now()
    await commit(() => {
      for (const pending of all) {
        ledger.intend({
          ...pending.key,
          flow: flow.id,
          node: place.node,
          run: run.id,
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
  async function clear(unclear: Unclear, round: number): Promise<WriteResult> {
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

  function tell(write: Write, result: WriteResult, times: Times | undefined): WriteResult {
    place.onEffect(write, {
      node: place.node,
      operation: write.operation,
      identity: write.identity ?? write.record.identity,
      action: result.kind === 'written' ? result.action : result.kind === 'skipped' ? 'skip' : 'park',
      at: now(),
      ...(result.kind !== 'failed' && result.reason !== undefined ? { reason: result.reason } : {}),
      ...(result.kind !== 'failed' && result.reference ? { target: result.reference } : {}),
      ...(result.kind === 'written' && result.diff ? { diff: result.diff } : {}),
      ...(result.kind === 'failed' ? { problem: result.problem } : {}),
      ...(result.kind === 'failed' || (result.kind === 'written' && result.action !== 'skip')
        ? { sent: write.payload }
        : {}),
      ...(live ? {} : { dryRun: true }),
      ...times,
    })
    return result
  }

  function dryResult(pending: Pending): WriteResult {
    const diff = pending.diff ?? differences(undefined, pending.write.payload)
    const reference = pending.found ? { reference: pending.found.reference } : {}
    return { kind: 'written', action: pending.action, diff, ...reference }
  }

  async function writeOne(write: Write): Promise<WriteResult> {
    guard([write])
    const decided = await decide(write)
    if (decided.kind === 'decided') return tell(write, decided.result, decided.times)
    if (decided.kind === 'unclear') return tell(write, await clear(decided, 0), decided.pending.times)
    return tell(write, live ? await send(decided) : dryResult(decided), decided.times)
  }

  const guarded = async (work: () => Promise<WriteResult>): Promise<WriteResult> => {
    try {
      return await work()
    } catch (error) {
      if (place.signal.aborted) throw error
      return { kind: 'failed', problem: problemOf(error) }
    }
  }

  function gateKey(write: Write): string {
    const key = keyOf(write)
    return `${key.environment}\n${key.operation}\n${key.identity}\n${key.owner}`
  }

  /** Sends a group in one call of the target; what the call does not take goes one by one. */
  async function writeGroup(
    writes: readonly Write[],
    sendMany: SendMany,
    { updates = false }: SendManyOptions = {},
  ): Promise<readonly WriteResult[]> {
    guard(writes)
    const release = await gate.acquire(writes.map(gateKey))
    try {
      const decided = await Promise.all(writes.map(decide))
      const together = decided.filter(
        (one): one is Pending => one.kind === 'send' && live && (one.action === 'create' || updates),
      )
      const answers = await sendTogether(together, sendMany)
      return await Promise.all(
        decided.map(async (one, i) => {
          const write = writes[i] as Write
          if (one.kind === 'decided') return tell(write, one.result, one.times)
          if (one.kind === 'unclear') return tell(write, await clear(one, 0), one.pending.times)
          const answer = answers.get(one)
          if (answer) return tell(write, await answer(), one.times)
          return tell(write, live ? await send(one) : dryResult(one), one.times)
        }),
      )
    } finally {
      release()
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
    return unknown ? clear({ kind: 'unclear', pending, since: now() }, 0) : refused(pending, result.problem)
  }

  return {
    write: (write) => guarded(() => gate.with(gateKey(write), () => writeOne(write))),
    async writeMany(writes, sendMany, options) {
      if (!sendMany) return Promise.all(writes.map((write) => this.write(write)))
      return writeGroup(writes, sendMany, options)
    },
    wrote(operation, identity) {
      const own = ledger.get({ environment, operation, identity, owner: '' })
      const row = own ?? ledger.get({ environment, operation, identity, owner: `${flow.id}:${place.node}` })
      if (!row || row.state === 'refused') return undefined
      const reference = row.reference ? { reference: row.reference } : {}
      return {
        state: row.state,
        own: row.flow === flow.id,
        flow: row.flow,
        thisRun: row.run === run.id,
        finished: deps.finished(flow.id, identity),
        ...reference,
      }
    },
    effects(operation, under) {
      const rows = ledger.under({ environment, operation, under })
      return rows.map(({ identity, state, reference, note, version, flow: owner }) => ({
        identity,
        state: state === 'done' ? 'done' : 'intent',
        flow: owner,
        ...(reference ? { reference } : {}),
        ...(note === undefined ? {} : { note }),
        ...(version === null ? {} : { version }),
      }))
    },
  }
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
