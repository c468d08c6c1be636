import type { SourceRecord } from './record.ts'

/** What the run asks of a source. */
export interface Selection {
  /** How far this source was read before (live, incremental runs only). */
  readonly watermark?: unknown
  /** Where an interrupted run goes on; wins over the watermark. */
  readonly cursor?: unknown
  readonly keys?: readonly string[]
  /** ISO date-times. */
  readonly since?: string
  readonly until?: string
}

/** A page of source records; the engine commits `cursor` and `watermark` once all of it has settled. */
export interface Page {
  readonly records: readonly SourceRecord[]
  readonly cursor?: unknown
  /** How far everything has been read with this page; leave out while unknown. Trails by the source's overlap. */
  readonly watermark?: unknown
  /** How many records the run will read in all, where the source can tell. */
  readonly expected?: number
}

/** A webhook as it lies in the inbox. */
export interface Delivery {
  readonly id: string
  readonly topic: string | undefined
  readonly headers: Readonly<Record<string, string>>
  /** Parsed with reserved keys refused. */
  readonly body: unknown
  readonly receivedAt: number
}
