/** Profit lives in Amsterdam: what it shows with a Z behind it is local time all the same. */
const amsterdam = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})

const quarter = 15 * 60_000
let known = { quarter: -1, offset: 0 }

/** How far Amsterdam is ahead of UTC; it changes on a quarter of an hour only, so it is looked up once in each. */
function offsetAt(time: number): number {
  const current = Math.floor(time / quarter)
  if (known.quarter !== current) {
    const shown = amsterdam
      .format(current * quarter)
      .replace(' ', 'T')
      .replace(',', '.')
    known = { quarter: current, offset: Date.parse(`${shown}Z`) - current * quarter }
  }
  return known.offset
}

/** `2026-11-24T14:03:07.481`: as Profit stores it. */
export function localTime(time: number): string {
  return new Date(time + offsetAt(time)).toISOString().slice(0, 23)
}

export function localDate(time: number): string {
  return localTime(time).slice(0, 10)
}

/** As Profit shows it: rounded to the second, with the Z that it does not mean. */
export function shownTime(stored: string): string {
  const rounded = new Date(Math.round(Date.parse(`${stored}Z`) / 1000) * 1000)
  return `${rounded.toISOString().slice(0, 19)}Z`
}

export function shownDate(stored: string): string {
  return `${stored.slice(0, 10)}T00:00:00Z`
}
