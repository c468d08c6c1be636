import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFlow } from '../../flows/parse.ts'
import { resolveSettings } from '../../flows/resolve-settings.ts'
import { templates } from '../../flows/templates/index.ts'
import { readyConfig } from '../sdk/config.ts'
import { pickedBy, type UsedNode } from '../sdk/used-node.ts'
import { afas, afasNodes } from './connector.ts'
import { NEEDED } from './koppel-needs.ts'
import { TestSandbox } from './testing/sandbox.ts'

let sandbox: TestSandbox
let gate: Server
/** What the app connector behind the gate lacks: connectors, and fields of connectors. */
const lacks = { connectors: new Set<string>(), fields: new Set<string>() }

beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 20, customers: 10 })
  gate = createServer((request, answer) => void pass(request.url ?? '', request.headers.authorization ?? '', answer))
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  gate.close()
  await sandbox.stop()
})

/** The sandbox as it is, without what an administrator forgot. */
async function pass(url: string, authorization: string, answer: import('node:http').ServerResponse): Promise<void> {
  const came = await fetch(sandbox.url + url, { headers: { authorization } })
  const text = await came.text()
  const body = url.includes('/metainfo') ? (JSON.parse(text) as Record<string, { id: string }[]>) : undefined
  for (const part of ['getConnectors', 'updateConnectors']) {
    if (body?.[part]) body[part] = body[part].filter(({ id }) => !lacks.connectors.has(id))
  }
  const of = decodeURIComponent(url.split('/').at(-1) ?? '')
  if (body?.['fields']) body['fields'] = body['fields'].filter(({ id }) => !lacks.fields.has(`${of}.${id}`))
  answer.writeHead(came.status, { 'content-type': 'application/json' }).end(body ? JSON.stringify(body) : text)
}

/** The nodes of bundled flows, as they are installed. */
function nodesOf(...ids: readonly string[]): readonly UsedNode[] {
  return ids.flatMap((id) => {
    const parsed = parseFlow(templates().find((one) => one.id === id))
    if (!parsed.ok) throw new Error(`no template ${id}`)
    return parsed.flow.nodes.flatMap((node): UsedNode[] => {
      const definition = afasNodes.find(({ type }) => type === node.type)
      if (!definition) return []
      const { config } = resolveSettings(node.config, parsed.flow.settings)
      const ready = readyConfig(definition, { version: node.version, config })
      return ready.ok ? [{ flow: parsed.flow.name, node: definition, config: ready.config }] : []
    })
  })
}

