import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Services } from '../services.ts'

/** Open, so it says that something is not ready and what, and nothing else. */
export const healthRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/health', { config: { access: 'open' } }, async (_request, reply) => {
      const reasons = notReady(services)
      const { version } = services
      if (reasons.length === 0) return { status: 'ok', version }
      return reply.code(503).send({ status: 'unavailable', version, reasons })
    })
  }

function notReady({ files, runnerState, sandbox }: Services): string[] {
  const reasons: string[] = []
  for (const [name, file] of Object.entries(files)) {
    try {
      file.raw.prepare('select 1').get()
    } catch {
      reasons.push(`the store (${name}) does not answer`)
    }
  }
  const runner = runnerState()
  if (!runner.ready) reasons.push(runner.reason ?? 'the runner is starting')
  if (sandbox && !sandbox.ready()) reasons.push('the sandboxes are starting')
  return reasons
}
