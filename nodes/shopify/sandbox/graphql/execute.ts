import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { BulkDesk } from '../bulk/desk.ts'
import type { Shop } from '../shop.ts'
import type { Token } from '../store/tokens.ts'
import { typeReader, withImplied } from './access.ts'
import { Bucket } from './bucket.ts'
import { refuse, type Context, type SearchReport } from './context.ts'
import { actualCost, requestedCost } from './cost.ts'
import { Documents, type GraphqlRequest } from './documents.ts'
import { Run, type Result } from './run.ts'
import { serveSchema, type Served } from './schema.ts'

const largestCost = 1000

export interface GraphqlAnswer {
  readonly body: string
  readonly outcome: 'ok' | 'refused' | 'throttle'
  /** Root fields that failed or were turned down while others went well. */
  readonly refused?: ReadonlySet<string>
  readonly cost?: number
}

interface Ready {
  readonly read: ReturnType<Documents['read']>
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

const throttledError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
}

interface BucketSize {
  readonly size: number
  readonly restore: number
}

/** Takes a document from text to answer the way Shopify does: validate, weigh, charge, run, give back. */
export class Graphql {
  readonly #shop: Shop
  readonly #served: Served = serveSchema()
  readonly documents = new Documents(this.#served)
  #buckets = new Map<string, Bucket>()
  #plan: BucketSize | undefined

  constructor(shop: Shop) {
    this.#shop = shop
    shop.bulk = new BulkDesk(shop, this.#served, this.documents, (query, variables, scopes) =>
      this.#unmetered({ query, variables, operationName: undefined }, { token: '', scopes, bucket: '' }),
    )
  }

  /** Full buckets again: of this size, or of that which the shop began with. */
  forgetBuckets(plan?: BucketSize): void {
    this.#buckets = new Map()
    this.#plan = plan
  }

  get #bucketSize(): BucketSize {
    return this.#plan ?? this.#shop.settings.bucket
  }

