import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../sdk/outcome.ts'
import { lookedAhead, SAMPLE } from './look-ahead.ts'

const batch = (size: number): Batch =>
  Array.from({ length: size }, (_, at) => ({
    ...{ id: `${at}`, identity: `${at}`, key: `${at}` },
    ...{ keys: [], parents: [], data: {} },
  }))

/** What happens in which order: batches are read, judged, let through. */
async function story(sizes: readonly number[], look = (size: number) => size): Promise<string[]> {
  const told: string[] = []
  async function* input(): AsyncGenerator<Batch> {
    for (const size of sizes) {
      told.push(`read ${size}`)
      yield batch(size)
    }
  }
  const looked = lookedAhead(input(), (ahead) => {
    told.push(`look at ${ahead.length}`)
    return Promise.resolve(look(ahead.length))
  })
  for await (const one of looked) told.push(`work ${one.length}`)
  return told
}

describe('looking ahead', () => {
  it('works nothing before a sample has been judged, and then as it comes', async () => {
    const half = SAMPLE / 2
    expect(await story([half, half, 7])).toEqual([
      ...[`read ${half}`, `look at ${half}`, `read ${half}`, `look at ${half}`, `work ${half}`, `work ${half}`],
      ...['read 7', 'work 7'],
    ])
  })

  it('looks further where the shop has but a part of the articles', async () => {
    const told = await story([SAMPLE, SAMPLE, SAMPLE], (size) => size / 2)
    expect(told.slice(0, 5)).toEqual([
      ...[`read ${SAMPLE}`, `look at ${SAMPLE}`, `read ${SAMPLE}`, `look at ${SAMPLE}`, `work ${SAMPLE}`],
    ])
  })

  it('judges what there is, when that is less', async () => {
    expect(await story([3, 2])).toEqual(['read 3', 'look at 3', 'read 2', 'look at 2', 'work 3', 'work 2'])
    expect(await story([])).toEqual([])
  })

  it('keeps only so many batches back, however small they are', async () => {
    const told = await story(Array.from({ length: 40 }, () => 1))
    expect(told.slice(0, told.indexOf('work 1')).filter((one) => one === 'read 1').length).toBeLessThan(16)
    expect(told.filter((one) => one === 'work 1')).toHaveLength(40)
  })

  it('lets nothing through when the judgement is no', async () => {
    const no = (): never => {
      throw new Error('too many')
    }
    await expect(story([5], no)).rejects.toThrow('too many')
  })
})
