import type { Context, Evaluated, Program } from '../../sdk/context.ts'
import type { Batch, Outcomes } from '../../sdk/outcome.ts'
import type { Rec } from '../../sdk/record.ts'
import { failed } from '../../sdk/settle.ts'

/** Evaluates a program for a batch; a record whose evaluation went wrong fails, the others go to `then`. */
export async function evaluateEach(
  ctx: Context,
  program: Program,
  batch: Batch,
  then: (record: Rec, value: unknown) => Outcomes,
): Promise<Outcomes> {
  const answers = await ctx.evaluate(program, batch)
  return batch.flatMap((record, index) => {
    const answer = answerAt(answers, index)
    return answer.ok ? then(record, answer.value) : failed(record, answer.problem)
  })
}

export function answerAt(answers: readonly Evaluated[], index: number): Evaluated {
  const answer = answers[index]
  if (!answer) throw new Error('the evaluator answered for fewer records than it was given')
  return answer
}

const programs = new WeakMap<object, Program>()

/** One program object for each config, so that the evaluator knows it again without reading it. */
export function programFor<C extends object>(config: C, make: (config: C) => Program): Program {
  let program = programs.get(config)
  if (!program) programs.set(config, (program = make(config)))
  return program
}
