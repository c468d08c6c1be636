import { Type } from 'typebox'
import type { Check, Connector } from '../../sdk/connector.ts'
import { problemOf } from '../../sdk/problem.ts'
import { HttpClient } from './client.ts'

const ConfigSchema = Type.Object(
  {
    baseUrl: Type.String({
      title: 'Address',
      description: 'Where the service begins: https://api.example.com/v1. Nodes add their own path to it.',
      pattern: '^https?://[^\\s?#@]+$',
    }),
    header: Type.Optional(
      Type.String({
        title: 'Header with the secret',
        description: 'The header in which the service expects its key.',
        default: 'Authorization',
        pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
      }),
    ),
    timeoutSeconds: Type.Optional(
      Type.Integer({
        title: 'Longest wait (seconds)',
        description: 'For one answer.',
        default: 30,
        minimum: 1,
        maximum: 300,
      }),
    ),
    maxMegabytes: Type.Optional(
      Type.Integer({
        title: 'Largest answer (MB)',
        description: 'A larger one is refused, so that it cannot fill the memory.',
        default: 10,
        minimum: 1,
        maximum: 50,
      }),
    ),
    settleSeconds: Type.Optional(
      Type.Integer({
        title: 'Time to finish (seconds)',
        description: 'How long the service may still be working on a message of which the answer was lost.',
        default: 60,
        minimum: 0,
        maximum: 3600,
      }),
    ),
  },
  { additionalProperties: false },
)

const SecretsSchema = Type.Object(
  {
    value: Type.Optional(
      Type.String({
        title: 'Secret',
        description: 'The whole value of that header, such as: Bearer abc123. Empty when the service asks for none.',
        pattern: '^[\\x20-\\x7e]*$',
        'x-secret': true,
      }),
    ),
  },
  { additionalProperties: false },
)

/** Any web service that speaks JSON, without its nodes: what they say they connect to. */
export const httpSystem: Connector<typeof ConfigSchema, typeof SecretsSchema, HttpClient> = {
  type: 'http',
  title: 'Web service (HTTP)',
  icon: 'world',
  config: ConfigSchema,
  secrets: SecretsSchema,
  open: ({ config, secrets }) => new HttpClient(config, secrets.value),
  close: (client) => client.close(),
  environment: (client) => {
    const id = client.base.href.replace(/\/+$/, '')
    return Promise.resolve({ id, name: client.base.host, sandbox: false })
  },
  settleSeconds: ({ settleSeconds = 60 }) => settleSeconds,
  test: testConnection,
  nodes: () => [],
}

/** Any answer of the service itself will do: many have nothing at their beginning. */
async function testConnection(client: HttpClient, signal: AbortSignal): Promise<readonly Check[]> {
  try {
    const { status } = await client.send({ method: 'GET', path: '/', signal }, [404, 405, 400, 406])
    return [{ name: 'Address', ok: true, detail: `${client.base.host} answers (${status}).` }]
  } catch (error) {
    const { message, advice } = problemOf(error)
    return [{ name: 'Address', ok: false, detail: message, ...(advice === undefined ? {} : { advice }) }]
  }
}
