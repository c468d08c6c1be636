import { afterAll, beforeAll, expect, it } from 'vitest'
import { startKoppel, type Koppel } from '../testing/koppel.ts'
import { billsOf, entryDifferences, totalDifferences, type Book } from './totals-oracle.ts'

const ORDERS = process.env['VOLUME'] === '1' ? 2000 : 100
/** The rate of the shop is not what is measured here. */
const BUCKET = { size: 1_000_000, restore: 1_000_000 }
/** Paid in whatever way, and given back since. */
const STATUSES = ['PAID', 'PENDING', 'AUTHORIZED', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']

let koppel: Koppel
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
})
afterAll(() => koppel.stop())

/** Every order of a shop as one kind of document; answers what the shop says and what AFAS has. */
async function book(documentType: string, settings: object = {}) {
  const id = `as-${documentType}-${Object.keys(settings).length}`
  const seed = { seed: 31, orders: ORDERS, products: 60, customers: ORDERS / 4, bucket: BUCKET }
  await Promise.all([koppel.shop('POST', 'reset', seed), koppel.afas('POST', 'reset', seed)])
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  const given = { id, connections, settings: { documentType, statuses: STATUSES, ...settings } }
  expect((await koppel.api('POST', '/api/templates/orders-to-afas/install', given)).status).toBe(201)
  const run = await koppel.run(id, { mode: 'live' }, 600_000)
  const { documents } = await koppel.afas<{ documents: Record<string, Book[]> }>('GET', 'state')
  const codes = new Map<string, number>()
  for (const { problem } of await koppel.records(run.id)) {
    if (problem) codes.set(problem.code, (codes.get(problem.code) ?? 0) + 1)
  }
  const totals = codes.get('engine.total-differs') ?? 0
  process.stdout.write(`${documentType}: ${JSON.stringify(run.counts)} ${JSON.stringify(Object.fromEntries(codes))}\n`)
  return { run, bills: await billsOf(koppel), documents, totals }
}

it.each([
  ['sales-order', 'FbSales'],
  ['quotation', 'FbSalesQuotation'],
  ['direct-invoice', 'FbDirectInvoice'],
  ['sales-invoice', 'FbSales'],
])('an order is to the cent what the shop charged, per VAT rate: %s', async (documentType, kind) => {
  const { run, bills, documents, totals } = await book(documentType)
  const books = documents[kind] ?? []
  expect(run.problem).toBeUndefined()
  expect(books.length).toBeGreaterThan(ORDERS * 0.8)
  expect(books).toHaveLength(run.counts.created)
  expect(totalDifferences(bills, books)).toEqual([])
  expect(totals).toBe(0)
  if (documentType !== 'sales-invoice') return
  expect(totalDifferences(bills, documents['invoices'] ?? [])).toEqual([])
  expect(documents['invoices']).toHaveLength(books.length)
})

it('parks what rounds otherwise where no rounding is allowed, and books the rest exactly', async () => {
  const { bills, documents, totals } = await book('sales-order', { roundingLimit: 0 })
  expect(totals).toBeGreaterThan(0)
  expect(totalDifferences(bills, documents['FbSales'] ?? [])).toEqual([])
})

it('an order is booked to the cent, VAT by its rate, and every entry balances: financial-mutation', async () => {
  const { run, bills, documents, totals } = await book('financial-mutation')
  const entries = documents['FiEntries'] ?? []
  expect(run.problem).toBeUndefined()
  expect(totals).toBe(0)
  expect(entries).toHaveLength(run.counts.created)
  expect(entries.length).toBeGreaterThan(ORDERS * 0.8)
  expect(entryDifferences(bills, entries)).toEqual([])
})
