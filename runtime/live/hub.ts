import type { Logger } from 'pino'
import type { LiveEventStore, StoredEvent } from '../store/control/live-events.ts'
import type { RunEvent } from './events.ts'
import { createFollower, type Follower, type LiveSocket } from './follower.ts'

/** Longest an event waits for others to share its commit: while somebody watches, and while nobody does. */
const COMMIT_EVERY = 40
const COMMIT_UNWATCHED = 400
/** Events that may wait for a disk that refuses them; older ones are given up then, and never the server. */
const WAITING = 50_000
/** Events kept; pruned in steps so that it costs a delete now and then. */
const KEEP = 20_000
const PRUNE_STEP = 2_000

export interface LiveHub {
  /** Takes events from the runner and the server; they are stored, numbered and sent on within 50 ms. */
  publish(events: readonly RunEvent[]): void
  /** Follows this socket's subscriptions until it closes. */
  attach(socket: LiveSocket, session: string | undefined): Follower
  /** Ends the sockets of a session that has signed out. */
  closeSession(session: string): void
  /** Stores what waits and closes all sockets. */
  close(): void
}

/**
 * Gives events their place (`seq` rises over the installation), keeps them, sends them on. An event is sent only
 * after its commit: a number that a client has seen is never given again, whatever happens to this process.
 */
export function createLiveHub(store: LiveEventStore, clock: () => number, log: Logger): LiveHub {
  const followers = new Map<Follower, string | undefined>()
  let seq = store.lastSeq()
  let oldest = store.firstSeq()
  let waiting: StoredEvent[] = []
  let timer: NodeJS.Timeout | undefined

  function commit(): void {
    timer = undefined
    const events = waiting
    if (events.length === 0) return
    try {
      store.add(events)
    } catch (error) {
      // The disk is full or broken: they stay in line, and following them resumes when it works again.
      log.error({ err: error }, 'live events could not be stored')
      waiting = waiting.slice(-WAITING)
      timer = setTimeout(commit, 1000)
      return
    }
    waiting = []
    for (const follower of followers.keys()) follower.offer(events)
    prune()
  }

  function prune(): void {
    if (oldest === 0) oldest = store.firstSeq()
    if (seq - oldest < KEEP + PRUNE_STEP) return
    store.prune(seq - KEEP)
    oldest = seq - KEEP + 1
  }

  return {
    publish(events) {
      const at = clock()
      for (const event of events) {
        seq += 1
        const { run, flow, type } = event
        waiting.push({ seq, at, type, run, flow, body: JSON.stringify(event) })
      }
      timer ??= setTimeout(commit, followers.size > 0 ? COMMIT_EVERY : COMMIT_UNWATCHED)
    },
    attach(socket, session) {
      // What waits is in the store before the follower reads there.
      clearTimeout(timer)
      commit()
      const follower = createFollower(socket, store)
      followers.set(follower, session)
      socket.on('close', () => {
        follower.stop()
        followers.delete(follower)
      })
      return follower
    },
    closeSession(session) {
      for (const [follower, of] of followers) if (of === session) follower.end(4401, 'signed out')
    },
    close() {
      clearTimeout(timer)
      commit()
      clearTimeout(timer)
      for (const follower of followers.keys()) follower.end(1001, 'Koppel stops')
    },
  }
}
