import type { ConformanceCase, World } from '../sdk/conformance/case.ts'
import type { SourceRecord } from '../sdk/record.ts'
import { AfasClient } from './client/client.ts'
import { checkArticles } from './nodes/check-articles.ts'
import { debtors } from './nodes/debtors.ts'
import { ensureDebtor } from './nodes/ensure-debtor.ts'
import { findDocument } from './nodes/find-document.ts'
import { get } from './nodes/get.ts'
import { lookUp } from './nodes/look-up.ts'
import { products } from './nodes/products.ts'
import { missingStock } from './nodes/missing-stock.ts'
import { stock } from './nodes/stock.ts'
import { shipments } from './nodes/shipments.ts'
import { update } from './nodes/update.ts'
import { writeEntry } from './nodes/write-entry.ts'
import { writeOrder } from './nodes/write-order.ts'

const records = ({ orders }: World) => orders
const DOCUMENTS = 6

/** Documents as a mapping makes them, on a debtor that the sandbox has, under references of their own. */
function documents({ articles }: World, prefix: string, root = 'FbSales'): readonly SourceRecord[] {
  const sold = articles
    .map((row) => row.data as Record<string, unknown>)
    .filter((row) => row['Blocked'] !== true && row['Dimension1'] === null)
    .slice(0, DOCUMENTS)
  return sold.map((article, at) => {
    const key = `#${prefix}${at + 1}`
    const Fields = { DbId: '20001', RfCs: key, OrDa: '2026-11-24', InVa: true, CuId: 'EUR' }
    const line = { VaIt: '2', ItCd: article['ItemCode'], BiUn: article['Unit'], QuUn: at + 1, Upri: 12.5 }
    const Objects = { [`${root}Lines`]: { Element: [{ Fields: line }] } }
    return { identity: key, key, keys: [], data: { [root]: { Element: { Fields, Objects } } } }
  })
}

/** Journal entries as a mapping makes them: the VAT lines get their account of AFAS. */
function entries(prefix: string): readonly SourceRecord[] {
  return Array.from({ length: DOCUMENTS }, (_, at) => {
    const key = `#${prefix}${at + 1}`
    const common = { EnDa: '2026-11-24', BpDa: '2026-11-24', BpNr: key }
    const net = 100 * (at + 1)
    const lines = [
      { VaAs: '2', AcNr: '20001', AmDe: net * 1.21, AmCr: 0 },
      { VaAs: '1', AcNr: '8000', AmDe: 0, AmCr: net, VaId: '1' },
      { VaAs: '1', AmDe: 0, AmCr: net * 0.21, VaId: '1' },
    ]
    const Element = lines.map((line) => ({ Fields: { ...common, ...line } }))
    const Fields = { Year: 2026, Peri: 11, UnId: 1, JoCo: '70' }
    return {
      identity: key,
      key,
      keys: [],
      data: { FiEntryPar: { Element: { Fields, Objects: { FiEntries: { Element } } } } },
    }
  })
}

/** Packing slips, of which AFAS starts without any. */
async function makeSlips(client: unknown, world: World): Promise<void> {
  if (!(client instanceof AfasClient)) throw new Error('slips are made with a client of AFAS')
  for (const { data } of documents(world, 'S', 'FbDeliveryNote')) await client.insert('FbDeliveryNote', data)
}

export const afasCases: readonly ConformanceCase[] = [
  { node: get, config: { pageSize: 20 } },
  { node: products, config: { pageSize: 20 } },
  { node: debtors, config: { pageSize: 20 } },
  { node: stock, config: { pageSize: 20 } },
  {
    node: missingStock,
    config: { value: 'ItemCode' },
    records: ({ articles }) => [...articles, { identity: 'no', key: 'no', keys: [], data: { ItemCode: 'NO-SUCH' } }],
  },
  { node: findDocument, records },
  { node: checkArticles, records },
  { node: lookUp, config: { value: 'lineItems.sku', many: true, fields: ['HsCode'], notFound: 'skip' }, records },
  { node: ensureDebtor, config: { controlAccount: '1400' }, records, writes: true },
  { node: writeOrder, records: (world) => documents(world, 'W'), writes: true },
  { node: writeEntry, records: () => entries('E'), writes: true },
  {
    node: update,
    config: {
      connector: 'FbSales',
      operation: 'web-order',
      find: {
        connector: 'Koppel_Orders',
        field: 'Reference',
        value: 'FbSales.Element.Fields.RfCs',
        numberField: 'OrderNumber',
      },
    },
    records: (world) => documents(world, 'U'),
    writes: true,
  },
  { node: shipments, config: { pageSize: 2 }, before: makeSlips },
]
