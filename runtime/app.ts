import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifySwagger from '@fastify/swagger'
import fastifyWebsocket from '@fastify/websocket'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { addGate, type RouteAccess } from './api/access/gate.ts'
import type { AppDeps } from './api/deps.ts'
import { addEditor } from './api/editor/routes.ts'
import { addJsonParser, MAX_BODY } from './api/json-body.ts'
import { answerError } from './api/problems.ts'
import { apiRoutes } from './api/routes.ts'
import { validatorCompiler } from './api/validation.ts'
import { createServices } from './api/create-services.ts'
import type { Services } from './api/services.ts'
import { createScheduler } from './schedule/scheduler.ts'

export type { AppDeps } from './api/deps.ts'

export interface KoppelApp {
  readonly app: FastifyInstance
  readonly services: Services
  readonly routes: readonly RouteAccess[]
  /** Starts what works by itself: schedules, retries, deliveries left over from before. */
  start(): void
  /** Ends sockets and what works by itself, then the server. */
  stop(): Promise<void>
}

/** The server without its port: routes, live hub and scheduler on the given parts. Tests use it as it is. */
export async function buildApp(deps: AppDeps): Promise<KoppelApp> {
  const app: FastifyInstance = fastify({
    // pino's own type says more than Fastify asks for.
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY,
    trustProxy: deps.config.trustProxy === false ? false : [...deps.config.trustProxy],
    routerOptions: { maxParamLength: 200 },
    // Requests that are being answered are answered; idle connections do not hold the stop.
    forceCloseConnections: 'idle',
  })
  const services = createServices(deps, () => addressOf(app, deps))
  app.setValidatorCompiler(validatorCompiler)
  // Answers are what the handlers give: a schema describes them and never drops a field.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(answerError)
  addJsonParser(app)
  await addPlugins(app, services)
  const routes = addGate(app, services)
  await addEditor(app)
  for (const routes of apiRoutes(services)) await app.register(routes)
  await app.ready()

  const scheduler = createScheduler(services)
  return {
    app,
    services,
    routes,
    start() {
      services.inbox.start()
      scheduler.start()
    },
    async stop() {
      scheduler.stop()
      services.inbox.stop()
      services.hub.close()
      await app.close()
      await services.clients.close()
    },
  }
}

async function addPlugins(app: FastifyInstance, { version, config }: Services): Promise<void> {
  await app.register(fastifyCookie)
  await app.register(fastifyHelmet, {
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'self'`],
        scriptSrc: [`'self'`],
        // Components set sizes and colours on their elements.
        styleSrc: [`'self'`, `'unsafe-inline'`],
        imgSrc: [`'self'`, 'data:'],
        fontSrc: [`'self'`, 'data:'],
        objectSrc: [`'none'`],
        baseUri: [`'none'`],
        formAction: [`'self'`],
        frameAncestors: [`'none'`],
      },
    },
  })
  await app.register(fastifyRateLimit, { global: false })
  await app.register(fastifyWebsocket, { options: { maxPayload: 64 * 1024 } })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Koppel', version, description: 'Flows between AFAS Profit and Shopify.' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  })
}

/** Where this server is reached: the public address, else the port it listens on. */
function addressOf(app: FastifyInstance, { config }: AppDeps): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
