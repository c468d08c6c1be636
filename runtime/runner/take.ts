import { createHash } from 'node:crypto'
import type { Problem } from '../../nodes/sdk/problem.ts'
import type { RunSelection } from '../queue/contract.ts'
import type { NewRun } from '../store/work/runs.ts'
import type { ControlReads, RunRequest } from './reads.ts'

/** Turns a request into a run that is pinned to its document; one that cannot run is a failed run that says why. */
export function takeRequest(request: RunRequest, control: ControlReads, now: number): NewRun {
  const flow = control.flow(request.flow)
  const document =
    request.version === null ? flow?.document : (control.version(request.flow, request.version) ?? undefined)
  const base = {
    id: request.id,
    flow: request.flow,
    flowName: flow?.name ?? request.flow,
    version: request.version,
    document: document ?? '',
    documentHash: createHash('sha256')
      .update(document ?? '')
      .digest('hex'),
    connections: JSON.parse(flow?.connections ?? '{}') as Record<string, string>,
    mode: request.mode,
    trigger: request.trigger,
    selection: JSON.parse(request.selection) as RunSelection,
    by: request.by,
    requestedAt: request.at,
  }
  if (document !== undefined) return { ...base, status: 'queued' }
  const problem: Problem = {
    code: 'flow.not-published',
    message: `The flow "${base.flowName}" or its version ${request.version ?? ''} is not there any more.`,
    advice: 'Publish the flow again, then run it.',
    retry: 'after-fix',
    scope: 'system',
  }
  return { ...base, status: 'failed', problem, finishedAt: now }
}
