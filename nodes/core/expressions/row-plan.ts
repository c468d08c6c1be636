import type { MapRow } from '../../sdk/context.ts'
import { readTargetPath, type Step } from './target-path.ts'

/** The target document as a tree: what the rows of a mapping make, each row at its place. */
export interface Place {
  /** Index of the row that gives this value (of a list: its items). */
  row?: number
  readonly fields: Map<string, Place>
  /** Present when this place is a list: the shape of one item. */
  item?: Place
}

export interface RowFault {
  readonly row: number
  readonly message: string
}

export interface RowPlan {
  readonly root: Place
  readonly faults: readonly RowFault[]
}

/** Puts the rows in a tree and finds rows that cannot be read or stand in each other's way. */
export function planRows(rows: readonly MapRow[]): RowPlan {
  const root: Place = { fields: new Map() }
  const faults: RowFault[] = []
  rows.forEach((row, index) => {
    const steps = readTargetPath(row.to)
    const message = typeof steps === 'string' ? steps : settle(root, steps, index)
    if (message !== undefined) faults.push({ row: index, message })
  })
  return { root, faults }
}

/** Walks to the row's place, making what is missing; answers a sentence when the place is taken. */
function settle(root: Place, steps: readonly Step[], row: number): string | undefined {
  let place = root
  for (const [at, step] of steps.entries()) {
    const last = at === steps.length - 1
    const known = place.fields.get(step.name)
    if (known && (known.item !== undefined) !== step.list) {
      return `"${step.name}" is a list in one row and no list in another`
    }
    const next: Place = known ?? { fields: new Map(), ...(step.list ? { item: { fields: new Map() } } : {}) }
    place.fields.set(step.name, next)
    if (last) {
      if (next.row !== undefined) return 'another row writes to the same field'
      if (!next.item && next.fields.size > 0) return 'other rows write to fields inside this one'
      next.row = row
      return undefined
    }
    if (!next.item && next.row !== undefined) return 'another row writes the whole of what this field is part of'
    place = next.item ?? next
  }
  return undefined
}
