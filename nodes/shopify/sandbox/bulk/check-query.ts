import {
  TypeInfo,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'

const mostConnections = 5
const deepestNesting = 2

interface Inside {
  readonly connection: boolean
  readonly list: boolean
  readonly abstract: boolean
}

export const isConnection = (type: GraphQLOutputType | null | undefined): boolean =>
  type ? getNamedType(type).name.endsWith('Connection') : false

function insideOf(type: GraphQLOutputType | null | undefined, name: string): Inside {
  const connection = isConnection(type)
  // The lists of a connection itself are how its rows are reached.
  const list = type ? isListType(getNullableType(type)) && name !== 'edges' && name !== 'nodes' : false
  return { connection, list, abstract: type ? isAbstractType(getNamedType(type)) : false }
}

/** What Shopify does not run in bulk, in the order in which it minds; the document itself is valid by now. */
export function bulkQueryFault(schema: GraphQLSchema, document: DocumentNode): string | undefined {
  const operations = document.definitions.filter((one) => one.kind === 'OperationDefinition')
  const operation = operations[0]
  if (operations.length !== 1 || operation?.operation !== 'query') return 'Bulk queries must be a single query.'
  if ((operation.variableDefinitions ?? []).length > 0) return 'Bulk queries cannot have variables.'
  if (document.definitions.some((one) => one.kind === 'FragmentDefinition')) {
    return 'The sandbox runs bulk queries without named fragments only.'
  }
  if (operation.selectionSet.selections.length !== 1) return 'Bulk queries must have a single field at the top.'
  return faultInside(schema, document)
}

export function connectionsIn(schema: GraphQLSchema, document: DocumentNode): number {
  const info = new TypeInfo(schema)
  let connections = 0
  const enter = (): void => void (connections += isConnection(info.getType()) ? 1 : 0)
  visit(document, visitWithTypeInfo(info, { Field: { enter } }))
  return connections
}

function faultInside(schema: GraphQLSchema, document: DocumentNode): string | undefined {
  const info = new TypeInfo(schema)
  const above: Inside[] = []
  let fault: string | undefined
  let connections = 0
  const enter = (node: FieldNode): void => {
    const here = insideOf(info.getType(), node.name.value)
    if (above.length === 0 && !here.connection) {
      fault ??= 'Bulk queries must contain at least one connection, at the top; `node` and `nodes` are not allowed.'
    }
    if (here.connection) {
      connections += 1
      fault ??= connectionFault(node, above)
    }
    above.push(here)
  }
  visit(document, visitWithTypeInfo(info, { Field: { enter, leave: () => void above.pop() } }))
  if (fault) return fault
  return connections > mostConnections
    ? `Bulk queries cannot contain more than ${mostConnections} connections.`
    : undefined
}

function connectionFault(node: FieldNode, above: readonly Inside[]): string | undefined {
  const name = node.name.value
  if (above.filter((one) => one.connection).length > deepestNesting) {
    return `Bulk queries cannot contain connections with a nesting depth greater than ${deepestNesting}.`
  }
  if (above.some((one) => one.list))
    return 'Queries that contain a connection field within a list field are not supported.'
  if (above.some((one, place) => one.abstract && place > 0)) {
    return `The sandbox does not run the connection ${name} inside an interface or union in bulk.`
  }
  return rowsOf(node.selectionSet)
    ? undefined
    : `The connection ${name} must select \`edges\` with \`node\`, or \`nodes\`.`
}

function rowsOf(set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).some(
    (one) =>
      one.kind === 'Field' &&
      (one.name.value === 'nodes' ||
        (one.name.value === 'edges' &&
          (one.selectionSet?.selections ?? []).some((two) => two.kind === 'Field' && two.name.value === 'node'))),
  )
}
