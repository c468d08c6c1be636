import { afterAll, beforeAll, expect, it } from 'vitest'
import { readyConfig } from '../../sdk/config.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import type { Rec } from '../../sdk/record.ts'
import { PAGE_SIZES } from '../client/documents/document.ts'
import {
  LOOK_UP_COMPANIES,
  LOOK_UP_CUSTOMERS,
  LOOK_UP_ORDERS,
  LOOK_UP_PRODUCTS,
  LOOK_UP_PRODUCTS_BY_VARIANT,
  LOOK_UP_VARIANTS,
} from '../client/documents/look-up.ts'
import { FIELDS, OBJECTS, type ObjectKind, type Way } from '../look-up/objects.ts'
import { lookUp } from './look-up.ts'
import { contextFor, openSandbox, type OpenSandbox } from './testing.ts'

interface State {
  readonly orders: readonly { id: string; name: string; email: string | null }[]
  readonly customers: readonly { id: string; email: string | null }[]
  readonly products: readonly {
    readonly id: string
    readonly title: string
    readonly handle: string
    readonly variants: readonly { id: string; sku: string; price: string }[]
  }[]
}

let shop: OpenSandbox
let state: State
beforeAll(async () => {
  shop = await openSandbox({ orders: 40, seed: 5 })
  state = await shop.ask<State>('state')
})
afterAll(() => shop.close())

const recordOf = (value: unknown, at: number): Rec => {
  return { id: `r.${at}`, identity: `x:${at}`, key: `#${at}`, keys: [], parents: [], data: { value } }
}

async function looked(given: object, values: readonly unknown[], client = shop.client): Promise<readonly Outcome[]> {
  const ready = readyConfig(lookUp, { version: 1, config: { value: 'value', ...given } })
  if (!ready.ok) throw new Error(JSON.stringify(ready.problems))
  async function* batch() {
    yield values.map(recordOf)
  }
  const outcomes: Outcome[] = []
  for await (const some of lookUp.run(batch(), contextFor(client, ready.config).context)) outcomes.push(...some)
  return outcomes
}
type Object = Readonly<Record<string, unknown>>
const foundIn = (outcomes: readonly Outcome[]) =>
  outcomes.map((each) => {
    if (each.kind !== 'record') throw new Error(JSON.stringify(each))
    return (each.record.data as { found: Object | null }).found
  })
const codes = (outcomes: readonly Outcome[]) =>
  outcomes.map((each) => (each.kind === 'failed' ? each.problem.code : each.kind))
const one = <Item>(list: readonly Item[], which: (item: Item) => unknown): Item => {
  const found = list.find(which)
  if (!found) throw new Error('the seed has none')
  return found
}

it('finds every article of the shop by its SKU, fifty to a call', async () => {
  const variants = state.products.flatMap((product) => product.variants.map((variant) => ({ ...variant, product })))
  const before = (await shop.calls()).length
  const outcomes = await looked(
    { fields: ['id', 'price', 'product'] },
    variants.map(({ sku }) => ` ${sku.toLowerCase()}`),
  )
  expect(foundIn(outcomes)).toEqual(
    variants.map(({ id, price, product }) =>
      expect.objectContaining({ id, price: Number(price), product: expect.objectContaining({ id: product.id }) }),
    ),
  )
  const calls = (await shop.calls()).slice(before).filter(({ operation }) => operation === 'productVariants')
  expect(calls.length).toBeLessThanOrEqual(Math.ceil(variants.length / 50) + 1)
  expect(calls.every(({ outcome }) => outcome === 'ok')).toBe(true)
})

