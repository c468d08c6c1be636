import type { Problem } from '../../sdk/problem.ts'

/** A call, as far as a problem speaks of it. */
export interface Call {
  readonly name: string
  readonly kind: 'query' | 'mutation'
  readonly shop: string
}

/** After this a mutation may have been done; a query has no effect to speak of. */
export function unknownEffect(call: Call): Pick<Problem, 'effect'> {
  return call.kind === 'mutation' ? { effect: 'unknown' } : {}
}
