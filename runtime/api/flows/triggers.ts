import { onlyBeside } from '../../../flows/graph/beside.ts'
import type { Flow, FlowNode, Trigger } from '../../../flows/schema.ts'
import { besideInputs } from '../../../nodes/sdk/beside.ts'
import type { SourceNode } from '../../../nodes/sdk/node.ts'
import type { Registry } from '../deps.ts'

export interface Source {
  readonly node: FlowNode
  readonly definition: SourceNode
  readonly trigger: Trigger
}

/** The sources that start runs: known to this version, not switched off, and not only a list for others to look in. */
export function sourcesOf(flow: Flow, registry: Registry): Source[] {
  return flow.nodes.flatMap((node) => {
    const definition = registry.nodeByType(node.type)
    if (definition?.kind !== 'source' || node.disabled || onlyBeside(flow, node.id, besideInputs(registry.nodeByType)))
      return []
    return [{ node, definition, trigger: triggerOf(node, definition) }]
  })
}

function triggerOf(node: FlowNode, definition: SourceNode): Trigger {
  const given = node.config['trigger']
  if (typeof given === 'object' && given !== null && 'type' in given) return given as Trigger
  return definition.triggers.length === 1 && definition.triggers[0] === 'webhook'
    ? { type: 'webhook' }
    : { type: 'manual' }
}
