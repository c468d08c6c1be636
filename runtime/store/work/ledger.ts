import type { Reference } from '../../../nodes/sdk/write.ts'
import type { SqliteFile } from '../sqlite.ts'

/** What makes an effect the same effect. `owner` is '' for events and `<flow>:<node>` for states. */
export interface EffectKey {
  readonly environment: string
  readonly operation: string
  readonly identity: string
  readonly owner: string
}

export interface LedgerRow extends EffectKey {
  readonly flow: string
  readonly node: string
  readonly run: string
  readonly record: string
  readonly state: 'intent' | 'done' | 'refused'
  readonly action: 'create' | 'update'
  readonly hash: string
  readonly version: string | null
  readonly idempotencyKey: string
  readonly reference: Reference | undefined
  /** See `Write.note`; undefined once it is done. */
  readonly note: unknown
  readonly intentAt: number
  readonly doneAt: number | null
}

type Raw = Omit<LedgerRow, 'reference' | 'note'> & { reference: string | null; note: string | null }

const COLUMNS = `environment, operation, identity, owner, flow, node, run, record, state, action, hash, version,
  idempotency_key as idempotencyKey, reference, note, intent_at as intentAt, done_at as doneAt`
const WHERE = 'environment = @environment and operation = @operation and identity = @identity and owner = @owner'

export interface Ledger {
  get(key: EffectKey): LedgerRow | undefined
  /** Events whose identity begins so, in order of identity, without those that were refused. */
  under(of: { environment: string; operation: string; under: string }): readonly LedgerRow[]
  /** Writes or renews the intent; call inside a commit. */
  intend(row: Omit<LedgerRow, 'state' | 'reference' | 'doneAt'>): void
  done(key: EffectKey, reference: Reference, at: number): void
  /** A definite refusal frees the claim. An update that was refused leaves what was written before. */
  refuse(key: EffectKey): void
  /** How many objects a node of a flow has written in an environment. */
  countDone(of: { environment: string; operation: string; flow: string; node: string }): number
}

/** The ledger's statements, prepared once: this is the hottest table there is. */
export function createLedger(store: SqliteFile): Ledger {
  const select = store.raw.prepare<EffectKey, Raw>(`select ${COLUMNS} from ledger where ${WHERE}`)
  const upsert = store.raw.prepare(`
    insert into ledger (environment, operation, identity, owner, workspace, flow, node, run, record, state, action,
      hash, version, note, idempotency_key, intent_at)
    values (@environment, @operation, @identity, @owner, 'default', @flow, @node, @run, @record, 'intent', @action,
      @hash, @version, @note, @idempotencyKey, @intentAt)
    on conflict do update set flow = excluded.flow, node = excluded.node, run = excluded.run,
      record = excluded.record, state = 'intent', action = excluded.action, hash = excluded.hash, version = excluded.version,
      note = excluded.note, idempotency_key = excluded.idempotency_key, intent_at = excluded.intent_at, done_at = null`)
  const finish = store.raw.prepare(
    `update ledger set state = 'done', reference = @reference, note = null, done_at = @at where ${WHERE}`,
  )
  const refuse = store.raw.prepare(
    `update ledger set state = case when reference is null then 'refused' else 'done' end, hash = '' where ${WHERE}`,
  )
  const count = store.raw
    .prepare<{ environment: string; operation: string; flow: string; node: string }, number>(
      `select count(*) from ledger where flow = @flow and state = 'done' and environment = @environment
        and operation = @operation and node = @node`,
    )
    .pluck()
  // A range of the primary key: what begins with a text lies before that text with its last character one higher.
  const range = store.raw.prepare<{ environment: string; operation: string; from: string; to: string }, Raw>(
    `select ${COLUMNS} from ledger where environment = @environment and operation = @operation
      and identity >= @from and identity < @to and owner = '' and state <> 'refused' order by identity`,
  )
  return {
    under({ environment, operation, under }) {
      const to = under.slice(0, -1) + String.fromCodePoint((under.codePointAt(under.length - 1) ?? 0) + 1)
      return range.all({ environment, operation, from: under, to }).map(rowOf)
    },
    countDone: (of) => count.get(of) ?? 0,
    get(key) {
      const row = select.get(pick(key))
      return row && rowOf(row)
    },
    intend: (row) => void upsert.run({ ...row, note: row.note === undefined ? null : JSON.stringify(row.note) }),
    done: (key, reference, at) => void finish.run({ ...pick(key), reference: JSON.stringify(reference), at }),
    refuse: (key) => void refuse.run(pick(key)),
  }
}

function rowOf(row: Raw): LedgerRow {
  return {
    ...row,
    reference: row.reference ? (JSON.parse(row.reference) as Reference) : undefined,
    note: row.note === null ? undefined : (JSON.parse(row.note) as unknown),
  }
}

function pick(key: EffectKey): EffectKey {
  return { environment: key.environment, operation: key.operation, identity: key.identity, owner: key.owner }
}
