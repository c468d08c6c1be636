import type { NodeDefinition } from '../sdk/node.ts'
import { filter } from './nodes/filter.ts'
import { map } from './nodes/map.ts'

/** Nodes that belong to no system. */
export const coreNodes: readonly NodeDefinition[] = [map, filter]
