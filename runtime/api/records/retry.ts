import type { Static } from 'typebox'
import type { Identity } from '../access/identity.ts'
import { flowById, notPublished } from '../flows/lifecycle.ts'
import { fail, notFound } from '../problems.ts'
import type { RecordRow } from '../reads.ts'
import type { Services } from '../services.ts'
import type { Retry } from './contract.ts'

/** Records a run takes at most: more become several runs. */
const A_RUN = 2000

/** Runs records again with their flow's published version; a run a flow. */
export function retryRecords(services: Services, given: Static<typeof Retry>, who: Identity): string[] {
  const byFlow = new Map<string, string[]>()
  for (const row of chosen(services, given)) byFlow.set(row.flow, [...(byFlow.get(row.flow) ?? []), row.id])
  if (byFlow.size === 0) throw fail(404, 'record.unknown', 'There are no such records.')
  const versions = new Map([...byFlow.keys()].map((flow) => [flow, flowById(services, flow).publishedVersion]))
  for (const [flow, version] of versions) if (version === null) throw notPublished(flow)
  return [...byFlow].flatMap(([flow, ids]) =>
    chunks(ids).map((retry) =>
      services.runs.request({
        flow,
        mode: 'live',
        trigger: 'retry',
        version: versions.get(flow) ?? null,
        selection: { retry, ...(given.update ? { update: true } : {}) },
        by: who.name,
      }),
    ),
  )
}

function chosen({ reads }: Services, { ids, run, status }: Static<typeof Retry>): RecordRow[] {
  if ((ids === undefined) === (run === undefined) || (ids !== undefined && status !== undefined)) {
    throw fail(400, 'request.invalid', 'Give either "ids", or "run" and "status".')
  }
  if (ids !== undefined) {
    return [...new Set(ids)].map((id) => {
      const row = reads.record(id)
      if (!row) throw notFound('record', id)
      return row
    })
  }
  const rows: RecordRow[] = []
  for (let after = -1; ;) {
    const next = reads.records(run ?? '', { ...(status === undefined ? {} : { status }), after, limit: 1000 })
    rows.push(...next)
    const last = next.at(-1)
    if (!last) return rows
    after = last.ordinal
  }
}

function chunks(ids: readonly string[]): string[][] {
  const parts: string[][] = []
  for (let i = 0; i < ids.length; i += A_RUN) parts.push(ids.slice(i, i + A_RUN))
  return parts
}
