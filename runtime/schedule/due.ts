import { Cron } from 'croner'
import type { Trigger } from '../../flows/schema.ts'

export type Schedule = Extract<Trigger, { type: 'schedule' }>

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const STRETCHES = [3_600_000, 86_400_000, 32 * 86_400_000]
const DEFAULT_ZONE = 'Europe/Amsterdam'

/** `15m` in milliseconds; undefined for anything else. */
export function intervalMs(every: string): number | undefined {
  const [, count, unit] = /^([1-9]\d*)([smhd])$/.exec(every) ?? []
  const ms = Number(count) * (UNITS[unit ?? ''] ?? 0)
  return ms > 0 ? ms : undefined
}

/**
 * The first slot after `after`. "Every" counts from `since` (the moment of enabling), so the same slots come out
 * whenever they are computed; cron follows the clock of its time zone through summer and winter time.
 */
export function nextDueAt(schedule: Schedule, since: number, after: number): number | undefined {
  if (schedule.every !== undefined) {
    const step = intervalMs(schedule.every)
    if (step === undefined) return undefined
    return since + Math.max(1, Math.floor((after - since) / step) + 1) * step
  }
  const cron = cronOf(schedule)
  return cron?.nextRun(new Date(Math.max(after, since)))?.getTime()
}

/** The newest slot at or before `now` that lies after `after`; undefined when none is due. */
export function lastDueAt(schedule: Schedule, since: number, after: number, now: number): number | undefined {
  const from = Math.max(after, since)
  if (schedule.every !== undefined) {
    const step = intervalMs(schedule.every)
    if (step === undefined) return undefined
    const slot = since + Math.floor((now - since) / step) * step
    return slot > from && slot <= now ? slot : undefined
  }
  const next = (at: number) => cronOf(schedule)?.nextRun(new Date(at))?.getTime()
  const first = next(from)
  if (first === undefined || first > now) return undefined
  // After a long stop: not every slot in between, only those of the last stretch that has one.
  const start = STRETCHES.map((ms) => Math.max(from, now - ms)).find((at) => (next(at) ?? Infinity) <= now) ?? from
  let last = first
  for (let slot = next(start); slot !== undefined && slot <= now; slot = next(slot)) last = slot
  return last
}

/** Parsed once a pattern: a look at every schedule a second must cost nothing. */
const parsed = new Map<string, Cron | undefined>()

function cronOf({ cron, timeZone = DEFAULT_ZONE }: Schedule): Cron | undefined {
  if (cron === undefined) return undefined
  const key = `${timeZone} ${cron}`
  if (!parsed.has(key)) parsed.set(key, parse(cron, timeZone))
  return parsed.get(key)
}

function parse(pattern: string, timezone: string): Cron | undefined {
  try {
    const cron = new Cron(pattern, { timezone, paused: true })
    // An unknown time zone shows only when a time is asked for.
    cron.nextRun()
    return cron
  } catch {
    return undefined
  }
}
