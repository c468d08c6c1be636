import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid } from '../graphql/gid.ts'
import {
  findSubscription,
  nextSubscriptionId,
  removeSubscription,
  saveSubscription,
  subscriptionsTo,
  type Subscription,
} from '../webhooks/subscriptions.ts'

interface Input {
  readonly uri?: string | null
  readonly callbackUrl?: string | null
  readonly filter?: string | null
  readonly includeFields?: readonly string[] | null
  readonly format?: string | null
  readonly name?: string | null
  readonly metafields?: readonly unknown[] | null
  readonly metafieldNamespaces?: readonly string[] | null
}

const problem = (field: string[] | null, message: string) => ({
  webhookSubscription: null,
  userErrors: [{ field, message }],
})

/** https, as Shopify asks; and this machine by plain http, which only the sandbox takes. */
function uriFault(uri: string | null | undefined): string | undefined {
  if (!uri) return "Address can't be blank"
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    return 'Address is invalid'
  }
  const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return undefined
  return url.protocol === 'http:' ? 'Address protocol http:// is not supported' : 'Address is invalid'
}

function fault(context: Context, topic: string, input: Input, uri: string | null | undefined, own?: number) {
  const wrong = uriFault(uri)
  if (wrong) return problem(['webhookSubscription', 'uri'], wrong)
  if (input.format === 'XML') return problem(['webhookSubscription', 'format'], 'The sandbox only writes JSON')
  if (input.filter) return problem(['webhookSubscription', 'filter'], 'The sandbox does not filter webhooks yet')
  const taken = subscriptionsTo(context.shop.database, topic).some((one) => one.uri === uri && one.id !== own)
  return taken ? problem(['webhookSubscription', 'uri'], 'Address for this topic has already been taken') : undefined
}

function create(context: Context, topic: string, input: Input) {
  const uri = input.uri ?? input.callbackUrl
  const wrong = fault(context, topic, input, uri)
  if (wrong) return wrong
  const now = Date.now()
  const made: Subscription = {
    id: nextSubscriptionId(context.shop.database),
    topic,
    uri: uri ?? '',
    filter: null,
    includeFields: input.includeFields ?? [],
    name: input.name ?? null,
    createdAt: now,
    updatedAt: now,
  }
  saveSubscription(context.shop.database, made)
  return { webhookSubscription: made, userErrors: [] }
}

function update(context: Context, id: string, input: Input) {
  const known = findSubscription(context.shop.database, readGid(id)?.id ?? 0)
  if (!known) return problem(['id'], 'Webhook subscription does not exist')
  const uri = input.uri ?? input.callbackUrl ?? known.uri
  const wrong = fault(context, known.topic, input, uri, known.id)
  if (wrong) return wrong
  const changed: Subscription = {
    ...known,
    uri,
    includeFields: input.includeFields ?? known.includeFields,
    name: input.name ?? known.name,
    updatedAt: Date.now(),
  }
  saveSubscription(context.shop.database, changed)
  return { webhookSubscription: changed, userErrors: [] }
}

export const webhookMutations: Fields = {
  webhookSubscriptionCreate: (_, args: { topic: string; webhookSubscription: Input }, context) =>
    create(context, args.topic, args.webhookSubscription),
  webhookSubscriptionUpdate: (_, args: { id: string; webhookSubscription: Input }, context) =>
    update(context, args.id, args.webhookSubscription),
  webhookSubscriptionDelete: (_, args: { id: string }, { shop }) => {
    const id = readGid(args.id)?.id ?? 0
    if (removeSubscription(shop.database, id)) {
      return { deletedWebhookSubscriptionId: gid('WebhookSubscription', id), userErrors: [] }
    }
    const message = 'Webhook subscription does not exist'
    return { deletedWebhookSubscriptionId: null, userErrors: [{ field: ['id'], message }] }
  },
}
