import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookRequest, WebhookSupport } from '../sdk/connector.ts'
import { ProblemError } from '../sdk/problem.ts'
import type { ShopifyClient } from './client/client.ts'
import {
  REPAIR_SUBSCRIPTION,
  SUBSCRIBE,
  SUBSCRIPTIONS,
  UNSUBSCRIBE,
  type Subscription,
} from './client/documents/webhook-subscriptions.ts'
import { refuseUserErrors } from './client/user-errors.ts'

/** A delivery is a doorbell: it names an object, which is then read. So no personal data comes with it. */
const INCLUDE_FIELDS = ['id', 'admin_graphql_api_id', 'updated_at', 'name']
const TIMEOUT_MS = 60_000

export const webhooks: WebhookSupport<ShopifyClient> = {
  verify(request, secret) {
    const given = header(request, 'x-shopify-hmac-sha256')
    // Without a stored secret nothing can be verified, and what is not verified is refused.
    if (secret === '' || given === undefined) return false
    const expected = createHmac('sha256', secret).update(request.rawBody).digest()
    const signature = Buffer.from(given, 'base64')
    // Base64 reads more than one text as the same bytes; only the one that Shopify writes counts.
    if (signature.length !== expected.length || signature.toString('base64') !== given) return false
    return timingSafeEqual(signature, expected)
  },

  deliveryId: (request) => header(request, 'x-shopify-webhook-id'),

  /** `orders/paid` as the enumeration has it: `ORDERS_PAID`. */
  topic: (request) => header(request, 'x-shopify-topic')?.replaceAll('/', '_').toUpperCase(),

  async subscribe(client, { topic, uri }) {
    const secret = client.secrets.clientSecret
    if (!secret) throw new ProblemError(secretMissing(client.config.shop))
    const ours = (await subscriptions(client)).filter((one) => one.uri === uri)
    const [kept, ...doubles] = ours.filter((one) => one.topic === topic)
    // One subscription a hook: an earlier topic of this hook, or a double, would ring for nothing.
    for (const other of [...doubles, ...ours.filter((one) => one.topic !== topic)]) await remove(client, other.id)
    if (kept && isIntact(kept)) return { id: kept.id, secret }
    return { id: kept ? await repair(client, kept.id, uri) : await create(client, topic, uri), secret }
  },

  async unsubscribe(client, uri) {
    for (const one of await subscriptions(client)) if (one.uri === uri) await remove(client, one.id)
  },
}

async function subscriptions(client: ShopifyClient): Promise<Subscription[]> {
  const all: Subscription[] = []
  let after: string | null = null
  do {
    const page: {
      webhookSubscriptions: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Subscription[] }
    } = await client.run(SUBSCRIPTIONS, { after }, AbortSignal.timeout(TIMEOUT_MS))
    all.push(...page.webhookSubscriptions.nodes)
    const { hasNextPage, endCursor } = page.webhookSubscriptions.pageInfo
    after = hasNextPage ? endCursor : null
  } while (after !== null)
  return all
}

async function create(client: ShopifyClient, topic: string, uri: string): Promise<string> {
  const { webhookSubscriptionCreate: answer } = await client.run(
    SUBSCRIBE,
    { topic, subscription: wanted(uri) },
    AbortSignal.timeout(TIMEOUT_MS),
  )
  refuseUserErrors(answer.userErrors, `send ${topic} to ${uri}`)
  return idOf(answer.webhookSubscription)
}

async function repair(client: ShopifyClient, id: string, uri: string): Promise<string> {
  const { webhookSubscriptionUpdate: answer } = await client.run(
    REPAIR_SUBSCRIPTION,
    { id, subscription: wanted(uri) },
    AbortSignal.timeout(TIMEOUT_MS),
  )
  refuseUserErrors(answer.userErrors, `change the subscription of ${uri}`)
  return idOf(answer.webhookSubscription)
}

async function remove(client: ShopifyClient, id: string): Promise<void> {
  const { webhookSubscriptionDelete: answer } = await client.run(UNSUBSCRIBE, { id }, AbortSignal.timeout(TIMEOUT_MS))
  const gone = answer.userErrors.every((error) => /does not exist|not found/i.test(error.message))
  if (!gone) refuseUserErrors(answer.userErrors, 'remove a webhook subscription')
}

function wanted(uri: string) {
  return { uri, format: 'JSON', includeFields: INCLUDE_FIELDS, filter: null } as const
}

function isIntact(one: Subscription): boolean {
  const fields = [...one.includeFields].toSorted().join()
  return one.format === 'JSON' && !one.filter && fields === [...INCLUDE_FIELDS].toSorted().join()
}

function idOf(subscription: { id: string } | null): string {
  if (subscription) return subscription.id
  throw new ProblemError({
    code: 'shopify.rejected',
    message: 'Shopify made no webhook subscription and gave no reason.',
    advice: 'Disable the flow and enable it again.',
    retry: 'later',
  })
}

function header(request: WebhookRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function secretMissing(shop: string) {
  return {
    code: 'shopify.webhook-secret-missing',
    message: `The connection to ${shop} has no client secret, so its webhooks cannot be verified.`,
    advice: 'Copy the client secret (API secret key) of the app into the connection and enable the flow again.',
    retry: 'after-fix',
  } as const
}
