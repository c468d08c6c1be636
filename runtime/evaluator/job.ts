import type { Scope } from '../../nodes/core/expressions/jsonata.ts'
import { limitProblem, timeoutProblem } from '../../nodes/core/expressions/problems.ts'
import type { ProgramAnswer } from '../../nodes/core/expressions/program.ts'
import type { Program } from '../../nodes/sdk/context.ts'

/** Deaths of the child in one job after which its other records are not tried any more. */
const MAX_DEATHS = 3

/** What a job asks for: a program over inputs (each already JSON), or the syntax of one expression. */
export type Work =
  | {
      readonly kind: 'batch'
      readonly program: Program
      readonly programText: string
      readonly scope: Scope
      readonly scopeText: string
      readonly details: boolean
      readonly inputs: readonly string[]
    }
  | { readonly kind: 'syntax'; readonly expression: string }

/** A piece of work that travels to the child whole, and record by record once a child has died on it. */
export class Job {
  readonly work: Work
  readonly done: Promise<readonly ProgramAnswer[]>
  readonly #answers: ProgramAnswer[] = []
  readonly #size: number
  #deaths = 0
  #oneByOne = false
  /** The child died once with this one record; a machine out of memory or a person with `kill` is no reason to blame it. */
  #suspect = false
  #resolve: (answers: readonly ProgramAnswer[]) => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor(work: Work) {
    this.work = work
    this.#size = work.kind === 'batch' ? work.inputs.length : 1
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** The inputs to send next: all that is left, or one. */
  inputs(): readonly string[] {
    if (this.work.kind === 'syntax') return []
    const from = this.#answers.length
    return this.work.inputs.slice(from, this.#oneByOne ? from + 1 : undefined)
  }

  get oneByOne(): boolean {
    return this.#oneByOne
  }

  get finished(): boolean {
    return this.#answers.length >= this.#size
  }

  take(answers: readonly ProgramAnswer[]): void {
    for (const answer of answers) this.#answers.push(answer)
    this.#suspect = false
    if (this.finished) this.#resolve(this.#answers)
  }

  /** The child died while it worked on this, `silent` when it was killed for being stuck. Who did it is only known when one record was with it. */
  died(silent: boolean): void {
    const left = this.#size - this.#answers.length
    if (!this.#oneByOne && left > 1) {
      this.#oneByOne = true
      return
    }
    if (!silent && !this.#suspect) {
      this.#suspect = true
      return
    }
    const problem = silent
      ? timeoutProblem()
      : limitProblem('The expression was stopped: it used more memory than it may for one record.')
    this.#deaths += 1
    this.take(Array.from({ length: this.#deaths < MAX_DEATHS ? 1 : left }, () => ({ ok: false, problem })))
  }

  fail(error: Error): void {
    this.#reject(error)
  }
}
