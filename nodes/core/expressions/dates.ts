import { ProblemError } from '../../sdk/problem.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** A date-time in Amsterdam as AFAS wants it: `2026-07-01T14:00:00`, without a zone. */
export function afasDateTime(moment: unknown): string | undefined {
  return over(moment, (one) => textOf(one).slice(0, 19))
}

/** The date in Amsterdam at a moment: `2026-07-01`. A date without a time stays what it is. */
export function afasDate(moment: unknown): string | undefined {
  return over(moment, (one) => textOf(one).slice(0, 10))
}

/** A time that AFAS gave (Amsterdam, without a zone) as ISO in UTC: `2026-07-01T12:00:00Z`. */
export function isoFromAfas(local: unknown): string | undefined {
  return over(local, (one) => new Date(one - offset(one - HOUR)).toISOString().replace('.000Z', 'Z'))
}

/** A date so many days later (or earlier): for due dates. */
export function addDays(date: unknown, days: unknown): string | undefined {
  if (typeof days !== 'number' || !Number.isInteger(days) || Math.abs(days) > 40_000) throw notADate(days)
  return over(date, (one) => textOf(one + days * DAY).slice(0, 10))
}

/** Works on the local time in Amsterdam, as milliseconds that read like it when shown in UTC. */
function over<T>(value: unknown, then: (local: number) => T): T | undefined {
  return value === undefined || value === null || value === '' ? undefined : then(localOf(value))
}

function localOf(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8e15) return value + offset(value)
  const match = typeof value === 'string' ? FORM.exec(value.trim()) : null
  if (!match) throw notADate(value)
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  const read = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, m = 0, d = 0, hh = 0, mm = 0, ss = 0] = read
  const time = Date.UTC(y, m - 1, d, hh, mm, ss, Number(fraction.padEnd(3, '0').slice(0, 3)))
  if (!exists(time, y, m, d) || hh > 23 || mm > 59 || ss > 59) throw notADate(value)
  if (zone === undefined) return time
  const moment = time - zoneOf(zone)
  return moment + offset(moment)
}

/** Whether the day is in the calendar: 30 February is not. */
function exists(time: number, year: number, month: number, day: number): boolean {
  const date = new Date(time)
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function zoneOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000
}

/** How far Amsterdam is ahead of UTC: two hours from the last Sunday of March to that of October, 01:00 UTC; else one. */
function offset(moment: number): number {
  const year = new Date(moment).getUTCFullYear()
  const summer = moment >= lastSunday(year, 2) && moment < lastSunday(year, 9)
  return summer ? 2 * HOUR : HOUR
}

const sundays = new Map<number, number>()

function lastSunday(year: number, month: number): number {
  const key = year * 12 + month
  const known = sundays.get(key)
  if (known !== undefined) return known
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  const time = last.getTime() - last.getUTCDay() * DAY
  if (sundays.size < 1_000) sundays.set(key, time)
  return time
}

function textOf(local: number): string {
  return new Date(local).toISOString()
}

function notADate(value: unknown): ProblemError {
  const shown = String(JSON.stringify(value)).slice(0, 60)
  return new ProblemError({
    code: 'expression.failed',
    message: `${shown} is not a date or a time.`,
    advice: 'Give a date such as 2026-07-01 or a time such as 2026-07-01T12:00:00Z.',
    retry: 'after-fix',
  })
}
