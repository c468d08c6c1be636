import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'
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

const throttledError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
}

/** Takes a document from text to answer the way Shopify does: validate, weigh, charge, run, give back. */
export class Graphql {
  readonly #shop: Shop
  readonly #served: Served = serveSchema()
  readonly documents = new Documents(this.#served)
  #buckets = new Map<string, Bucket>()

  constructor(shop: Shop) {
    this.#shop = shop
  }

  forgetBuckets(): void {
    this.#buckets = new Map()
  }

  #bucket(token: string): Bucket {
    let bucket = this.#buckets.get(token)
    if (!bucket) {
      const { size, restore } = this.#shop.settings.bucket
      bucket = new Bucket(size, restore, Date.now())
      this.#buckets.set(token, bucket)
    }
    return bucket
  }

  answer(request: GraphqlRequest, token: Token): GraphqlAnswer {
    const bucket = this.#bucket(token.token)
    const refused = (errors: readonly object[], requested = 0): GraphqlAnswer => ({
      body: JSON.stringify({ errors, extensions: { cost: this.#cost(bucket, requested, null) } }),
      outcome: 'refused',
    })
    const read = this.documents.read(request.query)
    const { document, errors } = read
    if (!document || errors.length > 0) return refused(errors)
    const operation = getOperationAST(document, request.operationName)
    if (!operation) return refused([{ message: 'No operation was found: name one with operationName.' }])
    const variables = getVariableValues(this.#served.schema, operation.variableDefinitions ?? [], request.variables)
    if (variables.errors) {
      return refused(variables.errors.map((one) => ({ ...one.toJSON(), extensions: { code: 'INVALID_VARIABLE' } })))
    }
    const weight = requestedCost(this.#served.schema, document, operation, variables.coerced)
    if (weight.faults.length > 0) return refused(weight.faults.map((one) => one.toJSON()))
    if (weight.requested > largestCost) return refused([tooDear(weight.requested).toJSON()], weight.requested)
    if (!bucket.take(weight.requested, Date.now())) return this.#throttled(bucket, weight.requested)
    const scopes = withImplied(token.scopes)
    const context: Context = {
      shop: this.#shop,
      scopes,
      path: [],
      mayRead: typeReader(this.#served.scopes, scopes),
      searches: [],
      variables: variables.coerced,
      sent: request.variables,
    }
    const planned = this.documents.plan(read, document, operation, token, scopes)
    const run = () => new Run(context, variables.coerced, planned.size).root(planned.selection)
    const result = planned.introspects
      ? introspect(this.#served.schema, document, request)
      : operation.operation === 'mutation'
        ? this.#shop.database.transaction(run)
        : run()
    const actual = Math.min(
      weight.requested,
      actualCost(this.#served.schema, document, operation, variables.coerced, result.rows),
    )
    bucket.giveBack(weight.requested - actual)
    return this.#answered(result, context, this.#cost(bucket, weight.requested, actual))
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
    const { size, restore } = this.#shop.settings.bucket
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
