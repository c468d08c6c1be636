import { randomUUID } from 'node:crypto'
import type { CallLog } from '../../sdk/sandbox/call-log.ts'
import type { Faults } from '../../sdk/sandbox/faults.ts'
import { readBucket } from '../../sdk/sandbox/reset-body.ts'
import type { Answer, Exchange, SandboxSystem, SystemRequest } from '../../sdk/sandbox/system.ts'
import { storageExchange } from './bulk/storage.ts'
import { changeCustomer } from './actions/customers.ts'
import { fetchFile } from './files/fetch-file.ts'
import { fileExchange } from './files/serve-file.ts'
import { changeCollection } from './mutations/collections.ts'
import { setLater } from './mutations/products/products.ts'
import { reorderLater } from './mutations/products/reorder-media.ts'
import { cancelOrder, editOrder, payOrder, refundOrder } from './actions/change.ts'
import { cancelByHand, fulfilByHand, holdByHand } from './actions/fulfil.ts'
import { invalid, onlyKnown } from './actions/find.ts'
import { setInventory } from './actions/inventory.ts'
import { changeProduct } from './actions/products.ts'
import { placeOrder } from './actions/place.ts'
import { stateOf } from './actions/state.ts'
import type { GraphqlRequest, RootCall } from './graphql/documents.ts'
import { Graphql } from './graphql/execute.ts'
import { shopDomain } from './shop-domain.ts'
import { Shop } from './shop.ts'
import type { Token } from './store/tokens.ts'

const served = '2026-10'
const invalidToken = '[API] Invalid API key or access token (unrecognized login or wrong password)'

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': randomUUID(), ...headers },
    body: text,
  }
}

/** An older version is served as the oldest there is, one that is not out yet is not found. */
const versionServed = (asked: string): boolean => /^\d{4}-(01|04|07|10)$/.test(asked) && asked <= served

function readRequest(request: SystemRequest): GraphqlRequest | Answer {
  const type = String(request.headers['content-type'] ?? '')
  const bad = (message: string): Answer => json(400, { errors: { query: message } })
  let body: unknown
  if (type.startsWith('application/graphql')) body = { query: request.body.toString('utf8') }
  else if (!type.startsWith('application/json'))
    return bad('Content-Type must be application/json or application/graphql')
  else {
    try {
      body = JSON.parse(request.body.toString('utf8'))
    } catch {
      return bad('The body is not valid JSON')
    }
  }
  const { query, variables, operationName } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >
  if (typeof query !== 'string' || query === '') return bad('Required parameter missing or invalid')
  const given = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {}
  return { query, variables: given, operationName: typeof operationName === 'string' ? operationName : undefined }
}

const isAnswer = (value: GraphqlRequest | Answer): value is Answer => 'status' in value

