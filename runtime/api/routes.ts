import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { flowHistoryRoutes } from './flows/history-routes.ts'
import { flowRoutes } from './flows/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { hookIntake, hookRoutes } from './hooks/routes.ts'
import { liveRoutes } from './live/routes.ts'
import { nodeRoutes } from './nodes/routes.ts'
import { runRoutes } from './runs/routes.ts'
import { connectionRoutes } from './connections/routes.ts'
import { connectorRoutes } from './connectors/routes.ts'
import { expressionRoutes } from './expressions/routes.ts'
import { openapiRoutes } from './openapi/routes.ts'
import { parkedRoutes } from './parked/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { templateRoutes } from './templates/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'
import { sandboxRoutes } from './sandbox/routes.ts'
import type { Services } from './services.ts'
import { sessionRoutes } from './session/routes.ts'
import { setupRoutes } from './setup/routes.ts'

/** Every resource of the API, each in its own scope. */
export function apiRoutes(services: Services): FastifyPluginAsyncTypebox[] {
  return [
    healthRoutes,
    setupRoutes,
    sessionRoutes,
    nodeRoutes,
    flowRoutes,
    flowHistoryRoutes,
    runRoutes,
    hookIntake,
    hookRoutes,
    liveRoutes,
    connectionRoutes,
    connectorRoutes,
    expressionRoutes,
    openapiRoutes,
    parkedRoutes,
    peopleRoutes,
    recordRoutes,
    templateRoutes,
    tokenRoutes,
    sandboxRoutes,
  ].map((routes) => routes(services))
}
