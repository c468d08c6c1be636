import type { Selection } from '../../sdk/source.ts'
import { localTime, type Row } from '../client/rows.ts'
import { amsterdam, minus, sweepDay } from '../client/wall-clock.ts'

/** How far a source was read: the newest change, and the day of the last reading of everything. */
export interface Watermark {
  readonly newest: string
  readonly swept: string
}

/** Where a reading stands. It is one of everything (`since` empty) or of what changed from then on; all in Dutch time. */
export interface Place extends Watermark {
  /** Behind which key it goes on; empty: at the beginning. */
  readonly after: string
  readonly since: string
  readonly until: string
  /** When it began: what changes while it goes on belongs to the next one, wherever it had got to. */
  readonly began: string
}

interface Settings {
  /** Empty: changes do not show, so everything is read each time. */
  readonly modifiedField: string
  readonly overlapSeconds: number
  /** `02:00`: everything is read once a day, by the first run from then on. Empty: never. */
  readonly sweepAt: string
}

/** Whether a person chose a period: such a reading says nothing about how far the source was read. */
export function isRanged({ since, until }: Selection): boolean {
  return since !== undefined || until !== undefined
}

/** Where a reading goes on, or begins: with the period chosen, with everything when that is due, or with what is new. */
export function placeOf(selection: Selection, settings: Settings, now: Date): Place {
  const resumed = selection.cursor as Partial<Place> | undefined
  if (typeof resumed?.after === 'string' && typeof resumed.began === 'string') return resumed as Place
  const { modifiedField, overlapSeconds, sweepAt } = settings
  const { since, until } = selection
  const { newest = '', swept = '' } = (selection.watermark ?? {}) as Partial<Watermark>
  const began = amsterdam(now)
  const today = sweepDay(began, sweepAt)
  const start = { after: '', until: until ? amsterdam(until) : '', began }
  if (isRanged(selection)) return { ...start, since: since ? amsterdam(since) : '', newest, swept }
  const everything = modifiedField === '' || newest === '' || (sweepAt !== '' && swept < today)
  if (everything) return { ...start, since: '', newest: '', swept: today }
  return { ...start, since: minus(newest, overlapSeconds), newest, swept }
}

/** How far the source was read once a reading has come to its end. */
export function watermarkAt({ newest, swept, began }: Place): Watermark {
  return { newest: newest > began ? began : newest, swept }
}

/** The newest change in these rows, or that of before. Without a field changes do not show. */
export function newestIn(rows: readonly Row[], field: string, before: string): string {
  if (field === '') return before
  return rows.map((row) => localTime(row[field])).reduce((most, one) => (one > most ? one : most), before)
}
