import { execFileSync } from 'node:child_process'
import type { StartedSandbox } from '../../../sdk/sandbox/start-process.ts'

export interface GraphqlAnswer {
  readonly status: number
  readonly headers: Headers
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: unknown
    readonly extensions?: Record<string, unknown>
  }[]
  readonly extensions?: {
    readonly cost: {
      readonly requestedQueryCost: number
      readonly actualQueryCost: number | null
      readonly throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }
    }
    readonly search?: readonly unknown[]
  }
}

export interface Credentials {
  readonly type: string
  readonly config: { readonly shop: string; readonly apiVersion: string; readonly sandboxUrl: string }
  readonly secrets: { readonly accessToken: string; readonly clientSecret: string }
  readonly url: string
  readonly token: string
  readonly clientId: string
  readonly graphql: string
}

/** The nodes of a list at the root of an answer. */
export function nodesOf<T>(answer: GraphqlAnswer, name: string): readonly T[] {
  const list = answer.data?.[name] as { nodes: readonly T[] } | null | undefined
  if (!list) throw new Error(`No ${name} in the answer: ${JSON.stringify(answer.errors)}`)
  return list.nodes
}

export const codeOf = (answer: GraphqlAnswer): unknown => answer.errors?.[0]?.extensions?.['code']

/** What tests look at in the shop's state. */
export interface State {
  readonly environment: string
  readonly orders: readonly {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly tags: readonly string[]
    readonly total: number
    readonly displayFinancialStatus: string
    readonly cancelledAt: string | null
    readonly lines: readonly {
      readonly sku: string | null
      readonly quantity: number
      readonly currentQuantity: number
    }[]
    readonly metafields: readonly { readonly key: string; readonly value: string }[]
  }[]
  readonly inventoryLevels: readonly {
    readonly sku: string
    readonly location: string
    readonly available: number
    readonly committed: number
  }[]
  readonly products: readonly { readonly variants: readonly { readonly sku: string }[] }[]
  readonly customers: readonly { readonly id: string; readonly email: string | null }[]
  readonly refunds: readonly { readonly order: string; readonly amount: number }[]
  readonly webhooks: readonly { readonly topic: string; readonly uri: string }[]
}

/** A bare client for tests of the sandbox itself: nothing is retried, nothing is hidden. */
export async function clientOf(sandbox: StartedSandbox) {
  const get = async <T>(name: string): Promise<T> =>
    (await (await fetch(`${sandbox.url}/_sandbox/${name}`)).json()) as T
  const credentials = await get<Credentials>('credentials')
  const post = async (name: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const graphql = async (query: string, variables: object = {}, token = credentials.token): Promise<GraphqlAnswer> => {
    const answer = await fetch(credentials.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
      body: JSON.stringify({ query, variables }),
    })
    const body = (await answer.json()) as object
    return { status: answer.status, headers: answer.headers, ...body }
  }
  const faults = (rules: readonly object[]) => post('faults', { rules })
  return { credentials, get, post, graphql, faults }
}

export type Client = Awaited<ReturnType<typeof clientOf>>

/** The title that people see in a list of processes. */
export const titleOf = (pid: number): string =>
  execFileSync('ps', ['-o', 'args=', '-p', String(pid)])
    .toString()
    .trim()
