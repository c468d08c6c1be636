import type { Context } from '../../graphql/context.ts'
import { gid } from '../../graphql/gid.ts'
import { ofKind } from '../../graphql/kinds.ts'
import type { UserError } from './problem.ts'

/** What is kept of a `productSet` that was done later. */
export interface OperationResult {
  readonly product?: number
  readonly userErrors?: readonly UserError[]
  readonly failed?: boolean
}

/** A `productSet` that is done later, as it stands now. */
export function findOperation({ shop }: Context, id: number): object | null {
  const task = shop.tasks.find(id)
  if (task?.kind !== 'productSet') return null
  const result = task.result === null ? {} : (JSON.parse(task.result) as OperationResult)
  const failed = [{ code: 'GENERIC_ERROR', field: null, message: 'Something went wrong, please try again.' }]
  return ofKind('ProductSetOperation', {
    id: gid('ProductSetOperation', task.id),
    status: task.status,
    product: result.product === undefined ? null : (shop.database.row('products', result.product) ?? null),
    userErrors: result.userErrors ?? (result.failed ? failed : []),
  })
}
