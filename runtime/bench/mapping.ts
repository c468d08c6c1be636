import { settingValues } from '../../flows/resolve-settings.ts'
import type { Flow } from '../../flows/schema.ts'
import { jsonataCompiler } from '../../nodes/core/expressions/jsonata.ts'
import { readyProgram } from '../../nodes/core/expressions/program.ts'
import type { MapRow } from '../../nodes/sdk/context.ts'
import { createEvaluator } from '../evaluator/evaluator.ts'

const SECONDS = 4

/** The bundled mapping on real records: plain `jsonata` in this process, and the evaluator that flows use. */
export async function mapping(
  rows: readonly MapRow[],
  samples: readonly unknown[],
  flow: Flow | undefined,
): Promise<string[]> {
  const scope = { settings: settingValues(flow?.settings), valueMaps: flow?.valueMaps ?? {} }
  const inputs = samples.map((data, i) => ({
    data,
    record: { id: `bench.${i}`, identity: `x:${i}`, key: `#${i}`, keys: [] },
  }))
  const program = { rows }
  const plain = readyProgram(program, jsonataCompiler(scope))
  const evaluator = createEvaluator({ fastPath: true })
  const batch = Array.from({ length: 500 }, (_, i) => inputs[i % inputs.length] as (typeof inputs)[number])
  try {
    // Same results first: speed of something else would say nothing.
    const [expected, answers] = await Promise.all([
      Promise.all(inputs.map((input) => plain(input))),
      evaluator.evaluate(program, inputs, scope),
    ])
    const same =
      JSON.stringify(expected.map((one) => one.ok && one.value)) ===
      JSON.stringify(answers.map((one) => one.ok && one.value))
    const plainRate = await rate(async () => {
      for (const input of batch) await plain(input)
      return batch.length
    })
    const ownRate = await rate(async () => {
      await evaluator.evaluate(program, batch, scope)
      return batch.length
    })
    return [
      `mapping: ${ownRate.toFixed(0)} records/s in the evaluator, plain jsonata ${plainRate.toFixed(0)} records/s (${rows.length} rows)`,
      `  ratio: ${(ownRate / plainRate).toFixed(1)} times plain jsonata, results ${same ? 'the same' : 'DIFFER'} (budget: 40 times)`,
    ]
  } finally {
    await evaluator.close()
  }
}

async function rate(work: () => Promise<number>): Promise<number> {
  await work()
  const started = performance.now()
  let done = 0
  while (performance.now() - started < SECONDS * 1000) done += await work()
  return done / ((performance.now() - started) / 1000)
}
