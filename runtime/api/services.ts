import type { ControlStore } from '../store/control/index.ts'
import type { DeliveryStore } from '../store/inbox/deliveries.ts'
import type { LiveHub } from '../live/hub.ts'
import type { FirstLink } from './access/first-link.ts'
import type { Tickets } from './access/tickets.ts'
import type { Clients } from './connections/clients.ts'
import type { AppDeps } from './deps.ts'
import type { Inbox } from './hooks/inbox.ts'
import type { Subscriptions } from './hooks/subscriptions.ts'
import type { Reads } from './reads.ts'
import type { RunDesk } from './runs/desk.ts'

/** What routes work with. */
export interface Services extends AppDeps {
  readonly store: ControlStore
  readonly deliveries: DeliveryStore
  readonly reads: Reads
  readonly hub: LiveHub
  readonly runs: RunDesk
  readonly clients: Clients
  readonly subscriptions: Subscriptions
  readonly inbox: Inbox
  readonly tickets: Tickets
  readonly firstLink: FirstLink
  /** The token in the data directory's server file, for the command line. */
  readonly localToken: string
  /** Where this server is reached: the public address, else its own. */
  readonly address: () => string
}
