import { hybridCompiler } from '../../nodes/core/expressions/fast/hybrid.ts'
import { LIMITS } from '../../nodes/core/expressions/limits.ts'
import { parse, type Scope } from '../../nodes/core/expressions/jsonata.ts'
import { limitProblem, syntaxProblem, timeoutProblem } from '../../nodes/core/expressions/problems.ts'
import { readyProgram, type ProgramAnswer, type Ready } from '../../nodes/core/expressions/program.ts'
import type { Program } from '../../nodes/sdk/context.ts'
import type { Request } from './protocol.ts'

/** Longest answer for one record, in characters. */
const MAX_ANSWER = 4_000_000

/** Records of a message that may time out before the others are given up untried. */
const MAX_TIMEOUTS = 3

/** How often a record is evaluated again when the machine did not let this process work. */
const MAX_STARVED = 5

type Batch = Extract<Request, { kind: 'batch' }>

/** What the child keeps between requests: scopes, programs, and programs made ready in a scope. */
export class Workshop {
  readonly #scopes = new Map<number, Scope>()
  readonly #programs = new Map<number, Program>()
  readonly #ready = new Map<string, Ready>()

  /** The answers of a request, each as JSON. */
  async *work(request: Request): AsyncGenerator<string> {
    if (request.kind === 'syntax') {
      yield JSON.stringify(syntaxAnswer(request.expression))
      return
    }
    const ready = this.#readyFor(request)
    let timeouts = 0
    for (const input of request.inputs) {
      const answer: ProgramAnswer =
        timeouts < MAX_TIMEOUTS
          ? await answered(() => ready(input, request.details))
          : { ok: false, problem: timeoutProblem() }
      if (isTimeout(answer)) timeouts += 1
      yield textOf(answer)
    }
  }

  #readyFor(batch: Batch): Ready {
    if (batch.newScope) this.#scopes.set(batch.scope, batch.newScope)
    if (batch.newProgram) this.#programs.set(batch.program, batch.newProgram)
    const key = `${batch.scope}:${batch.program}`
    const known = this.#ready.get(key)
    if (known) return known
    const scope = this.#scopes.get(batch.scope)
    const program = this.#programs.get(batch.program)
    if (!scope || !program) throw new Error('a scope or program was named before it was sent')
    const ready = readyProgram(program, hybridCompiler(scope))
    this.#ready.set(key, ready)
    return ready
  }
}

const isTimeout = (answer: ProgramAnswer): boolean => !answer.ok && answer.problem.code === 'expression.timeout'

/** The limit is one of the clock on the wall. On a busy machine it can run out before any work was done: then once more. */
async function answered(evaluate: () => Promise<ProgramAnswer> | ProgramAnswer): Promise<ProgramAnswer> {
  const begun = process.cpuUsage()
  for (let tries = 0; ; tries += 1) {
    const answer = await evaluate()
    if (!isTimeout(answer) || tries >= MAX_STARVED) return answer
    const { user, system } = process.cpuUsage(begun)
    if ((user + system) / 1000 >= LIMITS.milliseconds / 2) return answer
  }
}

function textOf(answer: ProgramAnswer): string {
  const text = JSON.stringify(answer)
  if (text.length <= MAX_ANSWER) return text
  return JSON.stringify({ ok: false, problem: limitProblem('The result is too large.') })
}

function syntaxAnswer(expression: string): ProgramAnswer {
  try {
    parse(expression)
    return { ok: true, value: null }
  } catch (error) {
    return { ok: false, problem: syntaxProblem(error) }
  }
}
