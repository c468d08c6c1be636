import '@fastify/websocket'
import type { WebSocket } from 'ws'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Compile } from 'typebox/compile'
import { eventText } from '../../live/event-text.ts'
import type { StoredEvent } from '../../store/control/live-events.ts'
import { whoIs } from '../access/gate.ts'
import { page, paging, Strict } from '../schemas.ts'
import type { Services } from '../services.ts'

const Subscribe = Compile(
  Strict({
    subscribe: Strict({ run: Type.Optional(Type.String()), flow: Type.Optional(Type.String()) }),
    after: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
)
const EventQuery = Strict({
  ...paging,
  after: Type.Optional(Type.Integer({ minimum: 0 })),
  run: Type.Optional(Type.String()),
  flow: Type.Optional(Type.String()),
  /** Instead of paging up from `after`: the last events there are. */
  newest: Type.Optional(Type.Boolean()),
})
const PING_EVERY = 30_000

export const liveRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/live', { websocket: true, config: { access: 'socket' } }, (socket: WebSocket, request) => {
      const follower = services.hub.attach(socket, whoIs(request).session)
      keepAlive(socket)
      socket.on('message', (data) => {
        const asked = parse(String(data))
        if (!Subscribe.Check(asked)) return socket.close(1008, 'send { "subscribe": { "run"?, "flow"? }, "after"? }')
        follower.subscribe(asked.subscribe, asked.after)
      })
      socket.on('error', () => socket.terminate())
    })

    app.post(
      '/api/live/tickets',
      {
        config: { access: 'viewer' },
        schema: { response: { 200: Type.Object({ ticket: Type.String() }) } },
      },
      async (request) => ({ ticket: services.tickets.issue(whoIs(request)) }),
    )

    app.get(
      '/api/live/events',
      { config: { access: 'viewer' }, schema: { querystring: EventQuery } },
      async (request) => {
        const { limit = 200, after = 0, cursor, newest = false, ...filter } = request.query
        if (newest) {
          const last = services.store.liveEvents.newest(filter, limit)
          return { items: last.map(eventOf) }
        }
        const from = cursor === undefined ? after : Number(cursor) || after
        const rows = services.store.liveEvents.after(from, filter, limit + 1)
        return page(rows, limit, (row) => String(row.seq), eventOf)
      },
    )
  }

function eventOf(row: StoredEvent): unknown {
  return JSON.parse(eventText(row))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A reader whose machine went to sleep answers no ping: its socket is closed rather than kept for ever. */
function keepAlive(socket: WebSocket): void {
  let alive = true
  socket.on('pong', () => (alive = true))
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_EVERY)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}
