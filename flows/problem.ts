/** One fault in a flow document, at its place. */
export interface FlowProblem {
  /** JSON path: `$.nodes[3].config.fields[0].to`. */
  readonly path: string
  readonly message: string
  readonly code: FlowProblemCode
  /** Id of the node that it concerns, where there is one. */
  readonly node?: string
}

export type FlowProblemCode =
  | 'flow.unreadable'
  | 'flow.too-large'
  | 'flow.too-deep'
  | 'flow.reserved-key'
  | 'flow.newer-format'
  | 'flow.unknown-format'
  | 'flow.schema'
  | 'flow.duplicate-id'
  | 'flow.dangling-edge'
  | 'flow.unknown-port'
  | 'flow.edge-into-source'
  | 'flow.duplicate-edge'
  | 'flow.cycle'
  | 'flow.not-a-list'
  | 'flow.missing-node'
  | 'flow.newer-node'
  | 'flow.idle-trigger'

/** A JSON path from the steps that lead to a place. */
export function jsonPath(steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`
    return /^[A-Za-z_$@][A-Za-z0-9_$@-]*$/.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`
  }, '$')
}
