import type { FlowNode } from '../../flows/schema.ts'
import type { Manifests } from '../canvas/wiring.ts'

/** The slot that nodes of a system use in a flow: the connection bound to it gives the lists of that system. */
export function slotOf(nodes: readonly FlowNode[], manifests: Manifests, system: string): string | undefined {
  return nodes.find((node) => node.connection !== undefined && manifests.get(node.type)?.connection === system)
    ?.connection
}

export interface Slot {
  readonly slot: string
  readonly system: string
}

/** Every slot of a flow with the kind of system it takes, in the order of its nodes. */
export function slotsIn(nodes: readonly FlowNode[], manifests: Manifests): readonly Slot[] {
  const slots = new Map<string, string>()
  for (const node of nodes) {
    const system = manifests.get(node.type)?.connection
    if (node.connection !== undefined && system !== undefined) slots.set(node.connection, system)
  }
  return [...slots].map(([slot, system]) => ({ slot, system }))
}