async function tested(used: readonly UsedNode[], without: { connectors?: string[]; fields?: string[] } = {}) {
  lacks.connectors = new Set(without.connectors)
  lacks.fields = new Set(without.fields)
  const client = sandbox.client({
    baseUrl: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/ProfitRestServices`,
  })
  const checks = await afas.test(client, new AbortController().signal, used)
  return {
    checks,
    red: checks.filter(({ ok }) => !ok).map(({ name }) => name),
    of: (name: string) => checks.find((one) => one.name === name),
  }
}

const all = templates().map(({ id }) => id)

test('all is well where all is there, and every connector that a bundled flow reads is looked at', async () => {
  const { red, checks } = await tested(nodesOf(...all))
  expect(red).toEqual([])
  // By their defaults orders become sales documents, so nothing asks for journal entries.
  const reading = nodesOf(...all).filter((one) => one.node.type !== 'afas.write-entry')
  const read = reading.flatMap((one) => pickedBy(one, 'afas.get-connectors'))
  expect(read.length).toBeGreaterThan(10)
  expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining([...read, ...NEEDED.keys(), 'FbSales']))
})

test('who only sends orders is not bothered with customers, stock and shipments', async () => {
  const connectors = ['Koppel_Contacts', 'Koppel_Addresses', 'Koppel_Stock', 'Koppel_Shipments', 'Koppel_ArticleImages']
  const { red, of } = await tested(nodesOf('orders-to-afas'), { connectors })
  expect(red).toEqual([])
  expect(of('Koppel_Contacts')).toMatchObject({
    ok: true,
    detail: expect.stringContaining('only for Customers to Shopify'),
  })
  expect(of('Koppel_Stock')?.advice).toContain('When you want that: import it')
})

test('a connector that is read only when a setting asks for it is needed only then', async () => {
  const products = nodesOf('products-to-shopify')
  const asked = (stockFor: string) => products.map((one) => ({ ...one, config: { ...one.config, stockFor } }))
  expect((await tested(asked(''), { connectors: ['Koppel_Stock'] })).red).toEqual([])
  expect((await tested(asked('Winkel'), { connectors: ['Koppel_Stock'] })).red).toEqual(['Koppel_Stock'])
  const lists = (...priceLists: string[]) => products.map((one) => ({ ...one, config: { ...one.config, priceLists } }))
  expect((await tested(lists(''), { connectors: ['Koppel_Prices'] })).red).toEqual([])
  expect((await tested(lists('*****'), { connectors: ['Koppel_Prices'] })).red).toEqual(['Koppel_Prices'])
})

test('a connector that a flow can do without is told, and fails nothing', async () => {
  const { red, of } = await tested(nodesOf('customers-to-shopify'), { connectors: ['Profit_VAT_code'] })
  expect(red).toEqual([])
  expect(of('Profit_VAT_code')).toMatchObject({
    ok: true,
    detail: expect.stringContaining('Customers to Shopify can do without it'),
  })
})

test('what an order is written as decides which connectors are needed', async () => {
  const as = (documentType: string) =>
    nodesOf('orders-to-afas').map((one) =>
      'documentType' in one.config ? { ...one, config: { ...one.config, documentType } } : one,
    )
  const connectors = ['FbSales', 'FbSalesQuotation', 'FbDirectInvoice', 'FiEntries', 'Profit_Transactions']
  const redAs = async (documentType: string) => (await tested(as(documentType), { connectors })).red.toSorted()
  expect(await redAs('sales-order')).toEqual(['FbSales'])
  expect(await redAs('sales-invoice')).toEqual(['FbSales'])
  expect(await redAs('quotation')).toEqual(['FbSalesQuotation'])
  expect(await redAs('direct-invoice')).toEqual(['FbDirectInvoice'])
  expect(await redAs('financial-mutation')).toEqual(['FiEntries', 'Profit_Transactions'])
})

test('with one debtor for all orders no debtor is written', async () => {
  const connectors = ['KnSalesRelationOrg', 'KnSalesRelationPer']
  const fixed = (defaultDebtor: string) =>
    nodesOf('orders-to-afas').map((one) => ({ ...one, config: { ...one.config, defaultDebtor } }))
  expect((await tested(fixed('20001'), { connectors })).red).toEqual([])
  expect((await tested(fixed(''), { connectors })).red.toSorted()).toEqual(connectors)
})

test('what a flow on the connection needs fails the test, with the flow that needs it', async () => {
  const connectors = ['Koppel_Contacts', 'Koppel_Debtors', 'KnSalesRelationPer']
  const { red, of } = await tested(nodesOf('orders-to-afas'), { connectors })
  expect(red.toSorted()).toEqual(['KnSalesRelationPer', 'Koppel_Debtors'])
  expect(of('Koppel_Debtors')).toMatchObject({
    detail: expect.stringContaining('Orders to AFAS'),
    advice: expect.stringContaining('app connector'),
  })
  expect((await tested(nodesOf('orders-to-afas', 'customers-to-shopify'), { connectors })).red).toContain(
    'Koppel_Contacts',
  )
  expect((await tested([], { connectors })).red).toEqual([])
})

test('a missing field is named, and fails where the connector is used', async () => {
  const fields = ['Koppel_Debtors.Email', 'Koppel_Stock.Reserved', 'Koppel_Debtors.Remark']
  const { red, of } = await tested(nodesOf('orders-to-afas'), { fields })
  expect(red).toEqual(['Koppel_Debtors'])
  expect(of('Koppel_Debtors')?.detail).toBe('The get-connector Koppel_Debtors lacks Email: needed for Orders to AFAS.')
  expect(of('Koppel_Stock')?.detail).toContain('lacks Reserved: needed for Stock to Shopify, Products to Shopify')
})

test('a connector of somebody’s own is looked for under its own name', async () => {
  const own = nodesOf('orders-to-afas').map((one) => ({
    ...one,
    config: { ...one.config, connector: 'Mijn_Debiteuren' },
  }))
  expect((await tested(own)).of('Mijn_Debiteuren')).toMatchObject({ ok: false })
})

test('a connector that AFAS blocked is told in its words', async () => {
  await sandbox.faults({ match: { operation: 'Koppel_Debtors' }, kind: 'status', status: 500, rate: 1 })
  const { red } = await tested(nodesOf('orders-to-afas'))
  await sandbox.faults()
  expect(red).toEqual(['Koppel_Debtors'])
})
