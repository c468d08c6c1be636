import type { EventFilter, LiveEventStore, StoredEvent } from '../store/control/live-events.ts'
import { eventText } from './event-text.ts'

/** The part of a WebSocket that following needs; `ws` has it. */
export interface LiveSocket {
  readonly bufferedAmount: number
  send(text: string): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'close', listener: () => void): unknown
}

/** What may lie in the socket's buffer before its reader counts as slow. */
const MAX_BUFFERED = 1024 * 1024
const REPLAY_PAGE = 200
const LOOK_AGAIN = 50

export interface Follower {
  /** Follows this from now on, or from after `after`; replaces an earlier subscription. */
  subscribe(filter: EventFilter, after: number | undefined): void
  /** New events, in order, just committed. */
  offer(events: readonly StoredEvent[]): void
  stop(): void
  end(code: number, reason: string): void
}

/**
 * One socket's view of the events. It replays from the store up to the newest and switches to new ones in the same
 * turn, so nothing falls between and nothing comes twice. A reader that cannot keep up is told `behind` (with the
 * number of the last event it misses) and then goes on with what is new; it pages what it missed over HTTP.
 */
export function createFollower(socket: LiveSocket, store: LiveEventStore, maxBuffered = MAX_BUFFERED): Follower {
  let filter: EventFilter | undefined
  /** Set while replaying: everything after it is still to come from the store. */
  let replayFrom: number | undefined
  /** Newest event that was left out since the reader was told. */
  let missed: number | undefined
  let timer: NodeJS.Timeout | undefined

  const isFull = () => socket.bufferedAmount > maxBuffered
  const later = (work: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(work, LOOK_AGAIN)
  }

  function replay(): void {
    while (filter && replayFrom !== undefined) {
      if (isFull()) return later(replay)
      const events = store.after(replayFrom, filter, REPLAY_PAGE)
      for (const event of events) socket.send(eventText(event))
      replayFrom = events.length < REPLAY_PAGE ? undefined : events.at(-1)?.seq
    }
  }

  function tellBehind(seq: number): void {
    const run = filter?.run === undefined ? {} : { run: filter.run }
    socket.send(JSON.stringify({ seq, at: new Date().toISOString(), type: 'behind', ...run }))
  }

  function catchUp(): void {
    if (missed === undefined) return
    if (isFull()) return later(catchUp)
    tellBehind(missed)
    missed = undefined
  }

  return {
    subscribe(next, after) {
      clearTimeout(timer)
      filter = next
      missed = undefined
      replayFrom = after
      if (after === undefined) return
      const first = store.firstSeq()
      if (first > after + 1 && after > 0) tellBehind(first - 1)
      replay()
    },
    offer(events) {
      if (!filter || replayFrom !== undefined) return
      catchUp()
      for (const event of events) {
        if (!wanted(event, filter)) continue
        if (missed === undefined && !isFull()) {
          socket.send(eventText(event))
          continue
        }
        if (missed === undefined) later(catchUp)
        missed = event.seq
      }
    },
    stop() {
      clearTimeout(timer)
      filter = undefined
    },
    end(code, reason) {
      socket.close(code, reason)
      // A reader that does not answer the close must not hold the server's stop.
      setTimeout(() => socket.terminate(), 1000).unref()
    },
  }
}

function wanted(event: StoredEvent, filter: EventFilter): boolean {
  return (
    (filter.run === undefined || event.run === filter.run) && (filter.flow === undefined || event.flow === filter.flow)
  )
}
