import { isIdle, triggerOf } from './graph/beside.ts'
import type { NodeTypes } from './graph-problems.ts'
import { jsonPath, type FlowProblem } from './problem.ts'
import type { Flow } from './schema.ts'

/** Schedules and webhooks that start nothing, because their source only gives a list that other nodes look in. */
export function idleTriggers(flow: Flow, types: NodeTypes): FlowProblem[] {
  return flow.nodes.flatMap((node, index): FlowProblem[] => {
    if (types(node.type)?.kind !== 'source' || !isIdle(flow, node, (type) => types(type)?.beside ?? [])) return []
    const message =
      `"${node.id}" only gives a list that other nodes look in, read anew in every run: its ${triggerOf(node)} starts nothing. ` +
      'Let it start by hand, or connect it to an input that takes records.'
    return [
      { path: jsonPath(['nodes', index, 'config', 'trigger']), code: 'flow.idle-trigger', message, node: node.id },
    ]
  })
}
