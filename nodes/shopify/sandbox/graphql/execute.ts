import {
  execute,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql'
import type { Shop } from '../shop.ts'
import type { Token } from '../store/tokens.ts'
import { deniedFields, typeReader, withImplied } from './access.ts'
import { Bucket } from './bucket.ts'
import { refuse, type Context, type SearchReport } from './context.ts'
import { actualCost, requestedCost } from './cost.ts'
import { serveSchema, type Served } from './schema.ts'

export const largestCost = 1000

interface Read {
  readonly document: DocumentNode | undefined
  readonly errors: readonly object[]
  readonly denied: Map<string, ReadonlyMap<FieldNode, string>>
}

export interface GraphqlRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

export interface GraphqlAnswer {
  readonly body: string
  readonly outcome: 'ok' | 'refused' | 'throttle'
  readonly cost?: number
}

export interface RootCall {
  readonly method: 'query' | 'mutation'
  readonly operation: string
}

const codes: readonly (readonly [RegExp, string])[] = [
  [/^Cannot query field/, 'undefinedField'],
  [/argument .* is required|of required type .* was not provided/, 'missingRequiredArguments'],
  [/^Unknown argument/, 'argumentNotAccepted'],
  [/^Variable .* is never used/, 'variableNotUsed'],
]

function asShopifyWrites(error: GraphQLError): object {
  const code = codes.find(([pattern]) => pattern.test(error.message))?.[1]
  const plain = error.toJSON()
  return code === undefined || plain.extensions?.['code'] ? plain : { ...plain, extensions: { code } }
}

const throttledError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
}

/** Takes a document from text to answer the way Shopify does: validate, weigh, charge, run, give back. */
export class Graphql {
  readonly #shop: Shop
  readonly #served: Served = serveSchema()
  readonly #read = new Map<string, Read>()
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

  #reading(query: string): Read {
    const known = this.#read.get(query)
    if (known) return known
    const read = this.#validated(query)
    if (this.#read.size > 200) this.#read.clear()
    this.#read.set(query, read)
    return read
  }

  #validated(query: string): Read {
    let document: DocumentNode
    try {
      document = parse(query, { maxTokens: 20_000 })
    } catch (error) {
      return { document: undefined, errors: [(error as GraphQLError).toJSON()], denied: new Map() }
    }
    const errors = validate(this.#served.schema, document).map(asShopifyWrites)
    return { document, errors, denied: new Map() }
  }

  /** The root fields that a request asks for; none when it cannot be read. */
  calls(request: GraphqlRequest): RootCall[] {
    const { document } = this.#reading(request.query)
    const operation = document && getOperationAST(document, request.operationName)
    if (!operation) return []
    const method = operation.operation === 'mutation' ? 'mutation' : 'query'
    return operation.selectionSet.selections.flatMap((one) =>
      one.kind === 'Field' ? [{ method, operation: one.name.value } as const] : [],
    )
  }

  answer(request: GraphqlRequest, token: Token): GraphqlAnswer {
    const bucket = this.#bucket(token.token)
    const refused = (errors: readonly object[], requested = 0): GraphqlAnswer => ({
      body: JSON.stringify({ errors, extensions: { cost: this.#cost(bucket, requested, null) } }),
      outcome: 'refused',
    })
    const { document, errors, denied } = this.#reading(request.query)
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
    if (!bucket.take(weight.requested, Date.now())) return this.throttled(token, weight.requested)
    const scopes = withImplied(token.scopes)
    const key = token.scopes.join(',')
    let hidden = denied.get(key)
    if (!hidden) {
      hidden = deniedFields(this.#served.schema, this.#served.scopes, document, scopes)
      denied.set(key, hidden)
    }
    const context: Context = {
      shop: this.#shop,
      scopes,
      denied: hidden,
      mayRead: typeReader(this.#served.scopes, scopes),
      searches: [],
    }
    const result = this.#run(document, operation, request, context)
    const actual = Math.min(
      weight.requested,
      actualCost(this.#served.schema, document, operation, variables.coerced, result.data),
    )
    bucket.giveBack(weight.requested - actual)
    return this.#answered(result, context, this.#cost(bucket, weight.requested, actual))
  }

  #run(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    request: GraphqlRequest,
    contextValue: Context,
  ): ExecutionResult {
    const work = () =>
      execute({
        schema: this.#served.schema,
        document,
        contextValue,
        variableValues: request.variables,
        operationName: request.operationName ?? null,
      }) as ExecutionResult
    return operation.operation === 'mutation' ? this.#shop.database.transaction(work) : work()
  }

  #answered(result: ExecutionResult, context: Context, cost: object): GraphqlAnswer {
    const search = context.searches.map((one: SearchReport) => ({
      path: one.path,
      query: one.query,
      parsed: { field: one.warnings.map((warning) => warning.field).join(', ') },
      warnings: one.warnings,
    }))
    const body = JSON.stringify({
      data: result.data,
      ...(result.errors ? { errors: result.errors.map((one) => one.toJSON()) } : {}),
      extensions: { cost, ...(search.length > 0 ? { search } : {}) },
    })
    return {
      body,
      outcome: result.errors ? 'refused' : 'ok',
      cost: (cost as { actualQueryCost: number }).actualQueryCost,
    }
  }

  throttled(token: Token, requested: number): GraphqlAnswer {
    const cost = this.#cost(this.#bucket(token.token), requested, null)
    return { body: JSON.stringify({ errors: [throttledError], extensions: { cost } }), outcome: 'throttle' }
  }

  #cost(bucket: Bucket, requestedQueryCost: number, actualQueryCost: number | null) {
    return { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status(Date.now()) }
  }
}

function tooDear(cost: number): GraphQLError {
  return refuse(
    'MAX_COST_EXCEEDED',
    `Query cost is ${cost}, which exceeds the single query max cost limit (${largestCost}).`,
    { cost, maxCost: largestCost, documentation: 'https://shopify.dev/api/usage/rate-limits' },
  )
}
