import { describe, expect, it } from 'vitest'
import { chooseWriting } from './choose.ts'

describe('what is written goes in bulk', () => {
  const on = (maximum: number, restorePerSecond: number) => ({ rate: { maximum, restorePerSecond } })
  it.each([
    ['when it would take the budget for more than a minute', on(2000, 100), 701, 'in bulk'],
    ['not when it takes less', on(2000, 100), 700, 'one by one'],
    ['later on a larger plan', on(20_000, 1000), 7000, 'one by one'],
    ['not when it is only a few, whatever the bucket', on(100, 5), 99, 'one by one'],
    ['sooner on a smaller one', on(100, 5), 100, 'in bulk'],
  ])('%s', (_, client, calls, expected) => {
    expect(chooseWriting(client, { calls, points: calls * 10 })).toBe(expected)
  })
})