  #bucket(name: string): Bucket {
    let bucket = this.#buckets.get(name)
    if (!bucket) {
      const { size, restore } = this.#bucketSize
      bucket = new Bucket(size, restore, Date.now())
      this.#buckets.set(name, bucket)
    }
    return bucket
  }

  answer(request: GraphqlRequest, token: Token): GraphqlAnswer {
    const bucket = this.#bucket(token.bucket)
    const refused = (errors: readonly object[], requested = 0): GraphqlAnswer => ({
      body: JSON.stringify({ errors, extensions: { cost: this.#cost(bucket, requested, null) } }),
      outcome: 'refused',
    })
    const ready = this.#readied(request)
    if ('errors' in ready) return refused(ready.errors)
    const { document, operation, variables } = ready
    const weight = requestedCost(this.#served.schema, document, operation, variables)
    if (weight.faults.length > 0) return refused(weight.faults.map((one) => one.toJSON()))
    if (weight.requested > largestCost) return refused([tooDear(weight.requested).toJSON()], weight.requested)
    if (!bucket.take(weight.requested, Date.now())) return this.#throttled(bucket, weight.requested)
    const { result, context } = this.#performed(ready, request, token)
    const actual = Math.min(
      weight.requested,
      actualCost(this.#served.schema, document, operation, variables, result.rows),
    )
    bucket.giveBack(weight.requested - actual)
    return this.#answered(result, context, this.#cost(bucket, weight.requested, actual))
  }

  /** A line of a bulk mutation: outside the rate budget, done as a call of its own would be. */
  #unmetered(request: GraphqlRequest, token: Token): string {
    const ready = this.#readied(request)
    if ('errors' in ready) return JSON.stringify({ errors: ready.errors })
    const { result } = this.#performed(ready, request, token)
    const errors = result.errors.map((one) => one.toJSON())
    for (const call of this.documents.calls(request)) {
      const failed = result.turnedDown.has(call.key) || result.errors.some((one) => one.path?.[0] === call.key)
      this.#shop.bulk.record(call, failed ? 'refused' : 'ok')
    }
    return `{"data":${result.data}${errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : ''}}`
  }

  #readied(request: GraphqlRequest): Ready | { readonly errors: readonly object[] } {
    const read = this.documents.read(request.query)
    const { document, errors } = read
    if (!document || errors.length > 0) return { errors }
    const operation = getOperationAST(document, request.operationName)
    if (!operation) return { errors: [{ message: 'No operation was found: name one with operationName.' }] }
    const variables = getVariableValues(this.#served.schema, operation.variableDefinitions ?? [], request.variables)
    if (!variables.errors) return { read, document, operation, variables: variables.coerced }
    return { errors: variables.errors.map((one) => ({ ...one.toJSON(), extensions: { code: 'INVALID_VARIABLE' } })) }
  }

  #performed(ready: Ready, request: GraphqlRequest, token: Token): { result: Result; context: Context } {
    const { read, document, operation, variables } = ready
    const scopes = withImplied(token.scopes)
    const mayRead = typeReader(this.#served.scopes, scopes)
    const sent = request.variables
    const context: Context = { shop: this.#shop, scopes, path: [], mayRead, searches: [], variables, sent }
    const planned = this.documents.plan(read, document, operation, token, scopes)
    if (planned.introspects) return { result: introspect(this.#served.schema, document, request), context }
    const run = () => new Run(context, variables, planned.size).root(planned.selection)
    return { result: operation.operation === 'mutation' ? this.#shop.database.transaction(run) : run(), context }
  }

  #answered(result: Result, context: Context, cost: object): GraphqlAnswer {
    const search = context.searches.map((one: SearchReport) => ({
      path: one.path,
      query: one.query,
      parsed: { field: one.warnings.map((warning) => warning.field).join(', ') },
      warnings: one.warnings,
    }))
    const errors = result.errors.map((one) => one.toJSON())
    const rest = JSON.stringify({
      ...(errors.length > 0 ? { errors } : {}),
      extensions: { cost, ...(search.length > 0 ? { search } : {}) },
    })
    const body = `{"data":${result.data},${rest.slice(1)}`
    const failed = result.errors.map((one) => String(one.path?.[0]))
    return {
      body,
      outcome: 'ok',
      refused: new Set([...failed, ...result.turnedDown]),
      cost: (cost as { actualQueryCost: number }).actualQueryCost,
    }
  }

  #throttled(bucket: Bucket, requested: number): GraphqlAnswer {
    const cost = this.#cost(bucket, requested, null)
    return { body: JSON.stringify({ errors: [throttledError], extensions: { cost } }), outcome: 'throttle' }
  }

  /** A fault on demand: as if the bucket were empty and a second away from being enough. */
  asIfEmpty(): GraphqlAnswer {
    const { size, restore } = this.#bucketSize
    const throttleStatus = { maximumAvailable: size, currentlyAvailable: 0, restoreRate: restore }
    const cost = { requestedQueryCost: restore, actualQueryCost: null, throttleStatus }
    return { body: JSON.stringify({ errors: [throttledError], extensions: { cost } }), outcome: 'throttle' }
  }

  #cost(bucket: Bucket, requestedQueryCost: number, actualQueryCost: number | null) {
    return { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status(Date.now()) }
  }
}

/** Questions about the schema itself; asked alone, since nothing else is answered beside them. */
function introspect(schema: GraphQLSchema, document: DocumentNode, request: GraphqlRequest): Result {
  const operationName = request.operationName ?? null
  const result = execute({ schema, document, variableValues: request.variables, operationName }) as ExecutionResult
  return {
    data: JSON.stringify(result.data ?? null),
    errors: result.errors ?? [],
    rows: new Map(),
    turnedDown: new Set(),
  }
}

function tooDear(cost: number): GraphQLError {
  return refuse(
    'MAX_COST_EXCEEDED',
    `Query cost is ${cost}, which exceeds the single query max cost limit (${largestCost}).`,
    { cost, maxCost: largestCost, documentation: 'https://shopify.dev/api/usage/rate-limits' },
  )
}
