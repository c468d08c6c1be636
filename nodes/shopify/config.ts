import { Type, type Static } from 'typebox'

const API_VERSION = '2026-10'

export const ConfigSchema = Type.Object(
  {
    shop: Type.String({
      title: 'Shop',
      description: 'The permanent address of the shop: my-shop.myshopify.com',
      pattern: '^[a-z0-9][a-z0-9-]*\\.myshopify\\.com$',
    }),
    apiVersion: Type.Optional(
      Type.String({
        title: 'API version',
        description: 'Koppel is tested with the default. Another one only when Shopify support asks for it.',
        pattern: '^(\\d{4}-\\d{2}|unstable)$',
        default: API_VERSION,
      }),
    ),
    auth: Type.Optional(
      Type.Union(
        [
          Type.Literal('token', { title: 'Access token (custom app of the shop)' }),
          Type.Literal('client-credentials', { title: 'Client id and secret (app from the Dev Dashboard)' }),
        ],
        { title: 'Signs in with', default: 'token' },
      ),
    ),
    sandboxUrl: Type.Optional(
      Type.String({
        title: 'Sandbox address',
        description: 'Only for the built-in sandbox: http://127.0.0.1 and its port.',
        pattern: '^http://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d{1,5})?/?$',
      }),
    ),
  },
  { additionalProperties: false },
)

export const SecretsSchema = Type.Object(
  {
    accessToken: Type.Optional(
      Type.String({ title: 'Admin API access token', description: 'Starts with shpat_', 'x-secret': true }),
    ),
    clientId: Type.Optional(Type.String({ title: 'Client id' })),
    clientSecret: Type.Optional(
      Type.String({
        title: 'Client secret',
        description:
          'Also called API secret key. Webhooks are signed with it, so it is needed with an access token too.',
        'x-secret': true,
      }),
    ),
  },
  { additionalProperties: false },
)

export type Secrets = Static<typeof SecretsSchema>

/** The configuration with its defaults filled in. */
export interface ShopifyConfig {
  readonly shop: string
  readonly apiVersion: string
  readonly auth: 'token' | 'client-credentials'
  readonly sandboxUrl?: string
}

export function completeConfig(config: Static<typeof ConfigSchema>): ShopifyConfig {
  const { shop, apiVersion = API_VERSION, auth = 'token', sandboxUrl } = config
  return { shop, apiVersion, auth, ...(sandboxUrl ? { sandboxUrl } : {}) }
}
