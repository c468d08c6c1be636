import { expect, test } from 'vitest'
import { KeyedLock } from '../../sdk/keyed-lock.ts'
import { limiter } from './limiter.ts'

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2))

test('never more than the limit at once, all in order, a failure frees its place', async () => {
  const limit = limiter(3)
  let running = 0
  let most = 0
  const started: number[] = []
  const tasks = Array.from({ length: 20 }, (_, index) =>
    limit.run(async () => {
      started.push(index)
      most = Math.max(most, ++running)
      await soon()
      running--
      if (index % 5 === 0) throw new Error('no')
      return index
    }),
  )
  const settled = await Promise.allSettled(tasks)
  expect(most).toBe(3)
  expect(started).toEqual(started.toSorted((a, b) => a - b))
  expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(16)
})

test('who waits can be called back, and its place is not lost', async () => {
  const limit = limiter(1)
  const abort = new AbortController()
  const first = limit.run(soon)
  const second = limit.run(async () => 'never', abort.signal)
  const third = limit.run(async () => 'third')
  abort.abort(new Error('stopped'))
  await expect(second).rejects.toThrow('stopped')
  await first
  await expect(third).resolves.toBe('third')
})

test('tasks of one key follow each other, those of others do not wait', async () => {
  const lock = new KeyedLock()
  const seen: string[] = []
  const task = (key: string, name: string) =>
    lock.run(key, async () => {
      seen.push(`${name} begins`)
      await soon()
      seen.push(`${name} ends`)
    })
  await Promise.all([task('a', '1'), task('a', '2'), task('b', '3')])
  expect(seen.indexOf('1 ends')).toBeLessThan(seen.indexOf('2 begins'))
  expect(seen.indexOf('3 begins')).toBeLessThan(seen.indexOf('1 ends'))
})
