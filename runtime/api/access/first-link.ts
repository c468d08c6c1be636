import { newSecret, sameSecret } from './identity.ts'

const LIFETIME = 30 * 60_000

/**
 * The secret in the link that is printed at the start: of the owner's setup page (half an hour), or in a sandbox on
 * loopback of the sign-in without a form (as long as the server runs and nobody has a password). Kept in memory only.
 */
export function createFirstLink(kind: 'setup' | 'sign-in', clock: () => number) {
  const token = newSecret('')
  const until = kind === 'setup' ? clock() + LIFETIME : Number.POSITIVE_INFINITY
  return {
    kind,
    token,
    accepts(given: string, asked: 'setup' | 'sign-in'): boolean {
      return asked === kind && sameSecret(given, token) && clock() < until
    },
  }
}
export type FirstLink = ReturnType<typeof createFirstLink>
