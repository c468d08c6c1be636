import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '../../runtime/live/events.ts'
import { LiveConnection } from './live.ts'

/** A socket that the test plays the server of. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  static all: FakeSocket[] = []
  readyState = 1
  readonly sent: unknown[] = []
  constructor() {
    super()
    FakeSocket.all.push(this)
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
  tell(...events: unknown[]): void {
    for (const event of events) this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(event) }))
  }
}

const log = (seq: number, run: string, flow = 'orders') => {
  return { seq, at: '', type: 'log', run, flow, level: 'info', message: `${seq}` }
}
const socket = (index: number) => {
  const found = FakeSocket.all[index]
  if (found === undefined) throw new Error(`no socket ${index}`)
  return found
}
let missed: readonly unknown[] = []

/** Lets promises and the frame timer run. */
const settle = (ms = 60) => vi.advanceTimersByTimeAsync(ms)
const opened = async (index = 0) => {
  await settle()
  socket(index).dispatchEvent(new Event('open'))
  return socket(index)
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.all = []
  missed = []
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('location', { href: 'http://koppel.local/' })
  vi.stubGlobal('fetch', async (path: string) => {
    const body = path.startsWith('/api/live/tickets') ? { ticket: 't' } : { items: missed }
    return new Response(JSON.stringify(body))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('LiveConnection', () => {
  it('asks for what all want when they agree, else for everything, and sorts it out', async () => {
    const live = new LiveConnection()
    const a: LiveEvent[] = []
    const b: LiveEvent[] = []
    live.subscribe({ flow: 'orders' }, (events) => void a.push(...events))
    const line = await opened()
    expect(line.sent).toEqual([{ subscribe: { flow: 'orders' } }])
    live.subscribe({ run: 'r2' }, (events) => void b.push(...events))
    expect(line.sent.at(-1)).toEqual({ subscribe: {} })
    line.tell(log(1, 'r1'), log(2, 'r2', 'stock'))
    await settle()
    expect(a.map((event) => event.seq)).toEqual([1])
    expect(b.map((event) => event.seq)).toEqual([2])
  })

  it('goes on after the last event it saw when the line breaks, and repeats none', async () => {
    const live = new LiveConnection()
    const seen: number[] = []
    live.subscribe({}, (events) => void seen.push(...events.map((event) => event.seq)))
    const first = await opened()
    first.tell(log(7, 'r1'))
    await settle()
    first.close()
    expect(live.state.kind).toBe('offline')
    await settle(600)
    const second = await opened(1)
    expect(second.sent).toEqual([{ subscribe: {}, after: 7 }])
    second.tell(log(7, 'r1'), log(8, 'r1'))
    await settle()
    expect(seen).toEqual([7, 8])
    expect(live.state.kind).toBe('live')
  })

  it('fetches what it missed when it was told that it is behind', async () => {
    const live = new LiveConnection()
    const seen: number[] = []
    live.subscribe({}, (events) => void seen.push(...events.map((event) => event.seq)))
    const line = await opened()
    line.tell(log(1, 'r1'))
    missed = [log(2, 'r1'), log(3, 'r1')]
    line.tell({ seq: 3, at: '', type: 'behind' })
    await settle()
    expect(seen).toEqual([1, 2, 3])
    expect(live.state.kind).toBe('live')
  })
})
