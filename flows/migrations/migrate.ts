import { FLOW_FORMAT } from '../schema.ts'
import type { FlowProblem } from '../problem.ts'

/** One step of the format: what turns a document of one format number into the next. */
export interface FormatStep {
  readonly from: number
  /** Changes the document in place. */
  readonly up: (document: Record<string, unknown>) => void
}

/** The steps since the first format. There is one format yet, so there is none; each gets a file here, with fixtures. */
export const formatSteps: readonly FormatStep[] = []

const PREFIX = 'koppel.flow/'
const CURRENT = Number(FLOW_FORMAT.slice(PREFIX.length))

/** Brings a document to the current format; answers why not when it cannot be. The document given stays as it is. */
export function migrateFormat(
  document: unknown,
  steps: readonly FormatStep[] = formatSteps,
  current: number = CURRENT,
): { ok: true; document: unknown } | { ok: false; problem: FlowProblem } {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return refused('$', 'flow.unknown-format', 'A flow file is a JSON object.')
  }
  const format = formatNumber((document as Record<string, unknown>)['format'])
  if (format === undefined) {
    return refused('$.format', 'flow.unknown-format', `The format must be given, as "${PREFIX}${current}".`)
  }
  if (format > current) {
    const message = `This flow has format ${format}, of a newer Koppel; this one reads up to format ${current}.`
    return refused('$.format', 'flow.newer-format', message)
  }
  if (format === current) return { ok: true, document }
  const migrated = structuredClone(document) as Record<string, unknown>
  for (let at = format; at < current; at += 1) {
    const step = steps.find((one) => one.from === at)
    if (!step) return refused('$.format', 'flow.unknown-format', `There is no format ${at}.`)
    step.up(migrated)
    migrated['format'] = `${PREFIX}${at + 1}`
  }
  return { ok: true, document: migrated }
}

/** Faults in a list of steps: they must lead from the oldest format to the current one without a gap. */
export function stepFaults(steps: readonly FormatStep[], current: number = CURRENT): string[] {
  const expected = steps.map((_, index) => current - steps.length + index)
  return steps.flatMap((step, index) =>
    step.from === expected[index] ? [] : [`step ${index} goes from ${step.from}, not from ${expected[index] ?? '?'}`],
  )
}

function formatNumber(format: unknown): number | undefined {
  const match = typeof format === 'string' ? /^koppel\.flow\/([1-9][0-9]{0,5})$/.exec(format) : null
  return match ? Number(match[1]) : undefined
}

function refused(path: string, code: FlowProblem['code'], message: string): { ok: false; problem: FlowProblem } {
  return { ok: false, problem: { path, code, message } }
}
