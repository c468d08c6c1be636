import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, type Client, nodesOf, type State } from './testing/client.ts'

interface Page {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly updatedAt: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

let sandbox: StartedSandbox
let client: Client

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await client.faults([])
  await client.post('reset', { seed: 1, orders: 40, products: 60, customers: 40, bucket: { size: 2000, restore: 100 } })
})

const page = async (args: string): Promise<Page> => {
  const answer = await client.graphql(
    `{ orders(${args}) { nodes { id name updatedAt } pageInfo { hasNextPage endCursor } } }`,
  )
  if (answer.errors) throw new Error(answer.errors[0]?.message)
  return answer.data?.['orders'] as Page
}
const names = async (query: string, more = ''): Promise<string[]> =>
  (await page(`first: 100, query: ${JSON.stringify(query)}${more}`)).nodes.map((one) => one.name)

describe('lists', () => {
  it('come page by page without a gap or a double, both ways', async () => {
    for (const order of ['sortKey: UPDATED_AT', 'sortKey: UPDATED_AT, reverse: true', 'sortKey: ID', 'reverse: true']) {
      const seen: string[] = []
      for (let after = ''; ;) {
        const next = await page(`first: 7, ${order}${after === '' ? '' : `, after: "${after}"`}`)
        seen.push(...next.nodes.map((one) => one.name))
        if (!next.pageInfo.hasNextPage) break
        after = next.pageInfo.endCursor ?? ''
      }
      expect(new Set(seen).size).toBe(40)
      expect(seen).toHaveLength(40)
      const whole = await page(`first: 100, ${order}`)
      expect(whole.nodes.map((one) => one.name)).toEqual(seen)
      const last = await page(`last: 5, ${order}`)
      expect(last.nodes.map((one) => one.name)).toEqual(seen.slice(-5))
    }
  })

  it('refuse a cursor of another list or order, and a page without or beyond a size', async () => {
    const { endCursor } = (await page('first: 5, sortKey: UPDATED_AT')).pageInfo
    await expect(page(`first: 5, sortKey: ID, after: "${endCursor}"`)).rejects.toThrow(/cursor/i)
    await expect(page(`first: 5, sortKey: UPDATED_AT, reverse: true, after: "${endCursor}"`)).rejects.toThrow(/cursor/i)
    await expect(page(`first: 5, sortKey: UPDATED_AT, query: "test:true", after: "${endCursor}"`)).rejects.toThrow(
      /cursor/i,
    )
    await expect(page('first: 5, after: "nonsense"')).rejects.toThrow(/cursor/i)
    await expect(page('first: 251')).rejects.toThrow(/250/)
    await expect(page('sortKey: ID')).rejects.toThrow(/first or last/)
  })

  it('find by what Shopify finds by', async () => {
    const { orders } = await client.get<State>('state')
    const want = (test: (one: State['orders'][number]) => boolean) => orders.filter(test).map((one) => one.name)
    expect(await names("name:'#1003' OR name:1004")).toEqual(['#1003', '#1004'])
    expect(await names('financial_status:paid')).toEqual(want((one) => one.displayFinancialStatus === 'PAID'))
    expect(await names('financial_status:paid AND -status:cancelled')).toEqual(
      want((one) => one.displayFinancialStatus === 'PAID' && one.cancelledAt === null),
    )
    expect(await names('status:cancelled')).toEqual(want((one) => one.cancelledAt !== null))
    const email = orders.find((one) => one.email)?.email ?? ''
    expect(await names(`email:'${email.toUpperCase()}'`)).toEqual(
      want((one) => one.email?.toLowerCase() === email.toLowerCase()),
    )
    const sku = orders[0]?.lines[0]?.sku
    expect(await names(`sku:'${sku}'`)).toEqual(want((one) => one.lines.some((line) => line.sku === sku)))
    expect(await names('id:5800000000002')).toEqual(['#1002'])
  })

  it('count the moment itself in when asked for later than', async () => {
    const all = await page('first: 100, sortKey: UPDATED_AT')
    const at = all.nodes[20]?.updatedAt ?? ''
    const from = all.nodes.filter((one) => one.updatedAt >= at).map((one) => one.name)
    expect(await names(`updated_at:>'${at}'`, ', sortKey: UPDATED_AT')).toEqual(from)
    expect(await names(`updated_at:>='${at}'`, ', sortKey: UPDATED_AT')).toEqual(from)
    expect(await names(`updated_at:<'${at}'`)).toHaveLength(40 - from.length)
  })

  it('pass over a filter they do not know, with a warning', async () => {
    const answer = await client.graphql('{ orders(first: 100, query: "finacial_status:paid") { nodes { name } } }')
    expect(nodesOf(answer, 'orders')).toHaveLength(40)
    expect(JSON.stringify(answer.extensions?.search)).toContain('finacial_status')
  })

  it('know products, variants, customers, companies and stock', async () => {
    const answer = await client.graphql(`{
      products(first: 2) { nodes { title variants(first: 5) { nodes { sku price inventoryItem { tracked } } } } }
      productVariants(first: 5, query: "sku:'KOF-0001'") { nodes { sku product { title }
        inventoryItem { inventoryLevels(first: 5) { nodes { location { name } quantities(names: ["available", "on_hand"]) { name quantity } } } } } }
      customers(first: 3, sortKey: UPDATED_AT) { nodes { id defaultEmailAddress { emailAddress } } }
      companies(first: 3) { nodes { name locations(first: 1) { nodes { taxSettings { taxRegistrationId } } } } }
      locations(first: 5) { nodes { name } } }`)
    expect(answer.errors).toBeUndefined()
    expect(nodesOf<unknown>(answer, 'productVariants')).toHaveLength(1)
    expect(nodesOf<{ name: string }>(answer, 'locations').map((one) => one.name)).toEqual([
      'Magazijn Amersfoort',
      'Winkel Utrecht',
    ])
    expect(nodesOf<unknown>(answer, 'companies').length).toBeGreaterThan(0)
  })
})
