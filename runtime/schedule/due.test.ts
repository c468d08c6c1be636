import { describe, expect, it } from 'vitest'
import { intervalMs, lastDueAt, nextDueAt } from './due.ts'

const at = (text: string) => Date.parse(text)
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())

describe('every', () => {
  const quarter = { type: 'schedule', every: '15m' } as const
  const since = at('2026-01-01T00:07:00Z')

  it('counts from the moment of enabling', () => {
    expect(iso(nextDueAt(quarter, since, since))).toBe('2026-01-01T00:22:00.000Z')
    expect(iso(nextDueAt(quarter, since, at('2026-01-01T00:22:00Z')))).toBe('2026-01-01T00:37:00.000Z')
    expect(lastDueAt(quarter, since, since, since)).toBeUndefined()
    expect(iso(lastDueAt(quarter, since, since, at('2026-01-01T05:00:00Z')))).toBe('2026-01-01T04:52:00.000Z')
  })

  it('gives no slot twice, and none while the clock is set back', () => {
    const slot = lastDueAt(quarter, since, since, at('2026-01-01T01:00:00Z')) ?? 0
    expect(lastDueAt(quarter, since, slot, at('2026-01-01T01:00:00Z'))).toBeUndefined()
    expect(lastDueAt(quarter, since, slot, at('2026-01-01T00:30:00Z'))).toBeUndefined()
  })

  it('reads s, m, h and d only', () => {
    expect(['5s', '2m', '3h', '1d'].map(intervalMs)).toEqual([5000, 120_000, 10_800_000, 86_400_000])
    expect(['0m', '5', 'm', '1w', '-1m'].map(intervalMs)).toEqual(Array(5).fill(undefined))
  })
})

describe('cron', () => {
  it('has one slot a day in each zone, through a whole year of clock changes', () => {
    for (const timeZone of ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']) {
      const daily = { type: 'schedule', cron: '30 2 * * *', timeZone } as const
      const start = at('2026-01-01T12:00:00Z')
      let last = start
      let slots = 0
      for (let now = start; now <= start + 365 * 86_400_000; now += 6 * 3_600_000) {
        const due = lastDueAt(daily, start, last, now)
        if (due === undefined) continue
        expect(due).toBeGreaterThan(last)
        last = due
        slots += 1
      }
      expect([timeZone, slots]).toEqual([timeZone, 365])
    }
  })

  it('follows the zone it names, Amsterdam unless it says so', () => {
    const six = { type: 'schedule', cron: '0 6 * * *' } as const
    expect(iso(nextDueAt(six, 0, at('2026-07-01T00:00:00Z')))).toBe('2026-07-01T04:00:00.000Z')
    expect(iso(nextDueAt(six, 0, at('2026-01-01T00:00:00Z')))).toBe('2026-01-01T05:00:00.000Z')
    const tokyo = { ...six, timeZone: 'Asia/Tokyo' }
    expect(iso(nextDueAt(tokyo, 0, at('2026-07-01T00:00:00Z')))).toBe('2026-07-01T21:00:00.000Z')
  })

  it('is never due when it cannot be read', () => {
    for (const bad of [{ cron: 'nonsense' }, { cron: '0 6 * * *', timeZone: 'Mars/Olympus' }, {}]) {
      expect(nextDueAt({ type: 'schedule', ...bad }, 0, 0)).toBeUndefined()
      expect(lastDueAt({ type: 'schedule', ...bad }, 0, 0, Date.now())).toBeUndefined()
    }
  })
})