/** What a fault of the platform looks like: a page for people where a program hoped for JSON. */
function faultAnswer(status: number): Answer {
  if (status === 429) return json(429, { errors: 'Exceeded the request limit of the shop. Slow down.' })
  const body = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Something went wrong</h1></body></html>`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'x-request-id': randomUUID() }, body }
}

/** Shopify's side of the sandbox: its paths, its token endpoint, and what people do in the shop. */
export class ShopifySystem implements SandboxSystem {
  readonly #shop: Shop
  readonly #graphql: Graphql
  readonly actions: SandboxSystem['actions']

  constructor(file: string | undefined) {
    this.#shop = new Shop(file)
    this.#graphql = new Graphql(this.#shop)
    const shop = this.#shop
    shop.tasks.serve({
      productSet: setLater,
      file: fetchFile,
      collection: changeCollection,
      reorderMedia: reorderLater,
    })
    this.actions = {
      orders: (body) => placeOrder(shop, body),
      customers: (body) => changeCustomer(shop, body),
      edit: (body) => editOrder(shop, body),
      pay: (body) => payOrder(shop, body),
      cancel: (body) => cancelOrder(shop, body),
      refund: (body) => refundOrder(shop, body),
      fulfil: (body) => fulfilByHand(shop, body),
      'cancel-fulfilment': (body) => cancelByHand(shop, body),
      hold: (body) => holdByHand(shop, body),
      inventory: (body) => setInventory(shop, body),
      products: (body) => changeProduct(shop, body),
      tokens: (body) => this.#token(body),
      bucket: (body) => this.#changePlan(body),
    }
  }

  /** The shop moves to another plan: full buckets of another size, until the next reset. */
  #changePlan(body: Readonly<Record<string, unknown>>): object {
    const { bucket } = readBucket({ bucket: body })
    if (!bucket) throw invalid('Give "size" and "restore"')
    this.#graphql.forgetBuckets(bucket)
    return bucket
  }

  /** Webhooks on their way out and bulk operations at work meet the faults that name them. */
  meet(faults: Faults, calls: CallLog): void {
    const named = (name: string) => () =>
      faults.list().some((rule) => rule.match.operation === name)
        ? faults.next([{ method: name, operation: name }])
        : undefined
    this.#shop.deliveries.obstacle = named('webhook')
    this.#shop.bulk.jobs.obstacle = named('bulkWork')
    this.#shop.bulk.record = (call, outcome) => calls.add(call, outcome)
  }

  open(request: SystemRequest): Exchange {
    this.#shop.origin = request.url
    const storage = storageExchange(this.#shop, request) ?? fileExchange(this.#shop, request)
    if (storage) return storage
    const always = { throttled: () => faultAnswer(429), fault: faultAnswer }
    const graphql = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(request.path)
    if (request.path === '/admin/oauth/access_token') {
      return { ...always, calls: [], perform: () => this.#grant(request) }
    }
    if (!graphql || !versionServed(graphql[1] as string)) {
      return { ...always, calls: [], perform: () => json(404, { errors: 'Not Found' }) }
    }
    if (request.method !== 'POST')
      return { ...always, calls: [], perform: () => json(405, { errors: 'Method Not Allowed' }) }
    return this.#graphqlExchange(request)
  }

  #graphqlExchange(request: SystemRequest): Exchange {
    const given = request.headers['x-shopify-access-token']
    const token = typeof given === 'string' ? this.#shop.tokens.find(given) : undefined
    const read = readRequest(request)
    const calls = isAnswer(read) ? [] : this.#graphql.documents.calls(read)
    return {
      calls: calls.map(({ method, operation }) => ({ method, operation })),
      fault: faultAnswer,
      throttled: () => {
        if (!token) return json(401, { errors: invalidToken })
        return json(200, this.#graphql.asIfEmpty().body, { 'x-shopify-api-version': served })
      },
      perform: () => {
        if (!token) return json(401, { errors: invalidToken })
        return isAnswer(read) ? read : this.#answer(read, token, calls)
      },
    }
  }

  /** What the whole request cost stands with its first root field, so that a sum over the calls is right. */
  #answer(request: GraphqlRequest, token: Token, calls: readonly RootCall[]): Answer {
    const { body, outcome, refused, cost } = this.#graphql.answer(request, token)
    return {
      ...json(200, body, { 'x-shopify-api-version': served }),
      outcomes: calls.map((one, place) => ({
        outcome: refused?.has(one.key) ? 'refused' : outcome,
        ...(cost === undefined || place > 0 ? {} : { cost }),
      })),
    }
  }

  /** Client credentials: the app of the shop's own organisation asks for a token that lasts a day. */
  #grant(request: SystemRequest): Answer {
    const text = request.body.toString('utf8')
    let form: Record<string, unknown>
    try {
      form = text.startsWith('{')
        ? (JSON.parse(text) as Record<string, unknown>)
        : Object.fromEntries(new URLSearchParams(text))
    } catch {
      return json(400, { error: 'invalid_request', error_description: 'The body cannot be read' })
    }
    const { clientId, clientSecret } = this.#shop.identity
    if (form['grant_type'] !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' })
    if (form['client_id'] !== clientId || form['client_secret'] !== clientSecret) {
      return json(401, { error: 'invalid_client', error_description: 'Client id or secret is wrong' })
    }
    return json(200, this.#shop.tokens.forDay())
  }

  /** A token with only these scopes, to see what a missing one does. */
  #token(body: Readonly<Record<string, unknown>>) {
    onlyKnown(body, ['scopes'])
    const { scopes } = body
    if (!Array.isArray(scopes) || !scopes.every((one) => typeof one === 'string' && /^[a-z_]+$/.test(one))) {
      throw invalid('"scopes" must be a list of scopes')
    }
    return { accessToken: this.#shop.tokens.make(scopes as string[]) }
  }

  reset(reset: Parameters<SandboxSystem['reset']>[0]): void {
    this.#shop.bulk.jobs.forget()
    this.#shop.reset(reset)
    this.#graphql.forgetBuckets()
  }

  state(): unknown {
    return stateOf(this.#shop)
  }

  credentials(url: string): unknown {
    const { tokens, identity } = this.#shop
    return {
      type: 'shopify',
      config: { shop: shopDomain, apiVersion: served, sandboxUrl: url },
      secrets: { accessToken: tokens.own, clientSecret: identity.clientSecret },
      url,
      token: tokens.own,
      clientId: identity.clientId,
      graphql: `${url}/admin/api/${served}/graphql.json`,
    }
  }

  close(): void {
    this.#shop.bulk.jobs.forget()
    this.#shop.close()
  }
}
