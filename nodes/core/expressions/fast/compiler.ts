import type { Environment } from '../document.ts'
import type { Scope } from '../jsonata.ts'
import type { MapFunction } from '../value-map.ts'
import type { Node } from './ast.ts'
import { bail } from './values.ts'

/** What a compiled expression works with; `slots` are its variables, `budget` what it may still do. */
export interface Frame {
  readonly root: unknown
  readonly scope: Scope
  readonly environment: Environment
  readonly slots: unknown[]
  budget: number
}

/** A compiled node: its value on an input. */
export type Fast = (input: unknown, frame: Frame) => unknown

/** The state of one compilation. */
export interface Compiler {
  readonly compile: (node: Node) => Fast
  /** Functions that know the value maps of the flow, by their names. */
  readonly ofMaps: Readonly<Record<string, MapFunction>>
  /** Variables by the blocks around the place, innermost first. */
  blocks: readonly Map<string, number>[]
  /** False where JSONata works on several things at once and the order of assignments would be its own. */
  mayBind: boolean
  slots: number
  depth: number
  /** Nodes compiled so far: what lies between two readings is what a step costs each time. */
  nodes: number
}

/** Takes from what an evaluation may still do; what would do too much is left to JSONata and its limits. */
export function spend(frame: Frame, cost: number): void {
  frame.budget -= cost
  if (frame.budget < 0) bail()
}
