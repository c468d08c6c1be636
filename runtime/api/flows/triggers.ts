import type { Flow, FlowNode, Trigger } from '../../../flows/schema.ts'
import { runSources } from '../../../nodes/sdk/beside.ts'
import type { SourceNode } from '../../../nodes/sdk/node.ts'
import type { Registry } from '../deps.ts'

export interface Source {
  readonly node: FlowNode
  readonly definition: SourceNode
  readonly trigger: Trigger
}

/** The sources that start runs, with what starts them. */
export function sourcesOf(flow: Flow, registry: Registry): Source[] {
  return runSources(flow, registry.nodeByType).map(({ node, definition }) => ({
    node,
    definition,
    trigger: triggerOf(node, definition),
  }))
}

function triggerOf(node: FlowNode, definition: SourceNode): Trigger {
  const given = node.config['trigger']
  if (typeof given === 'object' && given !== null && 'type' in given) return given as Trigger
  return definition.triggers.length === 1 && definition.triggers[0] === 'webhook'
    ? { type: 'webhook' }
    : { type: 'manual' }
}
