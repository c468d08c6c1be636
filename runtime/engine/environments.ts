import type { Environment } from '../../nodes/sdk/connector.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { RunRow } from '../store/work/runs.ts'
import type { EngineDeps, Opened } from './deps.ts'
import type { Plan } from './plan.ts'

/** The source environment of nodes without a connection: what comes by a generic webhook. */
export const LOCAL = 'local'

export interface Bound extends Opened {
  readonly environment: Environment
}

/** Opens every connection that the run needs and makes sure that each leads where it led before. */
export async function bindConnections(
  plan: Plan,
  run: RunRow,
  deps: EngineDeps,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Bound>> {
  const bound = new Map<string, Bound>()
  for (const node of [...plan.sources, ...plan.steps, ...[...plan.beside.values()].flat()]) {
    if (!node.definition.connects || bound.has(node.slot ?? '')) continue
    const id = node.slot === undefined ? undefined : run.connections[node.slot]
    if (node.slot === undefined || id === undefined) throw notConnected(node.name, node.slot)
    const opened = await deps.openConnection(id)
    if (opened.connector.type !== node.definition.connects.type) throw notConnected(node.name, node.slot)
    const environment = await opened.connector.environment(opened.client, signal)
    accept(run, node.slot, environment, deps)
    bound.set(node.slot, { ...opened, environment })
  }
  return bound
}

function notConnected(node: string, slot: string | undefined): ProblemError {
  return new ProblemError({
    code: 'flow.not-connected',
    message: `The node "${node}" has no connection${slot === undefined ? '' : ` (slot "${slot}")`}.`,
    advice: 'Choose a connection for it on the flow page.',
    retry: 'after-fix',
    scope: 'system',
  })
}

/** A connection that suddenly leads elsewhere (a restored copy, another shop) stops the run; a sandbox may change. */
function accept(run: RunRow, slot: string, environment: Environment, deps: EngineDeps): void {
  const before = deps.places.environment(run.flow, slot)
  const changed = before !== undefined && before !== environment.id
  if (changed && !environment.sandbox && !run.accepted.includes('engine.environment-changed')) {
    throw new ProblemError({
      code: 'engine.environment-changed',
      message: `The connection "${slot}" led to ${before} before and leads to ${environment.id} (${environment.name}) now.`,
      advice:
        'If that is meant, press Continue: what was written there before is not known here. If not, correct the connection.',
      retry: 'after-fix',
      scope: 'system',
    })
  }
  if (before !== environment.id) deps.places.rememberEnvironment(run.flow, slot, environment, deps.now())
}
