import { ProblemError, type Problem } from '../../nodes/sdk/problem.ts'

/** Thrown inside a run when it must stop as a whole; the problem says why. */
export class RunStop extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.name = 'RunStop'
    this.problem = problem
  }
}

/** Failures in a row at one node, all of the kind that passes by itself, after which the other side counts as down. */
const IN_A_ROW = 10

/** Notices that a system is down: its node fails record after record with problems that would pass by themselves. */
export class Breaker {
  #row = 0

  succeeded(): void {
    this.#row = 0
  }

  failed(problem: Problem): void {
    if (problem.scope === 'system') throw new RunStop(problem)
    // Who says that something waits for a person has answered.
    if (problem.retry !== 'later' || problem.scope === 'record') {
      this.#row = 0
      return
    }
    this.#row += 1
    if (this.#row < IN_A_ROW) return
    throw new RunStop({
      ...problem,
      scope: 'system',
      message: `${problem.message} ${IN_A_ROW} records in a row failed like this, so the run was stopped.`,
      advice: problem.advice ?? 'Check that the system can be reached; then press Continue.',
    })
  }
}

export function nothingBeside(node: string, input: string): ProblemError {
  return new ProblemError({
    code: 'flow.nothing-beside',
    message: `Nothing is connected to the input "${input}" of the node "${node}".`,
    advice: 'Connect a source to it: what it gives is the list that the node looks in.',
    retry: 'after-fix',
    scope: 'system',
  })
}
