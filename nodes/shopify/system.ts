import type { Connector } from '../sdk/connector.ts'
import { ShopifyClient } from './client/client.ts'
import { SHOP } from './client/documents/shop.ts'
import { completeConfig, ConfigSchema, SecretsSchema } from './config.ts'
import { testConnection } from './connection-test.ts'
import { picks } from './picks.ts'
import { webhooks } from './webhooks.ts'

/** Shopify without its nodes: what they say they connect to, so that neither file has to import the other. */
export const shopifySystem: Connector<typeof ConfigSchema, typeof SecretsSchema, ShopifyClient> = {
  type: 'shopify',
  title: 'Shopify',
  icon: 'brand-shopify',
  config: ConfigSchema,
  secrets: SecretsSchema,

  open: ({ config, secrets, log }) => new ShopifyClient(completeConfig(config), secrets, log),
  close: (client) => client.close(),

  async environment(client, signal) {
    const { shop } = await client.run(SHOP, {}, signal)
    return { id: shop.id, name: shop.name, sandbox: client.config.sandboxUrl !== undefined }
  },

  // A call that we gave up on after 30 s is over for Shopify well within a minute.
  settleSeconds: (config) => (config.sandboxUrl ? 2 : 60),

  test: testConnection,
  picks,
  webhooks,
  nodes: () => [],
}
