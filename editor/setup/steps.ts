import type { Choices } from './setup-store.ts'

export type StepKind = 'systems' | 'access' | 'flows' | 'settings' | 'maps' | 'dry' | 'live'

export interface Step {
  /** In the address: `access-afas`, `settings`. */
  readonly id: string
  readonly kind: StepKind
  /** Of an access step: the type of the system. */
  readonly system?: string
}

/** The steps for these choices: one for the access to each chosen system, the rest always. */
export function stepsFor({ systems }: Pick<Choices, 'systems'>): readonly Step[] {
  const access = systems.map((system): Step => ({ id: `access-${system}`, kind: 'access', system }))
  const rest = (['flows', 'settings', 'maps', 'dry', 'live'] as const).map((kind): Step => ({ id: kind, kind }))
  return [{ id: 'systems', kind: 'systems' }, ...access, ...rest]
}

/** What is there now, of what was chosen: a connection or flow may have been removed since. */
export interface Present {
  readonly connections: ReadonlySet<string>
  readonly flows: ReadonlySet<string>
}

/** Whether a step has its answer, so that what follows can be asked. */
export function isAnswered(step: Step, choices: Choices, present: Present): boolean {
  switch (step.kind) {
    case 'systems':
      return choices.systems.length >= 2
    case 'access':
      return present.connections.has(choices.connections[step.system ?? ''] ?? '')
    case 'flows':
      return chosenFlows(choices, present).length > 0
    default:
      return choices.done.includes(step.id)
  }
}

/** The chosen flows that exist, in the order they were chosen. */
export function chosenFlows({ flows }: Choices, present: Present): readonly string[] {
  return [...new Set(Object.values(flows))].filter((id) => present.flows.has(id))
}

/** Steps that cannot be asked before an earlier one is answered. What only needs flows may be looked at in any order. */
export function isReachable(step: Step, steps: readonly Step[], choices: Choices, present: Present): boolean {
  const before = steps.slice(0, steps.indexOf(step))
  return before
    .filter(({ kind }) => kind === 'systems' || kind === 'access' || kind === 'flows')
    .every((one) => isAnswered(one, choices, present))
}

/** The step that is shown: the one in the address when it can be, else the first that has no answer. */
export function stepToShow(wanted: string | null, steps: readonly Step[], choices: Choices, present: Present): Step {
  const asked = steps.find((step) => step.id === wanted)
  if (asked !== undefined && isReachable(asked, steps, choices, present)) return asked
  const open = steps.find((step) => !isAnswered(step, choices, present))
  return open ?? steps.at(-1) ?? { id: 'systems', kind: 'systems' }
}
