import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../../flows/root.ts'
import { transporters } from '../lists.ts'
import type { Column, ColumnType, GetConnector, KoppelSource } from './definition.ts'
import { articleSources } from './koppel-articles.ts'
import { debtorSources } from './koppel-debtors.ts'

interface Described {
  readonly label: string
  readonly fields: Readonly<Record<string, { readonly type: string; readonly label: string; readonly from?: string }>>
}

const transporterNames = transporters.map(({ code, title }) => `WHEN '${code}' THEN '${title}'`).join(' ')

const sources: Readonly<Record<string, KoppelSource>> = {
  Koppel_Orders: {
    from: 'document d',
    where: "d.kind NOT IN ('FiEntries', 'invoices')",
    row: 'd.id',
    times: ['Created', 'Modified'],
    sql: {
      OrderNumber: 'd.number',
      DocumentType: 'd.kind',
      Reference: 'd.reference',
      DebtorId: 'd.debtor',
      OrderDate: 'd.date',
      Administration: 'd.unit',
      Warehouse: 'd.warehouse',
      Currency: 'd.currency',
      Status: 'd.status',
      AmountExclVat: 'd.excl / 100.0',
      AmountVat: 'd.vat / 100.0',
      AmountInclVat: 'd.incl / 100.0',
      Created: 'd.created',
      Modified: 'd.modified',
    },
  },
  Koppel_OrderLines: {
    from: 'line l JOIN document d ON d.id = l.document',
    where: "d.kind NOT IN ('FiEntries', 'invoices')",
    row: 'l.id',
    times: ['Modified'],
    sql: {
      OrderNumber: 'd.number',
      DocumentType: 'd.kind',
      Reference: 'd.reference',
      LineGuid: 'l.guid',
      SequenceNumber: 'l.sequence',
      ItemType: 'l.item_type',
      ItemCode: 'l.item',
      Description: "json_extract(l.fields, '$.Ds')",
      Unit: "json_extract(l.fields, '$.BiUn')",
      Quantity: 'l.quantity',
      QuantityDelivered: 'l.delivered',
      Price: 'l.price',
      Discount: 'l.discount / 100.0',
      Amount: 'l.amount / 100.0',
      VatGroup: 'l.vat_group',
      Warehouse: 'l.warehouse',
      Dimension1: "nullif(l.dimension1, '')",
      Dimension2: "nullif(l.dimension2, '')",
      Created: 'l.created',
      Modified: 'l.modified',
    },
  },
  Koppel_Shipments: {
    from: 'document d',
    where: "d.kind = 'FbDeliveryNote'",
    row: 'd.id',
    times: ['Created', 'Modified'],
    sql: {
      SlipNumber: 'd.number',
      OrderNumber:
        "coalesce(json_extract(d.fields, '$.SoOr'), (SELECT min(json_extract(l.fields, '$.SoOr')) FROM line l WHERE l.document = d.id))",
      Reference: 'd.reference',
      DebtorId: 'd.debtor',
      SlipDate: 'd.date',
      Administration: 'd.unit',
      Warehouse: 'd.warehouse',
      Finished: "coalesce(json_extract(d.fields, '$.RdDe'), 0)",
      Carrier: "json_extract(d.fields, '$.TrPt')",
      CarrierName: `CASE json_extract(d.fields, '$.TrPt') ${transporterNames} END`,
      Tracking: "json_extract(d.fields, '$.TrTr')",
      Created: 'd.created',
      Modified: 'd.modified',
    },
  },
  Koppel_ShipmentLines: {
    from: 'line l JOIN document d ON d.id = l.document',
    where: "d.kind = 'FbDeliveryNote'",
    row: 'l.id',
    times: ['Modified'],
    sql: {
      SlipNumber: 'd.number',
      OrderNumber: "coalesce(json_extract(l.fields, '$.SoOr'), json_extract(d.fields, '$.SoOr'))",
      Reference: `coalesce((SELECT o.reference FROM document o WHERE o.kind = 'FbSales' AND o.number =
        coalesce(json_extract(l.fields, '$.SoOr'), json_extract(d.fields, '$.SoOr'))), d.reference)`,
      SequenceNumber: 'l.sequence',
      OrderLineGuid: "json_extract(l.fields, '$.SoGu')",
      ItemType: 'l.item_type',
      ItemCode: 'l.item',
      Dimension1: "nullif(l.dimension1, '')",
      Dimension2: "nullif(l.dimension2, '')",
      Description: "json_extract(l.fields, '$.Ds')",
      Unit: "json_extract(l.fields, '$.BiUn')",
      Quantity: 'l.quantity',
      Warehouse: 'l.warehouse',
      Modified: 'd.modified',
    },
  },
  ...debtorSources,
  ...articleSources,
  Koppel_Stock: {
    from: 'stock s JOIN article i ON i.code = s.item',
    // Many a get-connector on stock leaves out what is nowhere: a trait that a person can switch on.
    where: `(s.physical <> 0 OR s.reserved <> 0 OR s.on_order <> 0
      OR NOT EXISTS (SELECT 1 FROM setting WHERE name = 'emptyStock' AND value = 'left out'))`,
    row: 's.id',
    times: ['Modified'],
    sql: {
      ItemCode: 's.item',
      Warehouse: 's.warehouse',
      Dimension1: "nullif(s.dimension1, '')",
      Dimension2: "nullif(s.dimension2, '')",
      Physical: 's.physical',
      Available: 's.physical - s.held',
      Reserved: 's.reserved',
      OnOrder: 's.on_order',
      Unit: 'i.unit',
      Modified: 's.modified',
    },
  },
}

const types: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  integer: 'int',
  int: 'int',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  'date-time': 'datetime',
}

function columnOf(source: KoppelSource, id: string, field: Described['fields'][string]): Column[] {
  const sql = source.sql[id]
  if (sql === undefined) return []
  const type = source.times.includes(id) ? 'datetime' : (types[field.type] ?? 'string')
  return [{ id, label: field.label, type, sql, ...(field.from === undefined ? {} : { fieldId: field.from }) }]
}

/** The get-connectors that Koppel asks its users to import, as the guide describes them. */
export function koppelConnectors(): GetConnector[] {
  const file = path.join(projectRoot(), 'nodes', 'afas', 'guide', 'koppel-connectors.json')
  const guide = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Described>>
  return Object.entries(guide).flatMap(([id, { label, fields }]) => {
    const source = sources[id]
    if (!source) return []
    const columns = Object.entries(fields).flatMap(([field, described]) => columnOf(source, field, described))
    const { from, row, where } = source
    return [{ id, description: label, from, row, columns, ...(where === undefined ? {} : { where }) }]
  })
}
