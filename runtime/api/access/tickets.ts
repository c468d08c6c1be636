import { newSecret, sha256, type Identity } from './identity.ts'

const LIFETIME = 30_000

/** Tickets for the live socket: single use, half a minute, in memory only. */
export function createTickets(clock: () => number) {
  const open = new Map<string, { who: Identity; until: number }>()
  return {
    issue(who: Identity): string {
      for (const [id, ticket] of open) if (ticket.until <= clock()) open.delete(id)
      const value = newSecret('')
      open.set(sha256(value), { who, until: clock() + LIFETIME })
      return value
    },
    redeem(value: string): Identity | undefined {
      const id = sha256(value)
      const ticket = open.get(id)
      open.delete(id)
      return ticket && ticket.until > clock() ? ticket.who : undefined
    },
  }
}
export type Tickets = ReturnType<typeof createTickets>
