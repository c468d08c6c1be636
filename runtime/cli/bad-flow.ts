import type { FlowProblem } from '../../flows/problem.ts'

/** Something in the file has to be put right; what, is in `problems`. */
export class BadFlow extends Error {
  readonly problems: readonly FlowProblem[]
  constructor(file: string, problems: readonly FlowProblem[]) {
    super([`${file} cannot be used:`, ...problems.map((one) => `  ${one.path}: ${one.message}`)].join('\n'))
    this.name = 'BadFlow'
    this.problems = problems
  }
}
