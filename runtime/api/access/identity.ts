import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role } from '../../store/control/people.ts'

/** Who a request comes from. */
export interface Identity {
  /** A person's or token's id; `admin-token` and `command-line` for those two. */
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly via: 'session' | 'token'
  /** The session, so that signing out closes its sockets. */
  readonly session?: string
}

/** What a route asks for: nothing, the live socket's own rule, or at least a role. */
export type Access = 'open' | 'socket' | Role

const RANK: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, editor: 2, owner: 3 }

export function mayDo(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed]
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Hashes first, so that lengths differ neither. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())
}

export function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}
