import type { FastifyRequest } from 'fastify'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { WebhookRequest } from '../../../nodes/sdk/connector.ts'
import { hookSecretPlace, type HookRow } from '../../store/control/hooks.ts'
import { fail, notFound } from '../problems.ts'
import { Strict } from '../schemas.ts'
import type { Services } from '../services.ts'
import { genericWebhooks } from './signature.ts'

/** Worth keeping beside the body; signatures and addresses of machines in between are not. */
const KEPT = /^(content-type|user-agent|x-shopify-(?!hmac).*|x-koppel-delivery|x-koppel-topic)$/
const MAX_BODY = 5 * 1024 * 1024

const HookParams = Strict({ id: Type.String({ maxLength: 100 }) })

/** The intake: verified over the raw bytes, on disk, acknowledged. Nothing is parsed and no flow is looked at here. */
export const hookIntake =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const open = openedSecrets(services)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, done) =>
      done(null, body),
    )

    app.post('/hooks/:id', { config: { access: 'open' }, schema: { params: HookParams } }, async (request) => {
      const hook = services.store.hooks.get(request.params.id)
      if (!hook) throw notFound('hook', request.params.id)
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const delivery = { headers: request.headers, rawBody }
      const support = supportOf(services, hook)
      if (!verified(hook, delivery, support, open)) {
        throw fail(401, 'hook.unauthorised', 'The signature does not match, or this address has no secret yet.')
      }
      const id = support.deliveryId(delivery)
      if (id === undefined) throw fail(400, 'hook.no-delivery-id', 'The delivery has no id (X-Koppel-Delivery).')
      const fresh = await keep(services, hook, id, support.topic(delivery) ?? null, delivery, request)
      if (fresh) services.inbox.delivered(hook.flow, hook.node)
      return { accepted: true, repeat: !fresh }
    })
  }

type Support = Pick<typeof genericWebhooks, 'verify' | 'deliveryId' | 'topic'>

function supportOf(services: Services, hook: HookRow): Support {
  return services.registry.connectorByType(hook.system)?.webhooks ?? genericWebhooks
}

/** No secret is a refusal, never a pass. During a rotation the earlier one counts too. */
function verified(hook: HookRow, request: WebhookRequest, support: Support, open: OpenSecret): boolean {
  return [hook.secret, hook.previousSecret].some(
    (sealed) => sealed !== null && support.verify(request, open(sealed, hook.id)),
  )
}

type OpenSecret = (sealed: string, hook: string) => string

/** Opened once a secret: a burst comes with the same one each time. */
function openedSecrets({ secrets }: Services): OpenSecret {
  const opened = new Map<string, string>()
  return (sealed, hook) => {
    const known = opened.get(sealed)
    if (known !== undefined) return known
    if (opened.size > 1000) opened.clear()
    const plain = secrets.open(sealed, hookSecretPlace(hook))
    opened.set(sealed, plain)
    return plain
  }
}

async function keep(
  services: Services,
  hook: HookRow,
  delivery: string,
  topic: string | null,
  { rawBody }: WebhookRequest,
  request: FastifyRequest,
): Promise<boolean> {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => KEPT.test(name)))
  try {
    return await services.deliveries.add({
      hook: hook.id,
      flow: hook.flow,
      node: hook.node,
      delivery,
      topic,
      headers: JSON.stringify(headers),
      body: rawBody,
      at: services.clock(),
    })
  } catch (error) {
    // Disk full or broken: the sender is to try again, rather than believe that we have it.
    request.log.error({ err: error, hook: hook.id }, 'a delivery could not be stored')
    throw fail(503, 'hook.not-stored', 'The delivery could not be stored; send it again later.')
  }
}

export const hookRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.put(
      '/api/hooks/:id/secret',
      {
        config: { access: 'editor' },
        schema: {
          params: HookParams,
          body: Strict({ secret: Type.String({ minLength: 8, maxLength: 500 }) }),
        },
      },
      async (request, reply) => {
        const hook = services.store.hooks.get(request.params.id)
        if (!hook) throw notFound('hook', request.params.id)
        services.subscriptions.rememberSecret(hook, request.body.secret)
        return reply.code(204).send()
      },
    )
  }
