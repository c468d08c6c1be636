import { expect, test } from 'vitest'
import { localDate, localTime, shownDate, shownTime } from './local-time.ts'

test.each([
  ['2026-11-24T13:03:07.481Z', '2026-11-24T14:03:07.481'],
  ['2026-07-01T22:30:00.000Z', '2026-07-02T00:30:00.000'],
  ['2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999'],
  ['2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000'],
  ['2026-10-25T00:59:59.000Z', '2026-10-25T02:59:59.000'],
  ['2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000'],
])('%s is %s in Amsterdam', (utc, local) => {
  expect(localTime(Date.parse(utc))).toBe(local)
})

test('the date is that of Amsterdam', () => {
  expect(localDate(Date.parse('2026-12-31T23:30:00Z'))).toBe('2027-01-01')
})

test('shown times are rounded to the second, up from the half', () => {
  expect(shownTime('2026-11-24T14:03:07.499')).toBe('2026-11-24T14:03:07Z')
  expect(shownTime('2026-12-31T23:59:59.500')).toBe('2027-01-01T00:00:00Z')
  expect(shownDate('2026-11-24')).toBe('2026-11-24T00:00:00Z')
})
