import { useSyncExternalStore } from 'react'
import type { LiveEvent } from '../../runtime/live/events.ts'
import { api, type Page } from './client.ts'
import { EventRing } from './event-ring.ts'

/** What a listener wants; `{}` is everything. */
interface LiveFilter {
  readonly run?: string
  readonly flow?: string
}

/** `offline` names the moment, so that the top bar can say "Offline since 14:31". */
export type LiveState =
  | { readonly kind: 'live' }
  | { readonly kind: 'catching-up' }
  | { readonly kind: 'offline'; readonly since: number }

type Listener = (events: readonly LiveEvent[]) => void

interface Subscription {
  readonly filter: LiveFilter
  readonly listener: Listener
}

const FRAME_MS = 50
const RETRY_MS = [500, 1_000, 2_000, 5_000]

/**
 * One socket for the whole editor. It asks for the union of what is wanted, goes on after the last `seq` it saw when
 * the line breaks, fetches over HTTP what a slow reader missed, and hands events over in frames outside React.
 */
export class LiveConnection {
  readonly ring = new EventRing(5_000)
  #socket: WebSocket | undefined
  #subscriptions = new Set<Subscription>()
  #watchers = new Set<() => void>()
  #state: LiveState = { kind: 'catching-up' }
  #lastSeq: number | undefined
  #attempt = 0
  #frame: LiveEvent[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #wanted = ''
  #open = false

  subscribe(filter: LiveFilter, listener: Listener): () => void {
    const subscription = { filter, listener }
    this.#subscriptions.add(subscription)
    this.#start()
    this.#ask()
    return () => {
      this.#subscriptions.delete(subscription)
      this.#ask()
    }
  }

  get state(): LiveState {
    return this.#state
  }

  watchState = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    // A page without listeners says whether it is live as well.
    this.#start()
    return () => this.#watchers.delete(watcher)
  }

  #start(): void {
    if (this.#open) return
    this.#open = true
    void this.#connect()
  }

  async #connect(): Promise<void> {
    try {
      const { ticket } = await api.post<{ ticket: string }>('/api/live/tickets', {})
      const url = new URL(`/api/live?ticket=${encodeURIComponent(ticket)}`, location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      const socket = new WebSocket(url)
      this.#socket = socket
      socket.addEventListener('open', () => {
        this.#attempt = 0
        this.#wanted = ''
        this.#ask()
        this.#become({ kind: 'live' })
      })
      socket.addEventListener('message', (message) => this.#take(String(message.data)))
      socket.addEventListener('close', () => this.#lost(socket))
    } catch {
      this.#lost(undefined)
    }
  }

  #lost(socket: WebSocket | undefined): void {
    if (socket !== this.#socket) return
    this.#socket = undefined
    if (this.#state.kind !== 'offline') this.#become({ kind: 'offline', since: Date.now() })
    const wait = RETRY_MS[Math.min(this.#attempt++, RETRY_MS.length - 1)] ?? 5_000
    setTimeout(() => void this.#connect(), wait)
  }

  /** One filter when all listeners agree, else everything: what comes is sorted out here. */
  #ask(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || this.#subscriptions.size === 0) return
    const filters = [...this.#subscriptions].map((one) => one.filter)
    const first = filters[0] ?? {}
    const agree = filters.every((one) => one.run === first.run && one.flow === first.flow)
    const message = JSON.stringify({ subscribe: agree ? first : {} })
    if (message === this.#wanted) return
    this.#wanted = message
    this.#socket.send(
      JSON.stringify({
        subscribe: agree ? first : {},
        ...(this.#lastSeq === undefined ? {} : { after: this.#lastSeq }),
      }),
    )
  }

  #take(text: string): void {
    const event = JSON.parse(text) as LiveEvent
    if (typeof event.seq !== 'number') return
    if (event.type === 'behind') {
      void this.#catchUp()
      return
    }
    this.#keep(event)
  }

  #keep(event: LiveEvent): void {
    if (this.#lastSeq !== undefined && event.seq <= this.#lastSeq) return
    this.#lastSeq = event.seq
    this.ring.push(event)
    this.#frame.push(event)
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#flush(), FRAME_MS)
  }

  #flush(): void {
    const events = this.#frame
    this.#frame = []
    this.#timer = undefined
    for (const { filter, listener } of this.#subscriptions) {
      const mine = events.filter((event) => matches(filter, event))
      if (mine.length > 0) listener(mine)
    }
  }

  async #catchUp(): Promise<void> {
    this.#become({ kind: 'catching-up' })
    try {
      for (;;) {
        const page = await api.get<Page<LiveEvent>>(`/api/live/events?after=${this.#lastSeq ?? 0}&limit=200`)
        for (const event of page.items) this.#keep(event)
        if (page.next === undefined || page.items.length === 0) break
      }
      this.#become({ kind: 'live' })
    } catch {
      this.#socket?.close()
    }
  }

  #become(state: LiveState): void {
    this.#state = state
    for (const watcher of this.#watchers) watcher()
  }
}

function matches(filter: LiveFilter, event: LiveEvent): boolean {
  if (event.type === 'behind') return false
  if (filter.run !== undefined && event.run !== filter.run) return false
  return filter.flow === undefined || event.flow === filter.flow
}

export const live = new LiveConnection()

export function useLiveState(): LiveState {
  return useSyncExternalStore(live.watchState, () => live.state)
}
