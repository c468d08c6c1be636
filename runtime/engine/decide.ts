import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { canonicalJson } from '../../nodes/sdk/canonical.ts'
import type { RunInfo } from '../../nodes/sdk/context.ts'
import type { Problem } from '../../nodes/sdk/problem.ts'
import type { Difference, Found, Reference, Write, WriteResult } from '../../nodes/sdk/write.ts'
import type { EffectKey, Ledger, LedgerRow } from '../store/work/ledger.ts'
import type { Rehearsed } from '../store/work/rehearsal.ts'
import { differences } from './difference.ts'

export interface Times {
  askedAt?: number
  intentAt?: number
  sentAt?: number
  answeredAt?: number
}
/** A write that is to be sent: what to do, and what is known of the object in the target. */
export interface Pending {
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
export interface Unclear {
  readonly kind: 'unclear'
  readonly pending: Pending
  readonly since: number
}
export interface Decided {
  readonly kind: 'decided'
  readonly result: WriteResult
  readonly times?: Times
}

export interface DecideDeps {
  readonly ledger: Ledger
  readonly run: RunInfo
  readonly flow: string
  readonly keyOf: (write: Write) => EffectKey
  readonly flowExists: (flow: string) => boolean
  /** What this dry run would have written by now under a key. */
  readonly rehearsed: (key: EffectKey) => Rehearsed | undefined
  /** Whether this run has settled a source record of this identity. */
  readonly settled: (identity: string) => boolean
  readonly now: () => number
}

export function hashOf(payload: unknown): string {
  return createHash('sha256').update(canonicalJson(payload)).digest('base64url')
}

/** Why a write brings nothing that was not written before: the very same, or an older state. */
export function knownBy(
  write: Write,
  hash: string,
  before: { readonly hash: string; readonly version: string | null },
  run: RunInfo,
): 'exists' | 'unchanged' | 'older' | undefined {
  const { version } = write
  const older = write.kind === 'state' && before.version !== null && version !== undefined && version < before.version
  if (older) return 'older'
  if (before.hash !== hash) return undefined
  return write.kind === 'event' && !run.update ? 'exists' : 'unchanged'
}

/** What is to be done about a write, before anything is sent: the ledger is asked, and the target where it is to be asked. */
export type Decide = (write: Write) => Promise<Decided | Pending | Unclear>

/** Steps 1 and 2 of the door; see runtime/engine/README.md. */
export function createDecide({ ledger, run, flow, keyOf, flowExists, rehearsed, settled, now }: DecideDeps): Decide {
  const live = run.mode === 'live'

  const skipped = (reason: string, reference?: Reference): WriteResult => ({
    kind: 'written',
    action: 'skip',
    reason,
    ...(reference ? { reference } : {}),
  })

  /** Another flow holds this event: its claim stands while it is intended or done and the flow is there. */
  function claimedByOther(row: LedgerRow): Decided | undefined {
    if (row.flow === flow || row.owner !== '') return undefined
    if (row.state === 'intent' && !flowExists(row.flow)) return undefined
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

  /**
   * The record at the door is the one that was written, again after a crash. Its place in the run may be another one by now:
   * an order that got our tag stands further back. Had it settled, it would be another record of the same identity.
   */
  function isRepeat(write: Write, row: LedgerRow): boolean {
    if (row.run !== run.id) return false
    return row.record === write.record.id || (write.kind === 'event' && !settled(write.record.identity))
  }

  /** The object is there and we wrote it: what a later version of the record does with it. */
  function decideDone(write: Write, row: LedgerRow, hash: string): Decided | Pending {
    // An update that was refused leaves no hash: what stands in the target is what was written before.
    const refused = row.hash === ''
    if (live && isRepeat(write, row) && !refused) {
      const reference = row.reference ? { reference: row.reference } : {}
      return { kind: 'decided', result: { kind: 'written', action: row.action, ...reference } }
    }
    const reason = knownBy(write, hash, row, run)
    const looksAnyway = reason !== 'older' && write.findWhen === 'always'
    if (reason !== undefined && !looksAnyway) return { kind: 'decided', result: skipped(reason, row.reference) }
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
      if (row.state === 'done') return withCurrent(decideDone(write, { ...row, ...rehearsed(row) }, hash))
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

  return decide
}
