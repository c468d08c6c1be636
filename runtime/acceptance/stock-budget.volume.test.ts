import { beforeAll, expect, it } from 'vitest'
import { stock, type StockBench } from '../bench/stock.ts'
import { writesOf } from '../testing/koppel.ts'

/** A tenth by default; the whole of it is also printed by the bench. */
const ITEMS = process.env['VOLUME'] === '1' ? 50_000 : 5_000
/** So little comes back that the run waits for it. */
const BUCKET = process.env['VOLUME'] === '1' ? { size: 400, restore: 15 } : { size: 150, restore: 15 }

let measured: StockBench
beforeAll(async () => {
  measured = await stock(ITEMS, BUCKET)
}, 1_800_000)

it('sets the stock of the whole shop, and sends nothing the second time', () => {
  const { sync, second } = measured
  expect(sync.run.counts).toMatchObject({ parked: 0, pending: 0 })
  expect(sync.run.counts.read).toBeGreaterThan(ITEMS * 0.9)
  expect(sync.run.counts.updated).toBeGreaterThan(ITEMS / 2)
  expect(second.run.counts).toMatchObject({ created: 0, updated: 0, skipped: second.run.counts.read })
  expect(second.run.counts.read).toBe(sync.run.counts.read)
  expect(writesOf(second.calls)).toEqual([])
})

it('is never throttled', () => {
  expect(measured.books.throttled).toBe(0)
})

it('uses at least 95 % of the rate budget while that is the limit', ({ skip }) => {
  const { books } = measured
  skip(books.limitedSeconds < 5, 'the machine is so busy that it was the limit, and not the budget')
  expect(books.share).toBeGreaterThanOrEqual(0.95)
})

it('keeps the runner under 250 MB', ({ skip }) => {
  const { memory } = measured
  if (memory === undefined) return skip('this system does not tell')
  expect(memory).toBeLessThan(250)
})
