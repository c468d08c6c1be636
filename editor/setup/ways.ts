import type { InstalledFlow } from '../api/shapes.ts'
import type { Step } from './steps.ts'

export const stepHref = (id: string, part?: string): string =>
  `/setup?step=${id}${part === undefined ? '' : `&flow=${encodeURIComponent(part)}`}`

/** The flows that a step asks about one after the other. */
export function partsOf(step: Step, chosen: readonly InstalledFlow[]): readonly InstalledFlow[] {
  if (step.kind === 'settings' || step.kind === 'dry') return chosen
  if (step.kind !== 'maps') return []
  return chosen.filter((flow) => Object.keys(flow.valueMaps ?? {}).length > 0)
}

export interface Ways {
  readonly back: string | undefined
  readonly next: string
  /** Nothing of this step is left after this part. */
  readonly last: boolean
}

/** Back and on: through the flows of a step, then to the step beside it; a step without flows is passed over. */
export function waysFrom(
  steps: readonly Step[],
  step: Step,
  parts: readonly InstalledFlow[],
  at: number,
  chosen: readonly InstalledFlow[],
): Ways {
  const asked = steps.filter((one) => one.kind !== 'maps' || partsOf(one, chosen).length > 0 || one.id === step.id)
  const place = asked.findIndex((one) => one.id === step.id)
  const last = at >= parts.length - 1
  const before = asked[place - 1]
  const after = asked[place + 1]
  const lastOf = (one: Step) =>
    one.kind === 'settings' || one.kind === 'maps' ? partsOf(one, chosen).at(-1)?.id : undefined
  return {
    back: at > 0 ? stepHref(step.id, parts[at - 1]?.id) : before && stepHref(before.id, lastOf(before)),
    next: last ? stepHref(after?.id ?? step.id) : stepHref(step.id, parts[at + 1]?.id),
    last,
  }
}
