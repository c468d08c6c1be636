import { refuse } from '../../graphql/context.ts'
import type { Shop } from '../../shop.ts'

/** Why the shop says no to a product: all of it is undone. */
export class ProductProblem extends Error {
  readonly code: string
  readonly field: readonly string[]
  constructor(code: string, field: readonly string[], message: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

export type Path = readonly string[]

export interface UserError {
  readonly code: string
  readonly field: readonly string[]
  readonly message: string
}

/** Does the work, or undoes it and tells why. */
export function attempted<T>(
  context: { readonly shop: Shop },
  work: () => T,
): { readonly done: T } | { readonly userErrors: UserError[] } {
  try {
    return { done: context.shop.database.attempt(work) }
  } catch (error) {
    if (!(error instanceof ProductProblem)) throw error
    return { userErrors: [{ code: error.code, field: error.field, message: error.message }] }
  }
}

export const largestInput = 250

/** Lists of an input hold 250 entries at most; that is no matter of the shop's rules but of the API. */
export function checkSize(list: readonly unknown[] | null | undefined, name: string, most = largestInput): void {
  if (!list || list.length <= most) return
  throw refuse(
    'MAX_INPUT_SIZE_EXCEEDED',
    `The input array size of ${list.length} is greater than the maximum allowed of ${most} (${name}).`,
  )
}

/** What the sandbox does not take is refused by name, never passed over. */
export function checkTaken(input: object, taken: readonly string[], code: string, path: Path): void {
  for (const [name, value] of Object.entries(input)) {
    if (taken.includes(name) || value === null || value === undefined || value === false) continue
    throw new ProductProblem(code, [...path, name], `The sandbox does not take ${name} yet; nothing was changed.`)
  }
}
