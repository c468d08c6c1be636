import type { FieldPlan, Selection, Shape } from '../graphql/plan.ts'
import { isConnection } from './check-query.ts'

/** The rows of a list, each a line of its own, and the lists inside a row. */
export interface Unfolded {
  readonly list: FieldPlan
  /** What stands on a row's line: everything but the lists inside. */
  readonly line: Selection
  readonly inside: readonly Nested[]
}

export interface Nested {
  /** The fields from the row to the list: `inventoryItem` before `inventoryLevels`. */
  readonly way: readonly FieldPlan[]
  readonly rows: Unfolded
}

/** A list that would be pages in a call, as the lines that it is in bulk. */
export function unfold(list: FieldPlan): Unfolded {
  const inside: Nested[] = []
  const line = withoutLists(rowSelection(list), [], inside)
  return { list, line, inside }
}

const selectionOf = (shape: Shape | undefined): Selection | undefined => {
  if (shape?.kind === 'object') return shape.selection
  return shape?.kind === 'list' ? selectionOf(shape.item) : undefined
}

function rowSelection(list: FieldPlan): Selection {
  const fields = selectionOf(list.shape)?.fields ?? []
  const nodes = fields.find((one) => one.name === 'nodes')
  const edges = selectionOf(fields.find((one) => one.name === 'edges')?.shape)
  const selection = selectionOf((nodes ?? edges?.fields.find((one) => one.name === 'node'))?.shape)
  if (!selection) throw new Error(`The sandbox cannot run ${list.name} in bulk: its rows are of several types.`)
  return selection
}

function withoutLists(selection: Selection, way: readonly FieldPlan[], found: Nested[]): Selection {
  const fields = selection.fields.flatMap((plan): FieldPlan[] => {
    if (isConnection(plan.field?.type)) {
      found.push({ way, rows: unfold(plan) })
      return []
    }
    const { shape } = plan
    if (shape.kind !== 'object') return [plan]
    return [{ ...plan, shape: { ...shape, selection: withoutLists(shape.selection, [...way, plan], found) } }]
  })
  return { fields }
}

/** Lists with lists inside whose rows do not say who they are: their children could name no parent. */
export function withoutId(rows: Unfolded): string[] {
  const lacks = rows.inside.length > 0 && !rows.line.fields.some((one) => one.key === 'id' && one.name === 'id')
  return [...(lacks ? [rows.list.name] : []), ...rows.inside.flatMap((one) => withoutId(one.rows))]
}
