/** Moments as AFAS writes and filters them: the time on a Dutch clock, `2026-11-01T08:15:00`, without a zone. */

/** Wall-clock arithmetic on a local time: a filter needs no time zone, and an hour too much does no harm. */
export function minus(local: string, seconds: number): string {
  return new Date(Date.parse(`${local.slice(0, 19)}Z`) - seconds * 1000).toISOString().slice(0, 19)
}

export function amsterdam(moment: string | Date): string {
  return new Date(moment).toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' }).replace(' ', 'T')
}

/** The day on which everything was last due to be read: today once it is `at` (`02:00`), yesterday before that. */
export function sweepDay(local: string, at: string): string {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return minus(local, hours * 3600 + minutes * 60).slice(0, 10)
}
