/** One way to find a record: `{ type: 'order', value: '#1001' }`. */
export interface Key {
  readonly type: 'order' | 'email' | 'sku' | 'debtor' | 'tracking' | 'document' | (string & {})
  readonly value: string
}

/** What a source gives: a business object before the engine has numbered it. */
export interface SourceRecord<T = unknown> {
  /** Object id as the source system knows it (+ part when split); the engine puts the source environment before it. */
  readonly identity: string
  /** The name people know: #1001, a SKU. */
  readonly key: string
  /** Everything it can be found by; `key` is added by the engine. */
  readonly keys: readonly Key[]
  readonly data: T
  /** What the live view shows beside the key: who, and how much in words (`€ 36.80`). */
  readonly summary?: { readonly who?: string; readonly amount?: string }
}

/** One business object on its way through a flow. */
export interface Rec<T = unknown> {
  /** Unique for this record within a run; a record that only passes or changes keeps it. */
  readonly id: string
  readonly identity: string
  readonly key: string
  readonly keys: readonly Key[]
  /** Ids of the records this one was made from; empty for a source record. */
  readonly parents: readonly string[]
  readonly data: T
}

/** The same record with other data: what a mapping or an enrichment returns. */
export function withData<T>(record: Rec, data: T): Rec<T> {
  return { ...record, data }
}

/**
 * One record of several: what a group returns. `name` is what the whole is known by; like the part of a split it must be
 * stable over repeats, since effects are remembered under it. `environment` is the one its members were read in.
 */
export function wholeOf<T>(members: readonly Rec[], name: string, environment: string, data: T): Rec<T> {
  const keys = new Map(members.flatMap((one) => one.keys).map((key) => [`${key.type}\n${key.value}`, key]))
  return {
    id: `${members[0]?.id}/${name}`,
    identity: `${environment}:${name}`,
    key: name,
    keys: [...keys.values()],
    parents: members.map((one) => one.id),
    data,
  }
}

/**
 * A part of a record: what a split returns. `part` must be stable over repeats (a line id, an index), since it
 * becomes part of the identity under which effects are remembered.
 */
export function partOf<T>(record: Rec, part: string, data: T, key = record.key): Rec<T> {
  return {
    id: `${record.id}/${part}`,
    identity: `${record.identity}/${part}`,
    key,
    keys: record.keys,
    parents: [record.id],
    data,
  }
}
