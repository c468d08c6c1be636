import {
  execute,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type FieldNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql'
import type { Shop } from '../shop.ts'
import type { Token } from '../store/tokens.ts'
import { deniedFields, typeReader, withImplied } from './access.ts'
import { Bucket } from './bucket.ts'
import { accessDenied, refuse, type Context, type Resolver, type SearchReport } from './context.ts'
import { actualCost, requestedCost } from './cost.ts'
import { Planner, type Selection } from './plan.ts'
import { Run, type Result } from './run.ts'
import { resolverFor, serveSchema, type Served } from './schema.ts'

export const largestCost = 1000

interface Planned {
  readonly selection: Selection
  readonly size: number
  readonly introspects: boolean
}

interface Read {
  readonly document: DocumentNode | undefined
  readonly errors: readonly object[]
  /** By operation and by what the token may see. */
  readonly plans: Map<string, Planned>
}

export interface GraphqlRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

export interface GraphqlAnswer {
  readonly body: string
  readonly outcome: 'ok' | 'refused' | 'throttle'
  /** Root fields that failed or were turned down while others went well. */
  readonly refused?: ReadonlySet<string>
  readonly cost?: number
}

export interface RootCall {
  readonly method: 'query' | 'mutation'
  readonly operation: string
  /** Its name in the answer. */
  readonly key: string
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
      return { document: undefined, errors: [(error as GraphQLError).toJSON()], plans: new Map() }
    }
    const errors = validate(this.#served.schema, document).map(asShopifyWrites)
    return { document, errors, plans: new Map() }
  }

  /** The root fields that a request asks for; none when it cannot be read. */
  calls(request: GraphqlRequest): RootCall[] {
    const { document } = this.#reading(request.query)
    const operation = document && getOperationAST(document, request.operationName)
    if (!operation) return []
    const method = operation.operation === 'mutation' ? 'mutation' : 'query'
    return operation.selectionSet.selections.flatMap((one) =>
      one.kind === 'Field'
        ? [{ method, operation: one.name.value, key: one.alias?.value ?? one.name.value } as const]
        : [],
    )
  }

  answer(request: GraphqlRequest, token: Token): GraphqlAnswer {
    const bucket = this.#bucket(token.token)
    const refused = (errors: readonly object[], requested = 0): GraphqlAnswer => ({
      body: JSON.stringify({ errors, extensions: { cost: this.#cost(bucket, requested, null) } }),
      outcome: 'refused',
    })
    const { document, errors } = this.#reading(request.query)
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
    const context: Context = {
      shop: this.#shop,
      scopes,
      path: [],
      mayRead: typeReader(this.#served.scopes, scopes),
      searches: [],
    }
    const planned = this.#plan(this.#reading(request.query), document, operation, token, scopes)
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

  #plan(
    read: Read,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    token: Token,
    scopes: ReadonlySet<string>,
  ): Planned {
    const key = `${operation.name?.value ?? ''} ${token.scopes.join(',')}`
    const known = read.plans.get(key)
    if (known) return known
    const { schema, scopes: needed } = this.#served
    const denied = deniedFields(schema, needed, document, scopes)
    const resolverOf = (type: string, field: string, node: FieldNode): Resolver => {
      const access = denied.get(node)
      return access === undefined ? resolverFor(type, field) : denyWith(field, access)
    }
    const planner = new Planner({ schema, resolverOf }, document)
    const type = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType()
    const set = { set: operation.selectionSet, conditions: [] }
    const planned: Planned = {
      selection: type ? planner.selection(type, [set]) : { fields: [] },
      size: planner.size,
      introspects: operation.selectionSet.selections.some(
        (one) => one.kind === 'Field' && /^__(schema|type)$/.test(one.name.value),
      ),
    }
    read.plans.set(key, planned)
    return planned
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

  throttled(token: Token, requested: number): GraphqlAnswer {
    const cost = this.#cost(this.#bucket(token.token), requested, null)
    return { body: JSON.stringify({ errors: [throttledError], extensions: { cost } }), outcome: 'throttle' }
  }

  #cost(bucket: Bucket, requestedQueryCost: number, actualQueryCost: number | null) {
    return { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status(Date.now()) }
  }
}

const denyWith =
  (field: string, access: string): Resolver =>
  () => {
    throw accessDenied(field, access)
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
