import { Type, type Static } from 'typebox'
import { AfasClient } from './client/client.ts'
import type { Connector } from '../sdk/connector.ts'
import { describeDocument } from './client/describe.ts'
import { testConnection } from './checks.ts'
import { connectorTables } from './guide/connectors.ts'
import { picks } from './picks.ts'

const config = Type.Object(
  {
    participant: Type.Optional(
      Type.String({
        title: 'Participant number',
        description: 'The five digits of your AFAS environment; they stand in its web address.',
        pattern: '^[0-9]{5}$',
      }),
    ),
    environment: Type.Optional(
      Type.Union(
        [
          Type.Literal('production', { title: 'Production' }),
          Type.Literal('test', { title: 'Test' }),
          Type.Literal('accept', { title: 'Acceptance' }),
        ],
        { title: 'Environment', description: 'A token works in one environment only.', default: 'production' },
      ),
    ),
    baseUrl: Type.Optional(
      Type.String({
        title: 'Address',
        description: 'Only when it differs from the usual one, for instance for the sandbox.',
      }),
    ),
    auth: Type.Optional(
      Type.Union([Type.Literal('token', { title: 'Token' }), Type.Literal('oauth', { title: 'OAuth client' })], {
        title: 'Signs in with',
        description: 'What the app connector in AFAS gave you.',
        default: 'token',
      }),
    ),
    language: Type.Optional(
      Type.Union(
        [
          Type.Literal('nl-nl', { title: 'Dutch' }),
          Type.Literal('en-us', { title: 'English' }),
          Type.Literal('nl-be', { title: 'Dutch (Belgium)' }),
          Type.Literal('fr-fr', { title: 'French' }),
          Type.Literal('de-de', { title: 'German' }),
        ],
        { title: 'Language of messages', description: 'In which language AFAS says what is wrong.', default: 'nl-nl' },
      ),
    ),
    settleSeconds: Type.Optional(
      Type.Integer({
        title: 'Settling time (seconds)',
        description: 'How long AFAS may still be working on a call that got no answer. Leave it empty when in doubt.',
        minimum: 0,
        maximum: 3600,
      }),
    ),
    timeoutSeconds: Type.Optional(
      Type.Integer({
        title: 'Patience (seconds)',
        description: 'How long to wait for an answer.',
        minimum: 1,
        maximum: 900,
      }),
    ),
    integrationId: Type.Optional(
      Type.String({
        title: 'Integration id',
        description: 'For AFAS partners only: subscription_project.',
        maxLength: 100,
      }),
    ),
    sandbox: Type.Optional(Type.Boolean({ title: 'Sandbox', description: 'This is the built-in stand-in for AFAS.' })),
  },
  { additionalProperties: false },
)

const secrets = Type.Object(
  {
    token: Type.Optional(
      Type.String({ title: 'Token', description: 'As AFAS showed it, from <token> to </token>, or the code in it.' }),
    ),
    clientId: Type.Optional(Type.String({ title: 'Client id', description: 'Of the OAuth client.' })),
    clientSecret: Type.Optional(Type.String({ title: 'Client secret', description: 'AFAS shows it once.' })),
  },
  { additionalProperties: false },
)

export type AfasConnectionConfig = Static<typeof config>

/** AFAS stops its own work on a call after fifteen minutes. */
const SETTLE_SECONDS = 900
const SETTLE_SECONDS_SANDBOX = 2

/**
 * AFAS as the nodes know it. The nodes themselves join in `connector.ts`: they name this system, so it cannot name
 * them without a circle.
 */
export const afasSystem: Connector<typeof config, typeof secrets, AfasClient> = {
  type: 'afas',
  title: 'AFAS Profit',
  icon: 'building-bank',
  config,
  secrets,
  open: (bound) => new AfasClient(bound.config, bound.secrets, bound.log),
  close: (client) => client.close(),
  environment: async (client, signal) => {
    const info = await client.metainfo(signal)
    return { id: info.environment, name: info.appName || info.environment, sandbox: client.sandbox }
  },
  settleSeconds: (value) => value.settleSeconds ?? (value.sandbox === true ? SETTLE_SECONDS_SANDBOX : SETTLE_SECONDS),
  test: testConnection,
  picks,
  fields: async (client, document, signal) => describeDocument(await client.updateSchema(document, signal)),
  openBinary: (client, id, signal) => client.image(id, signal),
  guide: connectorTables,
  nodes: () => [],
}
