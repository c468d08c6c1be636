import type { KnownEffect, RunInfo, SendMany, SendManyOptions, Wrote } from '../../nodes/sdk/context.ts'
import { problemOf } from '../../nodes/sdk/problem.ts'
import type { Write, WriteResult } from '../../nodes/sdk/write.ts'
import type { EffectKey, Ledger } from '../store/work/ledger.ts'
import type { Rehearsal } from '../store/work/rehearsal.ts'
import type { TraceEffect } from '../store/traces/chunk.ts'
import { createDecide, knownBy, type Decided, type Pending, type Times, type Unclear } from './decide.ts'
import { differences } from './difference.ts'
import type { Gate } from './gate.ts'
import { Guards } from './guards.ts'
import { createSender } from './send.ts'

export interface DoorDeps {
  readonly ledger: Ledger
  readonly rehearsal: Rehearsal
  readonly commit: (work: () => void) => Promise<void>
  /** One for the whole runner: the same effect is never worked on twice at once, in whatever run. */
  readonly gate: Gate
  readonly now: () => number
  readonly flowExists: (flow: string) => boolean
  /** Whether the last live run that had this record settled it for good. */
  readonly finished: (flow: string, identity: string) => boolean
  /** Whether a run has settled a record of this identity: any, or one of a source and before an ordinal. */
  readonly settledIn: (
    run: { readonly id: string; readonly flow: string },
    identity: string,
    of?: { readonly source: string; readonly before: number },
  ) => boolean
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
  /** Lets the guards judge before anything of it is sent. */
  foresee(writes: readonly Write[]): void
  wrote(operation: string, identity: string): Wrote | undefined
  effects(operation: string, under: string): readonly KnownEffect[]
}

/** The only way to a target. See runtime/engine/README.md, "The door", for the order of steps and why. */
export function createDoor(deps: DoorDeps, place: DoorPlace): Door {
  const { ledger, rehearsal, commit, gate, now } = deps
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

  const decide = createDecide({
    ...{ ledger, run, flow: flow.id, keyOf, flowExists: deps.flowExists, now },
    rehearsed: (key) => (live ? undefined : rehearsal.get(run.id, textOf(key))),
    settled: (identity) => deps.settledIn({ id: run.id, flow: flow.id }, identity),
  })
  const { send, clear, sendTogether } = createSender({
    ...{ ledger, commit, now, flow: flow.id, node: place.node, run: run.id },
    ...{ settleMs: place.settleMs, signal: place.signal },
  })

  function tell(write: Write, result: WriteResult, times: Times | undefined): WriteResult {
    place.onEffect(write, {
      node: place.node,
      operation: write.operation,
      identity: write.identity ?? write.record.identity,
      action: result.kind === 'written' ? result.action : result.kind === 'skipped' ? 'skip' : 'park',
      at: now(),
      ...(result.kind !== 'failed' && result.reason !== undefined ? { reason: result.reason } : {}),
      // What a dry run only rehearsed has no number yet.
      ...(result.kind !== 'failed' && result.reference?.id ? { target: result.reference } : {}),
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

  /** What a live run would answer: by now it would have written what this one only noted. */
  function dryResult(pending: Pending): WriteResult {
    const { write, hash } = pending
    const effect = gateKey(write)
    const before = rehearsal.get(run.id, effect)
    const reference = pending.found ? { reference: pending.found.reference } : {}
    const reason = before && (knownBy(write, hash, before, run) ?? (isUpdated(write) ? undefined : 'exists'))
    if (reason) return { kind: 'written', action: 'skip', reason, ...reference }
    rehearsal.put({ run: run.id, effect, hash, version: write.version ?? null })
    const diff = pending.diff ?? differences(undefined, write.payload)
    return { kind: 'written', action: before ? 'update' : pending.action, diff, ...reference }
  }

  async function writeOne(write: Write): Promise<WriteResult> {
    guard([write])
    const decided = await decide(write)
    if (decided.kind === 'decided') return tell(write, decided.result, decided.times)
    if (decided.kind === 'unclear') return tell(write, await clear(decided), decided.pending.times)
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

  /** In a group a look-up that fails is the matter of its own write. */
  async function decideAlone(write: Write): Promise<Decided | Pending | Unclear> {
    try {
      return await decide(write)
    } catch (error) {
      if (place.signal.aborted) throw error
      return { kind: 'decided', result: { kind: 'failed', problem: problemOf(error) } }
    }
  }

  const gateKey = (write: Write): string => textOf(keyOf(write))

  /** Sends a group in one call of the target; what the call does not take goes one by one. */
  async function writeGroup(
    writes: readonly Write[],
    sendMany: SendMany,
    { updates = false }: SendManyOptions = {},
  ): Promise<readonly WriteResult[]> {
    guard(writes)
    const release = await gate.acquire(writes.map(gateKey))
    try {
      const decided = await Promise.all(writes.map(decideAlone))
      const together = decided.filter(
        (one): one is Pending => one.kind === 'send' && live && (one.action === 'create' || updates),
      )
      const answers = await sendTogether(together, sendMany)
      return await Promise.all(
        decided.map(async (one, i) => {
          const write = writes[i] as Write
          if (one.kind === 'decided') return tell(write, one.result, one.times)
          if (one.kind === 'unclear') return tell(write, await clear(one), one.pending.times)
          const answer = answers.get(one)
          if (answer) return tell(write, await answer(), one.times)
          return tell(write, live ? await send(one) : dryResult(one), one.times)
        }),
      )
    } finally {
      release()
    }
  }

  return {
    write: (write) => guarded(() => gate.with(gateKey(write), () => writeOne(write))),
    async writeMany(writes, sendMany, options) {
      if (!sendMany) return Promise.all(writes.map((write) => this.write(write)))
      return writeGroup(writes, sendMany, options)
    },
    foresee: guard,
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

const textOf = ({ environment, operation, identity, owner }: EffectKey): string =>
  `${environment}\n${operation}\n${identity}\n${owner}`

const isUpdated = (write: Write): boolean => write.onExisting === 'update' && write.update !== undefined
