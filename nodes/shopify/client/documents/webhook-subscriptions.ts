import { mutation, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'
import type { UserError } from '../user-errors.ts'

export interface Subscription {
  readonly id: string
  readonly topic: string
  readonly uri: string
  readonly format: string
  readonly filter: string | null
  readonly includeFields: readonly string[]
}

interface SubscriptionInput {
  readonly uri: string
  readonly format: 'JSON'
  readonly includeFields: readonly string[]
  readonly filter: string | null
}

interface Answer {
  readonly webhookSubscription: { readonly id: string } | null
  readonly userErrors: readonly UserError[]
}

/** All that this app made through the API; those made by hand in the shop's settings are not among them. */
export const SUBSCRIPTIONS = query<
  { webhookSubscriptions: { pageInfo: PageInfo; nodes: Subscription[] } },
  { after: string | null }
>({
  name: 'WebhookSubscriptions',
  text: `
    query WebhookSubscriptions($after: String) {
      webhookSubscriptions(first: 250, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id
          topic
          uri
          format
          filter
          includeFields
        }
      }
    }
  `,
  cost: 13,
})

export const SUBSCRIBE = mutation<
  { webhookSubscriptionCreate: Answer },
  { topic: string; subscription: SubscriptionInput }
>({
  name: 'Subscribe',
  text: `
    mutation Subscribe($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
        webhookSubscription { id }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

export const REPAIR_SUBSCRIPTION = mutation<
  { webhookSubscriptionUpdate: Answer },
  { id: string; subscription: SubscriptionInput }
>({
  name: 'RepairSubscription',
  text: `
    mutation RepairSubscription($id: ID!, $subscription: WebhookSubscriptionInput!) {
      webhookSubscriptionUpdate(id: $id, webhookSubscription: $subscription) {
        webhookSubscription { id }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

export const UNSUBSCRIBE = mutation<
  { webhookSubscriptionDelete: { deletedWebhookSubscriptionId: string | null; userErrors: readonly UserError[] } },
  { id: string }
>({
  name: 'Unsubscribe',
  text: `
    mutation Unsubscribe($id: ID!) {
      webhookSubscriptionDelete(id: $id) {
        deletedWebhookSubscriptionId
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})
