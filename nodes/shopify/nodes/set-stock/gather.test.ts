import { expect, it } from 'vitest'
import type { Batch } from '../../../sdk/outcome.ts'
import { gathered } from './gather.ts'

const batch = (size: number): Batch =>
  Array.from({ length: size }, (_, at) => ({
    ...{ id: `${at}`, identity: `${at}`, key: `${at}` },
    ...{ keys: [], parents: [], data: {} },
  }))

/** The sizes in which batches are worked, each of whose articles asks for so many calls. */
async function worked(sizes: readonly number[], calls: (size: number) => number, restorePerSecond = 100) {
  async function* input(): AsyncGenerator<Batch> {
    for (const size of sizes) yield batch(size)
  }
  const client = { rate: { maximum: 2000, restorePerSecond } }
  const volumeOf = (one: Batch) => Promise.resolve({ calls: calls(one.length), points: calls(one.length) * 10 })
  const out: number[] = []
  for await (const one of gathered(input(), client, volumeOf)) out.push(one.length)
  return out
}

const all = (size: number): number => size

it('makes one batch of as many as may be kept back, where all would go in bulk', async () => {
  expect(
    await worked(
      Array.from({ length: 20 }, () => 250),
      all,
    ),
  ).toEqual([14 * 250, 6 * 250])
})

it('lets what needs few calls pass as it comes', async () => {
  expect(await worked([250, 250, 250], () => 50)).toEqual([250, 250, 250])
  expect(await worked([250, 250], all, 1000)).toEqual([250, 250])
})

it('keeps the order: what was kept back goes before a batch that passes', async () => {
  expect(await worked([200, 200, 10, 200], (size) => (size === 10 ? 0 : size))).toEqual([400, 10, 200])
})
