import { existsSync, readFileSync } from 'node:fs'
import { parseFlow } from '../../flows/parse.ts'
import type { Flow } from '../../flows/schema.ts'
import { nodeByType } from '../../nodes/index.ts'
import { manifestOf } from '../../nodes/sdk/manifest.ts'
import { BadFlow } from './bad-flow.ts'
import { WrongUse } from './words.ts'

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
