import { existsSync, readFileSync } from 'node:fs'
import { parseFlow } from '../../flows/parse.ts'
import type { FlowProblem } from '../../flows/problem.ts'
import type { Flow } from '../../flows/schema.ts'
import { nodeByType } from '../../nodes/index.ts'
import { manifestOf } from '../../nodes/sdk/manifest.ts'
import { WrongUse } from './words.ts'

/** Something in the file has to be put right; what, is in `problems`. */
export class BadFlow extends Error {
  readonly problems: readonly FlowProblem[]
  constructor(file: string, problems: readonly FlowProblem[]) {
    super([`${file} cannot be used:`, ...problems.map((one) => `  ${one.path}: ${one.message}`)].join('\n'))
    this.name = 'BadFlow'
    this.problems = problems
  }
}

export function readFlowFile(file: string) {
  if (!existsSync(file)) throw new WrongUse(`There is no file ${file}.`)
  return parseFlow(readFileSync(file, 'utf8'), (type) => {
    const node = nodeByType(type)
    return node && manifestOf(node)
  })
}

export function flowIn(file: string): Flow {
  const result = readFlowFile(file)
  if (result.ok) return result.flow
  throw new BadFlow(file, result.problems)
}
