import type { Services } from '../services.ts'
import { iso } from '../schemas.ts'

const RUNS = 10

export interface Sample {
  readonly record: string
  readonly key: string
  readonly at: string
  readonly input: unknown
  readonly output?: unknown
}

/** Real records as they came to a node in the last runs, newest first: what previews are made of. */
export function samples({ reads, traces }: Services, flow: string, node: string, limit: number): Sample[] {
  const found: Sample[] = []
  for (const run of reads.runs({ flow, limit: RUNS })) {
    const rows = new Map(reads.lastRecords(run.id, limit).map((row) => [row.ordinal, row]))
    const period = [...rows.values()][0]?.period
    if (period === undefined) continue
    for (const record of traces.newest(run.id, period, limit)) {
      const step = record.steps.find((one) => one.node === node)
      const row = rows.get(record.ordinal)
      if (!step || !row) continue
      const output = step.output === undefined ? {} : { output: step.output }
      found.push({ record: row.id, key: row.key, at: iso(step.at), input: step.input, ...output })
      if (found.length >= limit) return found
    }
  }
  return found
}
