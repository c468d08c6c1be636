import { createLiveHub } from '../live/hub.ts'
import { isLoopback } from '../config.ts'
import { createControlStore } from '../store/control/index.ts'
import { createDeliveryStore } from '../store/inbox/deliveries.ts'
import { createFirstLink } from './access/first-link.ts'
import { newSecret } from './access/identity.ts'
import { createTickets } from './access/tickets.ts'
import { createClients } from './connections/clients.ts'
import type { AppDeps } from './deps.ts'
import { createInbox } from './hooks/inbox.ts'
import { createSubscriptions } from './hooks/subscriptions.ts'
import { createReads } from './reads.ts'
import { createRunDesk } from './runs/desk.ts'
import type { Services } from './services.ts'

/** Puts the server's parts together, in the order in which they need each other. */
export function createServices(deps: AppDeps, address: () => string): Services {
  const { files, clock, registry, secrets, log, config, notifyRunner } = deps
  const store = createControlStore(files.control)
  const deliveries = createDeliveryStore(files.inbox)
  const reads = createReads(files.work)
  const hub = createLiveHub(store.liveEvents, clock, log)
  const runs = createRunDesk({ store, reads, hub, notifyRunner, clock })
  const clients = createClients({ connections: store.connections, registry, secrets, log })
  const subscriptions = createSubscriptions({
    store,
    registry,
    clients,
    secrets,
    address,
    clock,
    log,
  })
  const isHome = deps.sandbox !== undefined && isLoopback(config.host)
  return {
    ...deps,
    store,
    deliveries,
    reads,
    hub,
    runs,
    clients,
    subscriptions,
    inbox: createInbox({ store, deliveries, reads, runs }),
    tickets: createTickets(clock),
    firstLink: createFirstLink(isHome ? 'sign-in' : 'setup', clock),
    localToken: newSecret('kpl_local_'),
    address,
  }
}
