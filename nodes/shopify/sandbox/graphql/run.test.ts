import {
  execute,
  getOperationAST,
  isAbstractType,
  isObjectType,
  parse,
  validate,
  type OperationDefinitionNode,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSchema } from '../../schema/load.ts'
import { Shop } from '../shop.ts'
import { usualScopes } from '../store/tokens.ts'
import { ordersQuery } from '../testing/orders-query.ts'
import { withImplied } from './access.ts'
import type { Context } from './context.ts'
import { kindOf } from './kinds.ts'
import { Planner } from './plan.ts'
import { Run } from './run.ts'
import { answeredFields, resolverFor } from './schema.ts'

const schema = loadSchema()
/** The same resolvers behind graphql-js, which is the measure for what a plan must answer. */
const measure = loadSchema()
for (const type of Object.values(measure.getTypeMap())) {
  if (isAbstractType(type)) type.resolveType = kindOf
  if (!isObjectType(type) || type.name.startsWith('__')) continue
  for (const [name, field] of Object.entries(type.getFields())) {
    const resolver = resolverFor(type.name, name)
    field.resolve = (source, args, context: Context) =>
      resolver(source as never, args as never, context, { name, typeName: type.name })
  }
}

let shop: Shop
beforeAll(() => {
  shop = new Shop(undefined)
})
afterAll(() => shop.close())

const context = (): Context => ({
  shop,
  scopes: withImplied(usualScopes),
  path: [],
  mayRead: () => true,
  searches: [],
  variables: {},
  sent: {},
})

function planned(query: string, variables: Record<string, unknown>) {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  const operation = getOperationAST(document) as OperationDefinitionNode
  const planner = new Planner({ schema, resolverOf: resolverFor }, document)
  const root = schema.getQueryType()
  if (!root) throw new Error('no query root')
  const selection = planner.selection(root, [{ set: operation.selectionSet, conditions: [] }])
  const result = new Run(context(), variables, planner.size).root(selection)
  return {
    data: JSON.parse(result.data) as unknown,
    errors: result.errors.map(({ message, path }) => ({ message, path })),
  }
}

function measured(query: string, variables: Record<string, unknown>) {
  const result = execute({
    schema: measure,
    document: parse(query),
    contextValue: context(),
    variableValues: variables,
  })
  if (result instanceof Promise) throw new Error('resolvers must be synchronous')
  return {
    data: JSON.parse(JSON.stringify(result.data)) as unknown,
    errors: (result.errors ?? []).map(({ message, path }) => ({ message, path })),
  }
}

const documents: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['whole orders', ordersQuery, { q: '', n: 40 }],
  [
    'aliases and arguments',
    '{ a: orders(first: 2) { nodes { n: name } } b: orders(first: 2, reverse: true) { nodes { name } } }',
    {},
  ],
  [
    'one field asked for twice',
    '{ shop { id } shop { name plan { publicDisplayName } } shop { plan { partnerDevelopment } } }',
    {},
  ],
  [
    'interfaces',
    '{ nodes(ids: ["gid://shopify/Order/5800000000001", "gid://shopify/Location/71000000001", "nonsense"]) { __typename id ... on Order { name } ... on Location { name isActive } } }',
    {},
  ],
  [
    'unions',
    '{ orders(first: 20) { nodes { purchasingEntity { __typename ... on Customer { id } ... on PurchasingCompany { company { name } location { taxRegistrationId } } } } } }',
    {},
  ],
  [
    'discounts',
    '{ orders(first: 40) { nodes { discountApplications(first: 5) { nodes { __typename index value { ... on MoneyV2 { amount } ... on PricingPercentageValue { percentage } } ... on DiscountCodeApplication { code } } } } } }',
    {},
  ],
  [
    'conditions that hold',
    'query($on: Boolean!) { shop { id name @include(if: $on) url @skip(if: $on) ... @include(if: $on) { email } } }',
    { on: true },
  ],
  [
    'conditions that do not',
    'query($on: Boolean!) { shop { id name @include(if: $on) url @skip(if: $on) ... @include(if: $on) { email } } }',
    { on: false },
  ],
  [
    'a field with and without a condition',
    'query($on: Boolean!) { shop { ...f @include(if: $on) plan { partnerDevelopment } } } fragment f on Shop { plan { publicDisplayName } }',
    { on: false },
  ],
  ['what is not there', '{ order(id: "gid://shopify/Order/1") { name } product(id: "nonsense") { title } }', {}],
  ['a field that may be null and fails', '{ orders(first: 2) { nodes { name retailLocation { name } } } }', {}],
  ['a field that may not be null and fails', '{ orders(first: 2) { nodes { name statusPageUrl } } shop { id } }', {}],
  [
    'variables with defaults',
    'query($n: Int = 3, $r: Boolean = true) { orders(first: $n, reverse: $r) { nodes { name } pageInfo { hasNextPage startCursor } edges { cursor } } }',
    { n: 3, r: true },
  ],
]

describe('a plan', () => {
  it.each(documents)('answers as graphql-js does: %s', (_, query, variables) => {
    expect(planned(query, variables)).toEqual(measured(query, variables))
  })

  it('finds errors where there are some: the comparison is not of two empty lists', () => {
    expect(planned(documents[10]?.[1] ?? '', {}).errors).toHaveLength(2)
    expect(planned(documents[11]?.[1] ?? '', {}).data).toBeNull()
  })

  it('answers only fields that Shopify has', () => {
    const stray = answeredFields.filter(([name, field]) => {
      const type = schema.getType(name)
      return !isObjectType(type) || !Object.hasOwn(type.getFields(), field)
    })
    expect(stray).toEqual([])
  })
})
