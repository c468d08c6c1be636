import {
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql'
import type { Token } from '../store/tokens.ts'
import { deniedFields } from './access.ts'
import { accessDenied, type Resolver } from './context.ts'
import { Planner, type Selection } from './plan.ts'
import { resolverFor, type Served } from './schema.ts'

export interface GraphqlRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

export interface RootCall {
  readonly method: 'query' | 'mutation'
  readonly operation: string
  /** Its name in the answer. */
  readonly key: string
}

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

/** A mutation by its form only: it starts a reading, and who counts writes must not find one here. */
const readsInBulk: ReadonlySet<string> = new Set(['bulkOperationRunQuery'])

const denyWith =
  (field: string, access: string): Resolver =>
  () => {
    throw accessDenied(field, access)
  }

/** Documents as they were sent: read, validated and planned once, for all requests that send them again. */
export class Documents {
  readonly #served: Served
  readonly #read = new Map<string, Read>()

  constructor(served: Served) {
    this.#served = served
  }

  read(query: string): Read {
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
    const { document } = this.read(request.query)
    const operation = document && getOperationAST(document, request.operationName)
    if (!operation) return []
    const mutation = operation.operation === 'mutation'
    return operation.selectionSet.selections.flatMap((one): RootCall[] => {
      if (one.kind !== 'Field') return []
      const { value } = one.name
      const method = mutation && !readsInBulk.has(value) ? 'mutation' : 'query'
      return [{ method, operation: value, key: one.alias?.value ?? value }]
    })
  }

  plan(
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
}
