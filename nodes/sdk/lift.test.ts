import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Context } from './context.ts'
import { eachBatch, eachRecord, type Run } from './lift.ts'
import type { Batch, Outcomes } from './outcome.ts'
import { ProblemError } from './problem.ts'
import type { Rec } from './record.ts'
import { passed } from './settle.ts'

function record(id: string, identity = id): Rec {
  return { id, identity, key: id, keys: [], parents: [], data: {} }
}

async function* from(...batches: Batch[]): AsyncGenerator<Batch> {
  yield* batches
}

async function collect(run: Run, input: AsyncIterable<Batch>, signal = new AbortController().signal) {
  const all: Outcomes[] = []
  for await (const outcomes of run(input, { signal } as Context)) all.push(outcomes)
  return all
}

function ids(outcomes: Outcomes): string[] {
  return outcomes.map((one) => (one.kind === 'record' ? one.record.id : one.recordId))
}

describe('eachRecord', () => {
  test('answers batch by batch in the order of the records, whatever finishes first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat(3), { maxLength: 6 }), { maxLength: 4 }), async (waits) => {
        const batches = waits.map((batch, b) => batch.map((_, r) => record(`${b}.${r}`)))
        const run = eachRecord(3, async (one) => {
          const [b = 0, r = 0] = one.id.split('.').map(Number)
          await sleep(waits[b]?.[r] ?? 0)
          return passed(one)
        })
        const answers = await collect(run, from(...batches))
        expect(answers.map(ids)).toEqual(batches.map((batch) => batch.map((one) => one.id)))
      }),
      { numRuns: 30 },
    )
  })

  test('works as many at once as it may, and records of one identity after each other', async () => {
    let now = 0
    let most = 0
    const open = new Set<string>()
    const run = eachRecord(3, async (one) => {
      expect(open.has(one.identity)).toBe(false)
      open.add(one.identity)
      most = Math.max(most, (now += 1))
      await sleep(5)
      now -= 1
      open.delete(one.identity)
      return passed(one)
    })
    const batch = ['a', 'b', 'a', 'c', 'a', 'd', 'b'].map((identity, at) => record(String(at), identity))
    const [answers] = await collect(run, from(batch))
    expect(ids(answers ?? [])).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    expect(most).toBe(3)
  })

  test('a throw fails that record only; several outcomes of one record stay together', async () => {
    const run = eachRecord(2, (one) => {
      if (one.id === 'b') throw new ProblemError({ code: 'a.b', message: 'no', retry: 'later' })
      if (one.id === 'c') throw new TypeError('oops')
      return [passed(one, 'x'), passed(one, 'y')]
    })
    const [answers] = await collect(run, from(['a', 'b', 'c', 'd'].map((id) => record(id))))
    expect(ids(answers ?? [])).toEqual(['a', 'a', 'b', 'c', 'd', 'd'])
    expect(answers).toMatchObject([
      { port: 'x' },
      { port: 'y' },
      { kind: 'failed', problem: { code: 'a.b', retry: 'later' } },
      { kind: 'failed', problem: { code: 'engine.unexpected' } },
      {},
      {},
    ])
  })

  test('pulls: the next batch is asked for when the last was answered', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Batch> {
      for (;;) yield [record(String((given += 1)))]
    }
    const stream = eachRecord(4, (one) => passed(one))(endless(), { signal: new AbortController().signal } as Context)
    const iterator = stream[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.next()
    expect(given).toBe(2)
    await iterator.return?.()
  })
})

describe('eachBatch', () => {
  test('gives each batch whole, skips empty ones, and a throw fails the batch', async () => {
    const sizes: number[] = []
    const run = eachBatch((batch) => {
      sizes.push(batch.length)
      if (batch.length === 1) throw new ProblemError({ code: 'a.b', message: 'no', retry: 'never' })
      return batch.map((one) => passed(one))
    })
    const answers = await collect(run, from([record('a'), record('b')], [], [record('c')]))
    expect(sizes).toEqual([2, 1])
    expect(answers).toMatchObject([[{}, {}], [], [{ kind: 'failed', recordId: 'c', problem: { code: 'a.b' } }]])
  })
})

describe.each([
  ['a function that hangs', eachRecord(2, () => new Promise<never>(() => undefined)), from([record('a')])],
  ['a batch that hangs', eachBatch(() => new Promise<never>(() => undefined)), from([record('a')])],
  ['an input that hangs', eachRecord(2, (one) => passed(one)), hanging()],
])('an abort ends %s', (_, run, input) => {
  test('at once', async () => {
    const abort = new AbortController()
    const done = collect(run, input, abort.signal)
    await sleep(20)
    const started = performance.now()
    abort.abort(new Error('stopped'))
    await expect(done).rejects.toThrow('stopped')
    expect(performance.now() - started).toBeLessThan(500)
  })
})

async function* hanging(): AsyncGenerator<Batch> {
  await new Promise(() => undefined)
  yield []
}
