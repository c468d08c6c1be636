import { shopName } from '../../../sdk/sandbox/world.ts'
import type { Context, Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { shopDomain } from '../shop-domain.ts'
import type { Subscription } from '../webhooks/subscriptions.ts'
import { metafieldFields } from './metafields.ts'

export const shopFields: Fields<Context['shop']> = {
  ...metafieldFields((shop: Context['shop']) => `Shop/${shop.settings.shopId}`),
  id: (shop) => gid('Shop', shop.settings.shopId),
  name: () => shopName,
  myshopifyDomain: () => shopDomain,
  url: () => `https://${shopDomain}`,
  email: () => 'winkel@example.com',
  contactEmail: () => 'winkel@example.com',
  currencyCode: () => 'EUR',
  ianaTimezone: () => 'Europe/Amsterdam',
  timezoneAbbreviation: () => 'CET',
  taxesIncluded: () => true,
  taxShipping: () => true,
  weightUnit: () => 'KILOGRAMS',
  unitSystem: () => 'METRIC_SYSTEM',
  plan: () => ({
    publicDisplayName: 'Koppel sandbox',
    displayName: 'Koppel sandbox',
    partnerDevelopment: true,
    shopifyPlus: false,
  }),
  setupRequired: () => false,
  createdAt: (shop) => time(shop.settings.until - 500 * 86_400_000),
  updatedAt: (shop) => time(shop.settings.until),
}

const scopeView = (handle: string) => ({ handle, description: handle.replaceAll('_', ' ') })

export const installationFields: Fields = {
  id: () => gid('AppInstallation', 1),
  accessScopes: (_, __, context: Context) => [...context.scopes].map(scopeView),
  app: () => ({
    id: gid('App', 1),
    title: 'Koppel',
    handle: 'koppel',
    embedded: false,
    developerType: 'MERCHANT',
    webhookApiVersion: '2026-10',
  }),
}

export const subscriptionFields: Fields<Subscription> = {
  id: (one) => gid('WebhookSubscription', one.id),
  legacyResourceId: (one) => String(one.id),
  topic: (one) => one.topic,
  uri: (one) => one.uri,
  callbackUrl: (one) => one.uri,
  endpoint: (one) => ({ kind: 'WebhookHttpEndpoint', callbackUrl: one.uri }),
  format: () => 'JSON',
  filter: (one) => one.filter,
  includeFields: (one) => one.includeFields,
  name: (one) => one.name,
  metafields: () => [],
  metafieldNamespaces: () => [],
  apiVersion: () => ({ handle: '2026-10', displayName: '2026-10', supported: true }),
  createdAt: (one) => time(one.createdAt),
  updatedAt: (one) => time(one.updatedAt),
}
