import {
  GraphQLError,
  Kind,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  valueFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { largestPage } from './paging.ts'

const free = new Set(['MoneyBag', 'MoneyV2', 'PageInfo', 'LocationAddress', 'InventoryItemMeasurement'])
const mutationCost = 10

/** How a page's size weighs: large pages are cheap per row. */
export const factor = (n: number): number => Math.floor(2 * Math.log(Math.max(2, n)))

interface CarriedInput {
  readonly variants?: readonly { readonly file?: unknown; readonly metafields?: readonly unknown[] | null }[] | null
  readonly metafields?: readonly unknown[] | null
  readonly files?: readonly unknown[] | null
}

function productSetExtra({ variants, metafields, files }: CarriedInput): number {
  const all = variants ?? []
  const kept = all.reduce((sum, one) => sum + (one.metafields?.length ?? 0), metafields?.length ?? 0)
  const pictured = all.filter((one) => one.file).length
  return Math.ceil((2 * all.length + 6 * pictured + 4 * kept + 19 * (files?.length ?? 0)) / 10)
}

type Variables = Readonly<Record<string, unknown>>
type Rows = (path: readonly string[]) => number | undefined

export interface Costed {
  readonly requested: number
  readonly faults: readonly GraphQLError[]
}

/**
 * Shopify's formula as far as it is known: an object 1, a leaf 0, a connection 2 plus its children times the factor.
 * `rows` gives what a connection really held, for the cost after the fact.
 */
class Calculator {
  readonly #schema: GraphQLSchema
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly #variables: Variables
  readonly faults: GraphQLError[] = []

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Variables) {
    this.#schema = schema
    this.#variables = variables
    this.#fragments = new Map(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    )
  }

  operation(operation: OperationDefinitionNode, rows?: Rows): number {
    const mutation = operation.operation === 'mutation'
    const root = mutation ? this.#schema.getMutationType() : this.#schema.getQueryType()
    if (!root) return 0
    let cost = 0
    for (const field of this.#fields(operation.selectionSet, root)) {
      const inside = this.#field(field, root, [], rows)
      cost += mutation ? mutationCost + this.#carried(field, root) : inside
    }
    return cost
  }

  /** `productSet` costs by what it carries: variants and their files, metafields, files of the product. */
  #carried(node: FieldNode, root: GraphQLObjectType): number {
    if (node.name.value !== 'productSet') return 0
    const declared = root.getFields()['productSet']?.args.find((one) => one.name === 'input')
    const given = node.arguments?.find((one) => one.name.value === 'input')
    const input = given && declared ? valueFromAST(given.value, declared.type, this.#variables) : undefined
    return productSetExtra((input ?? {}) as CarriedInput)
  }

  #included(directives: FieldNode['directives']): boolean {
    for (const one of directives ?? []) {
      const condition = one.arguments?.[0]?.value
      if (!condition || (one.name.value !== 'skip' && one.name.value !== 'include')) continue
      const on =
        condition.kind === Kind.VARIABLE
          ? this.#variables[condition.name.value] === true
          : 'value' in condition && condition.value
      if (one.name.value === 'skip' ? on : !on) return false
    }
    return true
  }

  /** Fields of a selection that apply to a type, fragments opened. */
  #fields(selection: SelectionSetNode, type: GraphQLNamedType): FieldNode[] {
    return selection.selections.flatMap((one): FieldNode[] => {
      if (!this.#included(one.directives)) return []
      if (one.kind === Kind.FIELD) return [one]
      const fragment = one.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(one.name.value) : one
      if (!fragment) return []
      const condition = fragment.typeCondition?.name.value
      return condition === undefined || this.#applies(condition, type) ? this.#fields(fragment.selectionSet, type) : []
    })
  }

  #applies(condition: string, type: GraphQLNamedType): boolean {
    if (condition === type.name) return true
    const asked = this.#schema.getType(condition)
    return isAbstractType(asked) && isObjectType(type) && this.#schema.isSubType(asked, type)
  }

  /** An interface or union costs what its dearest member would. */
  #inside(selection: SelectionSetNode, type: GraphQLNamedType, path: readonly string[], rows?: Rows): number {
    const types = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type]
    let most = 0
    for (const one of types) {
      const seen = new Set<string>()
      let cost = 0
      for (const field of this.#fields(selection, one)) {
        const name = field.alias?.value ?? field.name.value
        if (seen.has(name) && !field.selectionSet) continue
        seen.add(name)
        cost += this.#field(field, one, path, rows)
      }
      most = Math.max(most, cost)
    }
    return most
  }

  #field(node: FieldNode, parent: GraphQLNamedType, path: readonly string[], rows?: Rows): number {
    if (!isCompositeType(parent) || !('getFields' in parent)) return 0
    const field = parent.getFields()[node.name.value]
    if (!field || !node.selectionSet) return 0
    const type = getNamedType(field.type)
    if (isLeafType(type) || free.has(type.name)) return 0
    const here = [...path, node.alias?.value ?? node.name.value]
    if (type.name.endsWith('Connection')) return this.#connection(node, field, type, here, rows)
    return 1 + this.#inside(node.selectionSet, type, here, rows)
  }

  #connection(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    type: GraphQLNamedType,
    path: readonly string[],
    rows?: Rows,
  ): number {
    const size = this.#size(node, field)
    let children = 0
    for (const one of this.#fields(node.selectionSet as SelectionSetNode, type)) {
      if (one.name.value === 'nodes') children += this.#field(one, type, path, rows)
      if (one.name.value === 'edges' && one.selectionSet) {
        const edge = 'getFields' in type ? getNamedType((type.getFields()['edges'] as typeof field).type) : type
        children += this.#inside(one.selectionSet, edge, path, rows)
      }
    }
    const held = rows?.(path)
    if (held === 0) return 2
    return 2 + children * factor(held === undefined ? size : Math.min(size, held))
  }

  #size(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const given = (name: string): unknown => {
      const argument = node.arguments?.find((one) => one.name.value === name)
      const declared = field.args.find((one) => one.name === name)
      return argument && declared ? valueFromAST(argument.value, declared.type, this.#variables) : undefined
    }
    const first = given('first')
    const last = given('last')
    const size = typeof first === 'number' ? first : last
    if (typeof size !== 'number') this.#fault(node, `you must provide one of first or last`)
    else if (size > largestPage)
      this.#fault(node, `${node.name.value} cannot give more than ${largestPage} at once; ${size} asked`)
    else if (size < 0) this.#fault(node, `${node.name.value} needs a first or last of at least 0`)
    return typeof size === 'number' ? size : 0
  }

  #fault(node: FieldNode, message: string): void {
    this.faults.push(new GraphQLError(message, { nodes: node, extensions: { code: 'INVALID_FIELD_ARGUMENTS' } }))
  }
}

export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Costed {
  const calculator = new Calculator(schema, document, variables)
  return { requested: calculator.operation(operation), faults: calculator.faults }
}

/** What it came to: the same formula over the rows that lists at the root really gave. */
export function actualCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  found: ReadonlyMap<string, number>,
): number {
  const rows: Rows = (path) => (path.length === 1 ? found.get(path[0] as string) : undefined)
  return new Calculator(schema, document, variables).operation(operation, rows)
}
