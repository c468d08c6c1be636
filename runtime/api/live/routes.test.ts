import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'undici'
import { setTimeout as delay } from 'node:timers/promises'
import type { RunEvent } from '../../live/events.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
let address: string
const sockets: WebSocket[] = []

beforeAll(async () => {
  koppel = await testApp()
  await koppel.app.listen({ host: '127.0.0.1', port: 0 })
  address = koppel.services.address()
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})
afterAll(() => koppel.close())

interface Message {
  seq: number
  at: string
  type: string
  run: string
  message?: string
}

const log = (run: string, message: string): RunEvent => ({
  type: 'log',
  run,
  flow: `flow-of-${run}`,
  level: 'info',
  message,
})

function open(options: { headers?: Record<string, string>; query?: string } = {}) {
  const { headers = ADMIN, query = '' } = options
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live${query}`, { headers })
  sockets.push(socket)
  const messages: Message[] = []
  socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data)) as Message))
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true))
    socket.addEventListener('error', () => resolve(false))
  })
  return { socket, messages, opened }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i++) await delay(10)
  expect(condition()).toBe(true)
}

async function ticket(headers: Record<string, string> = ADMIN): Promise<string> {
  const answer = await koppel.app.inject({ method: 'POST', url: '/api/live/tickets', headers })
  return answer.json<{ ticket: string }>().ticket
}

describe('the live socket', () => {
  it('opens for a token and for a ticket, once, and for nothing else', async () => {
    expect(await open().opened).toBe(true)
    expect(await open({ headers: {} }).opened).toBe(false)
    expect(await open({ headers: { authorization: 'Bearer wrong' } }).opened).toBe(false)
    const one = await ticket()
    expect(await open({ headers: { origin: 'https://evil.example' }, query: `?ticket=${one}` }).opened).toBe(false)
    expect(await open({ headers: {}, query: `?ticket=${one}` }).opened).toBe(false)
    const other = await ticket()
    expect(await open({ headers: { origin: address }, query: `?ticket=${other}` }).opened).toBe(true)
    expect(await open({ headers: { origin: address }, query: `?ticket=${other}` }).opened).toBe(false)
  })

  it('does not open for a ticket that is older than half a minute', async () => {
    const one = await ticket()
    koppel.at(Date.now() + 31_000)
    expect(await open({ headers: { origin: address }, query: `?ticket=${one}` }).opened).toBe(false)
    koppel.at(Date.now())
  })

  it('replays from the store and goes on with what is new, without a gap and without a double', async () => {
    const { hub } = koppel.services
    const messages = Array.from({ length: 1000 }, (_, i) => log('replayed', `m${i}`))
    hub.publish(messages.slice(0, 600))
    hub.publish([log('another', 'not for them')])
    await delay(450)
    const { socket, messages: got, opened } = open()
    await opened
    socket.send(JSON.stringify({ subscribe: { run: 'replayed' }, after: 0 }))
    for (let i = 600; i < 1000; i += 10) {
      hub.publish(messages.slice(i, i + 10))
      if (i % 100 === 0) await delay(5)
    }
    await until(() => got.length >= 1000)
    await delay(60)
    expect(got.map((one) => one.message)).toEqual(messages.map((one) => (one.type === 'log' ? one.message : '')))
    expect(got.every((one, i) => i === 0 || one.seq > (got[i - 1]?.seq ?? 0))).toBe(true)
    expect(got.every((one) => !Number.isNaN(Date.parse(one.at)))).toBe(true)
  })

  it('goes on after the number that a client had', async () => {
    const { hub } = koppel.services
    hub.publish(Array.from({ length: 5 }, (_, i) => log('resumed', `r${i}`)))
    await delay(450)
    const first = open()
    await first.opened
    first.socket.send(JSON.stringify({ subscribe: { flow: 'flow-of-resumed' }, after: 0 }))
    await until(() => first.messages.length === 5)
    const second = open()
    await second.opened
    second.socket.send(JSON.stringify({ subscribe: { run: 'resumed' }, after: first.messages[2]?.seq }))
    await until(() => second.messages.length === 2)
    expect(second.messages.map((one) => one.message)).toEqual(['r3', 'r4'])
  })

  it('pages over HTTP, for a reader that was behind', async () => {
    koppel.services.hub.publish(Array.from({ length: 7 }, (_, i) => log('paged', `p${i}`)))
    await delay(450)
    const get = async (query: string) => {
      const answer = await koppel.app.inject({ url: `/api/live/events?run=paged&limit=4${query}`, headers: ADMIN })
      return answer.json<{ items: Message[]; next?: string }>()
    }
    const first = await get('&after=0')
    const second = await get(`&cursor=${first.next}`)
    expect([...first.items, ...second.items].map((one) => one.message)).toEqual([
      'p0',
      'p1',
      'p2',
      'p3',
      'p4',
      'p5',
      'p6',
    ])
    expect(second.next).toBeUndefined()
  })

  it('closes on a message that it does not understand', async () => {
    for (const text of ['hello', '{}', '{ "subscribe": { "everything": true } }']) {
      const { socket, opened } = open()
      await opened
      const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)))
      socket.send(text)
      expect(await closed).toBe(1008)
    }
  })
})
