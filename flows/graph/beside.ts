import { edgesFrom, portRef, type Wiring } from './wiring.ts'

/** Which inputs of a node type take a whole list to look in, beside the records that pass. */
export type BesideInputs = (type: string) => readonly string[]

/** Whether an edge brings a list to look in, and no records. */
export function isBeside(flow: Wiring, edge: { readonly to: string }, inputs: BesideInputs): boolean {
  const { node, port } = portRef(edge.to)
  const type = flow.nodes.find((one) => one.id === node)?.type
  return type !== undefined && inputs(type).includes(port)
}

/** Whether a source gives nothing but lists to look in: it starts no run and its records are nobody's to settle. */
export function onlyBeside(flow: Wiring, node: string, inputs: BesideInputs): boolean {
  const edges = edgesFrom(flow, node)
  return edges.length > 0 && edges.every((edge) => isBeside(flow, edge, inputs))
}

interface Triggered {
  readonly id: string
  readonly config: Readonly<Record<string, unknown>>
}

/** Whether a source has a trigger of which nothing comes. */
export function isIdle(flow: Wiring, node: Triggered, inputs: BesideInputs): boolean {
  return triggerOf(node) !== 'manual' && onlyBeside(flow, node.id, inputs)
}

/** What starts runs of a source, by its own settings. */
export function triggerOf({ config }: Triggered): 'schedule' | 'webhook' | 'manual' {
  const trigger = config['trigger']
  const type = typeof trigger === 'object' && trigger !== null && 'type' in trigger ? trigger.type : undefined
  return type === 'schedule' || type === 'webhook' ? type : 'manual'
}