it('finds each kind by each of its ways, and gives the fields that it says', async () => {
  const owner = (id: string) => [{ ownerId: id, namespace: 'koppel', key: 'mark', type: 'single_line_text_field' }]
  const order = one(state.orders, ({ email }) => email !== null)
  const customer = one(state.customers, ({ email }) => email !== null)
  const product = one(state.products, ({ variants }) => variants.length > 0)
  const [variant] = product.variants
  const company = (await companies())[0] as Object
  const marked: readonly (readonly [ObjectKind, string])[] = [
    ...([
      ['order', order.id],
      ['customer', customer.id],
      ['product', product.id],
    ] as const),
    ...([
      ['variant', variant?.id ?? ''],
      ['company', String(company['id'])],
    ] as const),
  ]
  for (const [kind, id] of marked) {
    const metafields = owner(id).map((field) => ({ ...field, value: `mark of ${kind}` }))
    await mutate(
      `mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }`,
      { metafields },
    )
  }
  const values: Readonly<Record<ObjectKind, Partial<Record<Way, unknown>>>> = {
    order: { name: order.name.slice(1), id: order.id },
    customer: { email: customer.email?.toUpperCase(), id: customer.id.split('/').at(-1), phone: null },
    product: { sku: variant?.sku, handle: product.handle, name: product.title, id: product.id },
    variant: {
      sku: variant?.sku,
      id: variant?.id,
      barcode: (foundIn(await looked({}, [variant?.sku]))[0] ?? {})['barcode'],
    },
    company: { name: company['name'], id: company['id'], 'external-id': company['externalId'] },
  }
  for (const [kind, id] of marked) {
    for (const by of OBJECTS[kind].by) {
      const value = by === 'metafield' ? `mark of ${kind}` : values[kind][by]
      if (value === null || value === undefined) continue
      const metafield = by === 'metafield' ? { metafield: 'koppel.mark' } : {}
      const config = { what: kind, by, ...metafield, metafields: ['koppel.mark', 'koppel.none'], severalFound: 'list' }
      const [found] = foundIn(await looked(config, [value])) as unknown as Object[][]
      const own = found?.find((object) => object['id'] === id)
      expect([kind, by, own?.['metafields']]).toEqual([
        kind,
        by,
        { 'koppel.mark': `mark of ${kind}`, 'koppel.none': null },
      ])
      const { metafields: _, ...plain } = own ?? {}
      expect(Object.keys(plain).toSorted()).toEqual([...FIELDS[kind]].toSorted())
    }
  }
})

it('parks what the shop lacks or has twice, or what cannot be searched', async () => {
  const [product] = state.products
  const sku = product?.variants[0]?.sku
  await shop.ask('products', { sku, duplicateSku: true })
  const outcomes = await looked({}, ['NO-SUCH', sku, sku?.slice(0, 3)])
  expect(codes(outcomes)).toEqual(['lookup.not-found', 'lookup.several-found', 'lookup.not-found'])
  expect(outcomes.map((each) => (each.kind === 'failed' ? each.problem.message : ''))).toEqual([
    'The shop has no variant with SKU NO-SUCH.',
    `The shop has 2 variants with SKU ${sku}, so it is not known which one is meant.`,
    `The shop has no variant with SKU ${sku?.slice(0, 3)}.`,
  ])
  expect(codes(await looked({ notFound: 'go-on', severalFound: 'list' }, ['NO-SUCH', sku]))).toEqual([
    'record',
    'record',
  ])
})

it('is refused when what is looked for is not found that way', () => {
  const faults = (config: object) => {
    const ready = readyConfig(lookUp, { version: 1, config: { ...config } })
    return ready.ok ? [] : ready.problems.map(({ path }) => path)
  }
  expect(faults({ what: 'customer', by: 'email' })).toEqual([])
  expect(faults({ what: 'customer', by: 'sku' })).toEqual(['$.by'])
  expect(faults({ what: 'order', by: 'metafield' })).toEqual(['$.metafield'])
  expect(faults({ fields: ['customsCode', 'nonsense'] })).toEqual(['$.fields'])
})

it.each([
  LOOK_UP_VARIANTS,
  LOOK_UP_PRODUCTS_BY_VARIANT,
  LOOK_UP_PRODUCTS,
  LOOK_UP_CUSTOMERS,
  LOOK_UP_ORDERS,
  LOOK_UP_COMPANIES,
])('$name costs what it says', async (document) => {
  for (const some of [false, true]) {
    const variables = { q: 'id:1', n: PAGE_SIZES[4], after: null, keys: some ? ['a.b'] : [], some }
    const answer = await raw(document.text, variables)
    expect(answer.extensions.cost.requestedQueryCost).toBe(document.cost(variables))
  }
})

async function raw(text: string, variables: object) {
  const { shop: domain } = shop.credentials.config
  const answer = await fetch(`${shop.url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-access-token': shop.credentials.secrets.accessToken ?? '',
      'x-shop': domain,
    },
    body: JSON.stringify({ query: text, variables }),
  })
  return (await answer.json()) as {
    data: never
    errors?: unknown
    extensions: { cost: { requestedQueryCost: number } }
  }
}

async function mutate(text: string, variables: object): Promise<void> {
  const { errors, data } = await raw(text, variables)
  expect([errors, Object.values(data as object).flatMap(({ userErrors }) => userErrors)]).toEqual([undefined, []])
}

async function companies(): Promise<readonly Object[]> {
  const { data } = await raw('{ companies(first: 5) { nodes { id name externalId } } }', {})
  return (data as { companies: { nodes: Object[] } }).companies.nodes
}
