import {
  Kind,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Resolver } from './context.ts'

/** One field of an answer: where its value comes from and what is done with it. */
export interface FieldPlan {
  /** Its place in the plan: arguments are read once a request, not once an object. */
  readonly index: number
  readonly key: string
  /** The key as it stands in the answer: `"key":`. */
  readonly prefix: string
  readonly name: string
  readonly typeName: string
  readonly node: FieldNode
  readonly nodes: readonly FieldNode[]
  readonly field: GraphQLField<unknown, unknown> | undefined
  readonly resolve: Resolver
  readonly shape: Shape
  /** `@skip` and `@include` on the ways to it; one way must be open. Empty: always there. */
  readonly ways: readonly (readonly Condition[])[]
}

export interface Condition {
  readonly variable: string
  readonly wanted: boolean
}

export type Shape =
  | { readonly kind: 'leaf'; readonly nonNull: boolean; readonly check: ((value: unknown) => unknown) | undefined }
  | { readonly kind: 'list'; readonly nonNull: boolean; readonly item: Shape }
  | { readonly kind: 'object'; readonly nonNull: boolean; readonly selection: Selection }
  | {
      readonly kind: 'abstract'
      readonly nonNull: boolean
      readonly type: string
      readonly byType: (name: string) => Selection | undefined
    }

export interface Selection {
  readonly fields: readonly FieldPlan[]
}

export interface Sources {
  readonly schema: GraphQLSchema
  readonly resolverOf: (type: string, field: string, node: FieldNode) => Resolver
}

interface Chosen {
  readonly node: FieldNode
  readonly conditions: readonly Condition[]
}

/** A document worked out once for all objects and all requests with these rights. */
export class Planner {
  readonly #sources: Sources
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>
  #count = 0

  constructor(sources: Sources, document: DocumentNode) {
    this.#sources = sources
    this.#fragments = new Map(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    )
  }

  get size(): number {
    return this.#count
  }

  selection(
    type: GraphQLObjectType,
    sets: readonly { set: SelectionSetNode; conditions: readonly Condition[] }[],
  ): Selection {
    const byKey = new Map<string, Chosen[]>()
    for (const one of sets) {
      for (const chosen of this.#choose(type, one.set.selections, one.conditions)) {
        const key = chosen.node.alias?.value ?? chosen.node.name.value
        byKey.set(key, [...(byKey.get(key) ?? []), chosen])
      }
    }
    return { fields: [...byKey].flatMap(([key, chosen]) => this.#field(type, key, chosen)) }
  }

  #choose(type: GraphQLObjectType, nodes: readonly SelectionNode[], above: readonly Condition[]): Chosen[] {
    return nodes.flatMap((one): Chosen[] => {
      const own = conditionsOf(one)
      if (own === 'never') return []
      const conditions = [...above, ...own]
      if (one.kind === Kind.FIELD) return [{ node: one, conditions }]
      const fragment = one.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(one.name.value) : one
      const condition = fragment?.typeCondition?.name.value
      if (!fragment || (condition !== undefined && !this.#applies(condition, type))) return []
      return this.#choose(type, fragment.selectionSet.selections, conditions)
    })
  }

  #applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true
    const asked = this.#sources.schema.getType(condition)
    return isAbstractType(asked) && this.#sources.schema.isSubType(asked, type)
  }

  #field(type: GraphQLObjectType, key: string, chosen: readonly Chosen[]): FieldPlan[] {
    const { node } = chosen[0] as Chosen
    const name = node.name.value
    const field = type.getFields()[name]
    if (!field && name !== '__typename') return []
    const always = chosen.some((one) => one.conditions.length === 0)
    const plan = {
      index: this.#count++,
      key,
      prefix: `${JSON.stringify(key)}:`,
      name,
      typeName: type.name,
      node,
      nodes: chosen.map((one) => one.node),
      field,
      ways: always ? [] : chosen.map((one) => one.conditions),
    }
    if (!field) {
      return [{ ...plan, resolve: () => type.name, shape: { kind: 'leaf', nonNull: true, check: undefined } }]
    }
    const sets = chosen.flatMap((one) =>
      one.node.selectionSet
        ? [{ set: one.node.selectionSet, conditions: chosen.length > 1 ? one.conditions : [] }]
        : [],
    )
    const resolve = this.#sources.resolverOf(type.name, name, node)
    return [{ ...plan, resolve, shape: this.#shape(field.type, sets, false) }]
  }

  #shape(
    type: GraphQLOutputType,
    sets: readonly { set: SelectionSetNode; conditions: readonly Condition[] }[],
    nonNull: boolean,
  ): Shape {
    if (isNonNullType(type)) return this.#shape(type.ofType, sets, true)
    if (isListType(type)) return { kind: 'list', nonNull, item: this.#shape(type.ofType, sets, false) }
    if (isLeafType(type))
      return {
        kind: 'leaf',
        nonNull,
        check: checkOf(type.name, isEnumType(type) ? type.getValues().map((one) => one.name) : undefined),
      }
    if (isObjectType(type)) return { kind: 'object', nonNull, selection: this.selection(type, sets) }
    return {
      kind: 'abstract',
      nonNull,
      type: getNamedType(type).name,
      byType: this.#byType(type as GraphQLAbstractType, sets),
    }
  }

  #byType(
    type: GraphQLAbstractType,
    sets: readonly { set: SelectionSetNode; conditions: readonly Condition[] }[],
  ): (name: string) => Selection | undefined {
    const known = new Map<string, Selection>()
    for (const one of this.#sources.schema.getPossibleTypes(type)) known.set(one.name, this.selection(one, sets))
    return (name) => known.get(name)
  }
}

function conditionsOf(node: SelectionNode): readonly Condition[] | 'never' {
  const found: Condition[] = []
  for (const one of node.directives ?? []) {
    if (one.name.value !== 'skip' && one.name.value !== 'include') continue
    const wanted = one.name.value === 'include'
    const value = one.arguments?.[0]?.value
    if (value?.kind === Kind.VARIABLE) found.push({ variable: value.name.value, wanted })
    else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return 'never'
  }
  return found
}

const kindsOf: Readonly<Record<string, string>> = {
  String: 'string',
  ID: 'string',
  Boolean: 'boolean',
  Float: 'number',
}

/** Values that the schema does not allow are faults of the sandbox and are said to be, not sent. */
function checkOf(name: string, values: readonly string[] | undefined): ((value: unknown) => unknown) | undefined {
  const allowed = values && new Set<unknown>(values)
  const kind = kindsOf[name]
  const fits = allowed
    ? (value: unknown) => allowed.has(value)
    : name === 'Int'
      ? (value: unknown) => Number.isInteger(value)
      : kind
        ? (value: unknown) => typeof value === kind
        : undefined
  if (!fits) return undefined
  return (value) => {
    if (fits(value)) return value
    throw new Error(`The sandbox has a value for ${name} that the schema does not allow: ${JSON.stringify(value)}`)
  }
}
