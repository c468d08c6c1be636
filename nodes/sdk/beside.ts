import { onlyBeside, type BesideInputs } from '../../flows/graph/beside.ts'
import type { Wiring } from '../../flows/graph/wiring.ts'
import type { FlowNode } from '../../flows/schema.ts'
import type { NodeDefinition, SourceNode } from './node.ts'

type NodeByType = (type: string) => NodeDefinition | undefined

/** Which inputs of a node type take a whole list to look in. */
export function besideInputs(nodeByType: NodeByType): BesideInputs {
  return (type) => {
    const definition = nodeByType(type)
    return definition === undefined || definition.kind === 'source' ? [] : (definition.beside ?? [])
  }
}

/** The sources that start runs: known to this version, not switched off, and not only a list for others to look in. */
export function runSources(flow: Wiring, nodeByType: NodeByType): { node: FlowNode; definition: SourceNode }[] {
  const inputs = besideInputs(nodeByType)
  return flow.nodes.flatMap((node) => {
    const definition = nodeByType(node.type)
    const starts = definition?.kind === 'source' && node.disabled !== true && !onlyBeside(flow, node.id, inputs)
    return starts ? [{ node, definition }] : []
  })
}
