/** Thrown while compiling: the expression has something that is left to JSONata. */
export class Unsupported extends Error {}

/** A node of JSONata's syntax tree, as far as the fast evaluator reads it. */
export interface Node {
  readonly type: string
  readonly value?: unknown
  readonly position?: number
  readonly steps?: readonly Node[]
  readonly stages?: readonly Node[]
  readonly predicate?: readonly Node[]
  readonly expressions?: readonly Node[]
  readonly arguments?: readonly Node[]
  readonly procedure?: Node
  readonly expression?: Node
  readonly condition?: Node
  readonly then?: Node
  readonly else?: Node
  readonly expr?: Node
  readonly lhs?: Node | readonly (readonly [Node, Node])[]
  readonly rhs?: Node
}

const KNOWN = new Set([
  'type',
  'value',
  'position',
  'steps',
  'stages',
  'predicate',
  'expressions',
  'arguments',
  'procedure',
  'expression',
  'condition',
  'then',
  'else',
  'expr',
  'lhs',
  'rhs',
])

/** Refuses a node with anything on it that is not known here: kept singletons, tuples, parents, groups, tail calls. */
export function bareKeys(node: Node): void {
  for (const [key, value] of Object.entries(node)) {
    if (value !== undefined && !KNOWN.has(key)) throw new Unsupported(key)
  }
}
