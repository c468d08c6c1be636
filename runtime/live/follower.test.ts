import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEventStore, StoredEvent } from '../store/control/live-events.ts'
import { createFollower, type LiveSocket } from './follower.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = (seq: number): StoredEvent => ({ seq, at: 0, type: 'log', run: 'r', flow: 'f', body: '{"type":"log"}' })

function reader() {
  const sent: { seq: number; type: string }[] = []
  const socket: LiveSocket & { bufferedAmount: number } = {
    bufferedAmount: 0,
    send: (text) => void sent.push(JSON.parse(text) as { seq: number; type: string }),
    close: () => undefined,
    terminate: () => undefined,
    on: () => undefined,
  }
  return { socket, sent }
}

function store(events: readonly StoredEvent[]): LiveEventStore {
  return {
    after: (seq: number, _filter: object, limit: number) => events.filter((one) => one.seq > seq).slice(0, limit),
    firstSeq: () => events[0]?.seq ?? 0,
  } as unknown as LiveEventStore
}

describe('a reader that does not keep up', () => {
  it('is told the last number that it misses, and then gets what is new', () => {
    const { socket, sent } = reader()
    const follower = createFollower(socket, store([]), 100)
    follower.subscribe({}, undefined)
    follower.offer([event(1)])
    socket.bufferedAmount = 101
    follower.offer([event(2), event(3)])
    follower.offer([event(4)])
    vi.advanceTimersByTime(500)
    expect(sent.map((one) => one.seq)).toEqual([1])
    socket.bufferedAmount = 0
    vi.advanceTimersByTime(100)
    follower.offer([event(5)])
    expect(sent.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'log'],
      [4, 'behind'],
      [5, 'log'],
    ])
  })

  it('is replayed to at its own pace, and nothing new comes in between', () => {
    const events = Array.from({ length: 1000 }, (_, i) => event(i + 1))
    const { socket, sent } = reader()
    const follower = createFollower(socket, store(events), 100)
    socket.bufferedAmount = 101
    follower.subscribe({}, 0)
    expect(sent).toEqual([])
    socket.bufferedAmount = 0
    vi.advanceTimersByTime(100)
    expect(sent.map((one) => one.seq)).toEqual(events.map((one) => one.seq))
  })

  it('is told when what it asks for is not kept any more', () => {
    const { socket, sent } = reader()
    createFollower(socket, store([event(50), event(51)])).subscribe({}, 10)
    expect(sent.map(({ seq, type }) => [seq, type])).toEqual([
      [49, 'behind'],
      [50, 'log'],
      [51, 'log'],
    ])
  })
})
