import { getOperationAST, parse, type OperationDefinitionNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../schema/load.ts'
import { actualCost, factor, requestedCost } from './cost.ts'

const schema = loadSchema()

function cost(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  return requestedCost(schema, document, getOperationAST(document) as OperationDefinitionNode, variables)
}

/** The reading query of the reference, without fields that cost nothing: its cost is known at three sizes. */
const orders = `
query Orders($n: Int!) {
 orders(first: $n) { pageInfo { hasNextPage endCursor } nodes {
  id name customAttributes { key } risk { recommendation } paymentTerms { paymentTermsType }
  totalPriceSet { shopMoney { amount } } totalCashRoundingAdjustment { paymentSet { shopMoney { amount } } }
  additionalFees { name taxLines { rate } }
  purchasingEntity { ... on PurchasingCompany { company { id } location { id taxSettings { taxRegistrationId } } } }
  customer { id defaultEmailAddress { emailAddress } } localizedFields(first: 5) { nodes { key } }
  billingAddress { zip } shippingAddress { zip } refunds(first: 1) { id } transactions(first: 20) { id }
  shippingLines(first: 5) { nodes { id taxLines { rate } } }
  lineItems(first: 50) { pageInfo { hasNextPage } nodes {
   id product { id } variant { id } customAttributes { key } lineItemGroup { id }
   discountAllocations { discountApplication { targetType } } taxLines { rate } } } } } }`

describe('the cost of a query', () => {
  it('is 354, 618 and 970 for the reading query at 10, 50 and 250', () => {
    expect([10, 50, 250].map((n) => cost(orders, { n }).requested)).toEqual([354, 618, 970])
  })

  it('weighs pages by their size', () => {
    expect([1, 2, 5, 10, 25, 50, 100, 250].map(factor)).toEqual([1, 1, 3, 4, 6, 7, 9, 11])
  })

  it('is 25 for the known example', () => {
    const query =
      '{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { inventoryItem { id } } } } }'
    expect(cost(query).requested).toBe(25)
  })

  it('counts edges as their nodes and takes the size from a variable', () => {
    const query = 'query($n: Int = 10) { orders(first: $n) { edges { cursor node { id } } } }'
    expect(cost(query, { n: 50 }).requested).toBe(2 + 7)
  })

  it('takes the dearest of what an interface may be', () => {
    const query = `{ node(id: "x") { id ... on Order { customer { id } billingAddress { zip } } ... on Customer { id } } }`
    expect(cost(query).requested).toBe(3)
  })

  it('is ten for a mutation', () => {
    expect(cost('mutation { tagsAdd(id: "x", tags: ["a"]) { node { id } userErrors { message } } }').requested).toBe(10)
  })

  it('leaves out what is skipped', () => {
    const query = 'query($on: Boolean!) { shop { id } order(id: "x") @include(if: $on) { customer { id } } }'
    expect([cost(query, { on: true }).requested, cost(query, { on: false }).requested]).toEqual([3, 1])
  })

  it('minds a list without a size, and one beyond 250', () => {
    expect(cost('{ orders { nodes { id } } }').faults.map((one) => one.message)).toEqual([
      'you must provide one of first or last',
    ])
    expect(cost('{ orders(first: 251) { nodes { id } } }').faults).toHaveLength(1)
    expect(cost('{ orders(last: 250) { nodes { id } } }').faults).toHaveLength(0)
  })

  it('comes down to the rows that were there', () => {
    const document = parse('{ orders(first: 250) { nodes { customer { id } } } }')
    const operation = getOperationAST(document) as OperationDefinitionNode
    const after = (rows: number) => actualCost(schema, document, operation, {}, new Map([['orders', rows]]))
    expect([0, 2, 10, 250, 400].map(after)).toEqual([2, 4, 10, 24, 24])
  })
})
