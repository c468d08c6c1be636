import { expect, test } from 'vitest'
import { cronOf, dailyOf } from './schedule-words.ts'

test('a time of day and its cron expression are the same', () => {
  expect(dailyOf('0 6 * * *')).toEqual({ time: '06:00', days: 'daily' })
  expect(dailyOf('5 23 * * 1-5')).toEqual({ time: '23:05', days: 'weekdays' })
  expect(cronOf({ time: '23:05', days: 'weekdays' })).toBe('5 23 * * 1-5')
  expect(dailyOf(cronOf({ time: '00:00', days: 'daily' }))).toEqual({ time: '00:00', days: 'daily' })
})

test.each(['*/5 * * * *', '0 6 1 * *', '0 6 * * 1', '0 0 6 * * *', 'nonsense'])('%s is no time of day', (cron) => {
  expect(dailyOf(cron)).toBeUndefined()
})
