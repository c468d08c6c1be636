import type { SqliteFile } from '../sqlite.ts'
import { createConnectionStore } from './connections.ts'
import { createFlowStore } from './flows.ts'
import { createHookStore } from './hooks.ts'
import { createLiveEventStore } from './live-events.ts'
import { createMetaStore } from './meta.ts'
import { createPeopleStore } from './people.ts'
import { createRunRequestStore } from './run-requests.ts'
import { createSessionStore } from './sessions.ts'
import { createSlotStore } from './slots.ts'
import { createTokenStore } from './tokens.ts'

/** `control.db`, one group of queries an aggregate. */
export function createControlStore(file: SqliteFile) {
  return {
    meta: createMetaStore(file),
    people: createPeopleStore(file),
    sessions: createSessionStore(file),
    tokens: createTokenStore(file),
    connections: createConnectionStore(file),
    flows: createFlowStore(file),
    hooks: createHookStore(file),
    runRequests: createRunRequestStore(file),
    slots: createSlotStore(file),
    liveEvents: createLiveEventStore(file),
  }
}
export type ControlStore = ReturnType<typeof createControlStore>
