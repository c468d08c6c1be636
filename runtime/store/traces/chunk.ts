import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { Difference, Reference } from '../../../nodes/sdk/write.ts'

/** One record instance at one node. A split gives several steps at the nodes after it, told apart by `part`. */
export interface TraceStep {
  readonly node: string
  readonly at: number
  readonly ms: number
  readonly outcome: 'passed' | 'skipped' | 'parked'
  readonly part?: string
  readonly port?: string
  readonly reason?: string
  readonly detail?: string
  readonly problem?: Problem
  readonly input: unknown
  readonly output?: unknown
}

/** One effect as the door saw it; times in ms since 1970. */
export interface TraceEffect {
  readonly node: string
  readonly operation: string
  readonly identity: string
  readonly action: 'create' | 'update' | 'skip' | 'park'
  readonly reason?: string
  readonly target?: Reference
  readonly sent?: unknown
  readonly diff?: readonly Difference[]
  readonly problem?: Problem
  readonly dryRun?: boolean
  /** The target was asked first, the intent was on disk, the call went out, the answer was there. */
  readonly askedAt?: number
  readonly intentAt?: number
  readonly sentAt?: number
  readonly answeredAt?: number
  readonly at: number
}

/** A source record with everything that happened to it in a run. */
export interface TraceRecord {
  readonly ordinal: number
  readonly data: unknown
  readonly steps: readonly TraceStep[]
  readonly effects: readonly TraceEffect[]
}

interface Stored {
  v: 1
  /** Record data, each distinct object once: most nodes pass on what they got. */
  values: unknown[]
  records: StoredRecord[]
}
type Place = number | undefined
type StoredStep = Omit<TraceStep, 'input' | 'output'> & { i: number; o?: number }
type StoredEffect = Omit<TraceEffect, 'sent'> & { s?: number }
interface StoredRecord {
  n: number
  d: number
  steps: StoredStep[]
  effects: StoredEffect[]
}

const deflate = promisify(deflateRaw)

/** Packs records into the body of a chunk: JSON with a table of values, deflated off the main thread. */
export async function packChunk(records: readonly TraceRecord[]): Promise<{ body: Buffer; size: number }> {
  const values: unknown[] = []
  const places = new Map<unknown, number>()
  const put = (value: unknown): number => {
    const known = places.get(value)
    if (known !== undefined) return known
    places.set(value, values.length)
    values.push(value ?? null)
    return values.length - 1
  }
  const maybe = (value: unknown): Place => (value === undefined ? undefined : put(value))
  const stored: Stored = { v: 1, values, records: [] }
  for (const record of records) {
    stored.records.push({
      n: record.ordinal,
      d: put(record.data),
      steps: record.steps.map(({ input, output, ...step }) => {
        const o = maybe(output)
        return o === undefined ? { ...step, i: put(input) } : { ...step, i: put(input), o }
      }),
      effects: record.effects.map(({ sent, ...effect }) => {
        const s = maybe(sent)
        return s === undefined ? effect : { ...effect, s }
      }),
    })
  }
  const json = Buffer.from(JSON.stringify(stored))
  return { body: (await deflate(json, { level: 1 })) as Buffer, size: json.length }
}

export function unpackChunk(body: Buffer): TraceRecord[] {
  const stored = JSON.parse(inflateRawSync(body).toString()) as Stored
  const value = (place: Place): unknown => (place === undefined ? undefined : stored.values[place])
  return stored.records.map((record) => ({
    ordinal: record.n,
    data: value(record.d),
    steps: record.steps.map(({ i, o, ...step }) => ({ ...step, input: value(i), ...present('output', value(o)) })),
    effects: record.effects.map(({ s, ...effect }) => ({ ...effect, ...present('sent', value(s)) })),
  }))
}

function present<K extends string>(name: K, value: unknown): { [P in K]?: unknown } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: unknown })
}
