import type { Scope } from '../../nodes/core/expressions/jsonata.ts'
import { limitProblem } from '../../nodes/core/expressions/problems.ts'
import type { ExpressionInput, ProgramAnswer } from '../../nodes/core/expressions/program.ts'
import type { Evaluated, Program } from '../../nodes/sdk/context.ts'
import type { Problem } from '../../nodes/sdk/problem.ts'
import { withFastPath } from './in-process.ts'
import { Job, type Work } from './job.ts'
import { Lane } from './lane.ts'

/** Records a message, and what they may weigh together. */
const CHUNK_RECORDS = 100
const CHUNK_CHARACTERS = 2_000_000
const MAX_RECORD_CHARACTERS = 4_000_000
/** Messages of one call that wait at once: callers take turns, and a large call does not fill the memory. */
const CALL_AHEAD = 2

export interface EvaluatorOptions {
  /** Answer simple programs in this process, without the child: for the runner; the server never does. */
  readonly fastPath?: boolean
  readonly limits?: {
    /** For one record; default 1000. */
    readonly milliseconds?: number
  }
}

/** Expressions that people wrote, evaluated in a child that can be lost without harm. */
export interface Evaluator {
  /**
   * One answer a record, in order; never throws for what an expression does. `scope` and `program` are told apart by
   * identity first: give the same, unchanged objects for all batches of a run.
   */
  evaluate(program: Program, inputs: readonly ExpressionInput[], scope: Scope): Promise<readonly Evaluated[]>
  /** The same for one record, with what each row gave. */
  preview(program: Program, input: ExpressionInput, scope: Scope): Promise<ProgramAnswer>
  /** The problem with an expression's syntax, with `details.position`; undefined when it can be read. */
  checkSyntax(expression: string): Promise<Problem | undefined>
  /** The process that evaluates at the moment. */
  readonly pid: number | undefined
  close(): Promise<void>
}

/** Makes an evaluator; its child starts with the first call. */
export function createEvaluator(options: EvaluatorOptions = {}): Evaluator {
  const lane = new Lane({ silenceMs: options.limits?.milliseconds ?? 1_000, startMs: 15_000 })
  const texts = new WeakMap<object, string>()
  const textOf = (value: object): string => {
    let text = texts.get(value)
    if (text === undefined) texts.set(value, (text = JSON.stringify(value)))
    return text
  }
  const run = (work: Work): Promise<readonly ProgramAnswer[]> => {
    const job = new Job(work)
    lane.add(job)
    return job.done
  }
  const batch = (program: Program, scope: Scope, details: boolean, inputs: readonly string[]): Work => ({
    kind: 'batch',
    program,
    programText: textOf(program),
    scope,
    scopeText: textOf(scope),
    details,
    inputs,
  })
  const inChild: Evaluator['evaluate'] = (program, inputs, scope) =>
    evaluateAll(inputs, (chunk) => run(batch(program, scope, false, chunk)))
  return {
    evaluate: options.fastPath === true ? withFastPath(inChild) : inChild,
    preview: async (program, input, scope) => {
      const [answer] = await evaluateAll([input], (chunk) => run(batch(program, scope, true, chunk)))
      return answer as ProgramAnswer
    },
    checkSyntax: async (expression) => {
      const [answer] = await run({ kind: 'syntax', expression })
      return answer?.ok === false ? answer.problem : undefined
    },
    get pid() {
      return lane.pid
    },
    close: () => Promise.resolve(lane.close()),
  }
}

/** Cuts the inputs into messages and keeps a few of them under way. */
async function evaluateAll(
  inputs: readonly ExpressionInput[],
  run: (chunk: readonly string[]) => Promise<readonly ProgramAnswer[]>,
): Promise<ProgramAnswer[]> {
  const answers: Promise<readonly ProgramAnswer[]>[] = []
  for (const chunk of chunksOf(inputs)) {
    const ahead = answers.at(-CALL_AHEAD)
    if (ahead) await ahead
    const answer = typeof chunk === 'string' ? Promise.resolve([tooLarge()]) : run(chunk)
    // Awaited below; a rejection before that is not unhandled.
    answer.catch(() => undefined)
    answers.push(answer)
  }
  return (await Promise.all(answers)).flat()
}

/** Messages of inputs as JSON; a text instead stands for a record that is too large to send. */
function* chunksOf(inputs: readonly ExpressionInput[]): Generator<string[] | 'too large'> {
  let chunk: string[] = []
  let characters = 0
  for (const input of inputs) {
    const text = JSON.stringify({ data: input.data, ...(input.record ? { record: identityOf(input.record) } : {}) })
    const large = text.length > MAX_RECORD_CHARACTERS
    if (chunk.length > 0 && (large || chunk.length >= CHUNK_RECORDS || characters + text.length > CHUNK_CHARACTERS)) {
      yield chunk
      chunk = []
      characters = 0
    }
    if (large) yield 'too large'
    else {
      chunk.push(text)
      characters += text.length
    }
  }
  if (chunk.length > 0) yield chunk
}

/** Only what `$record` shows: a whole record would carry its data a second time. */
function identityOf({ id, identity, key, keys }: NonNullable<ExpressionInput['record']>): object {
  return { id, identity, key, keys }
}

function tooLarge(): ProgramAnswer {
  return { ok: false, problem: limitProblem('The record is too large for an expression: more than 4 MB.') }
}
