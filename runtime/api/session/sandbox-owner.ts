import { v7 as uuid } from 'uuid'
import type { Person } from '../../store/control/people.ts'
import type { Services } from '../services.ts'

/** The owner of a sandbox on this machine, who signs in by the printed link until somebody has a password. */
export function sandboxOwner({ store, clock }: Services): Person | undefined {
  if (store.people.hasPassword()) return undefined
  const owner: Person = {
    id: uuid(),
    name: 'Sandbox owner',
    email: 'owner@sandbox.localhost',
    role: 'owner',
    password: null,
    createdAt: clock(),
  }
  store.people.addFirst(owner)
  return store.people.list().find((person) => person.role === 'owner')
}
