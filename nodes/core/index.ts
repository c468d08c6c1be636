import type { NodeDefinition } from '../sdk/node.ts'
import { branch } from './nodes/branch.ts'
import { changed } from './nodes/changed.ts'
import { filter } from './nodes/filter.ts'
import { group } from './nodes/group.ts'
import { join } from './nodes/join.ts'
import { log } from './nodes/log.ts'
import { lookup } from './nodes/lookup.ts'
import { map } from './nodes/map.ts'
import { split } from './nodes/split.ts'
import { webhook } from './nodes/webhook.ts'

/** Nodes that belong to no system, in the order of the palette. */
export const coreNodes: readonly NodeDefinition[] = [
  webhook,
  map,
  filter,
  branch,
  split,
  group,
  changed,
  lookup,
  join,
  log,
]
