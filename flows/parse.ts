import { graphProblems, missingNodes, type NodeTypes } from './graph-problems.ts'
import { idleTriggers } from './idle-triggers.ts'
import { migrateFormat } from './migrations/migrate.ts'
import type { FlowProblem } from './problem.ts'
import { FlowSchema, type Flow } from './schema.ts'
import { asFlowProblems, schemaProblems } from './schema-problems.ts'
import { walkProblems } from './walk.ts'

export const MAX_BYTES = 5_000_000

export type ParseResult =
  /** `missing`: nodes that are kept as they are but cannot run here, and triggers that start nothing. */
  | { readonly ok: true; readonly flow: Flow; readonly missing: readonly FlowProblem[] }
  /** Every problem that was found, each with its JSON path. */
  | { readonly ok: false; readonly problems: readonly FlowProblem[] }

/**
 * Reads a flow document from text or from parsed JSON, whatever it holds: never throws. Older formats are brought up
 * to date first. `types` tells which ports the node types have; without it ports are not checked.
 *
 * @example
 * const result = parseFlow(text, (type) => shapes.get(type))
 * if (!result.ok) for (const problem of result.problems) say(problem.path, problem.message)
 */
export function parseFlow(input: unknown, types?: NodeTypes): ParseResult {
  const read = typeof input === 'string' ? readText(input) : { document: input }
  if ('problem' in read) return { ok: false, problems: [read.problem] }
  const unsafe = walkProblems(read.document)
  // What is nested beyond all use is not handed to any check that follows the nesting.
  if (unsafe.some((problem) => problem.code !== 'flow.reserved-key')) return { ok: false, problems: unsafe }
  const migrated = migrateFormat(read.document)
  if (!migrated.ok && migrated.problem.code === 'flow.newer-format') return { ok: false, problems: [migrated.problem] }
  const document = migrated.ok ? migrated.document : read.document
  const problems = oneAPlace([
    ...unsafe,
    ...(migrated.ok ? [] : [migrated.problem]),
    ...asFlowProblems(schemaProblems(FlowSchema, document), document),
    ...graphProblems(document, types),
  ])
  if (problems.length > 0) return { ok: false, problems }
  const flow = document as Flow
  return { ok: true, flow, missing: types ? [...missingNodes(document, types), ...idleTriggers(flow, types)] : [] }
}

/** What an earlier check said of a place stands; the schema would only say that it is not known there. */
function oneAPlace(problems: readonly FlowProblem[]): FlowProblem[] {
  const taken = new Set<string>()
  return problems.filter((problem) => {
    const again = problem.code === 'flow.schema' && taken.has(problem.path)
    taken.add(problem.path)
    return !again
  })
}

function readText(text: string): { document: unknown } | { problem: FlowProblem } {
  if (text.length > MAX_BYTES || new TextEncoder().encode(text).length > MAX_BYTES) {
    return { problem: { path: '$', code: 'flow.too-large', message: 'The flow file is larger than 5 MB.' } }
  }
  try {
    return { document: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { problem: { path: '$', code: 'flow.unreadable', message: `This is not JSON: ${message}.` } }
  }
}
