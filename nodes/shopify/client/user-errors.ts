import { ProblemError } from '../../sdk/problem.ts'

/** How Shopify refuses by a rule of the shop. Many mutations give no `code`. */
export interface UserError {
  readonly field?: readonly string[] | null
  readonly message: string
  readonly code?: string | null
}

/**
 * Throws when a mutation answered with user errors: Shopify did nothing and says why. `doing` completes the sentence
 * "Shopify refused to ...".
 */
export function refuseUserErrors(errors: readonly UserError[], doing: string): void {
  if (errors.length === 0) return
  const reasons = errors.map((error) => {
    const field = error.field?.length ? ` (${error.field.join('.')})` : ''
    return `${error.message}${field}`
  })
  throw new ProblemError({
    code: 'shopify.user-errors',
    message: `Shopify refused to ${doing}: ${reasons.join('; ')}`,
    advice: 'Correct the value that Shopify names, in the mapping or in the record, and retry.',
    retry: 'after-fix',
    effect: 'none',
    details: errors,
  })
}

/** Whether one of the errors says that somebody else has this value: an e-mail address, a telephone number, a number. */
export function isTaken(errors: readonly UserError[], field: 'email' | 'phone' | 'value' | 'externalId'): boolean {
  const name = field === 'externalId' ? 'external' : field
  return errors.some(
    (error) =>
      (error.code === 'TAKEN' || /already been taken/i.test(error.message)) &&
      (error.field?.at(-1) === field || error.message.toLowerCase().startsWith(name)),
  )
}
