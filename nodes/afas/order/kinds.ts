import type { SalesDocument } from './document.ts'

/** What an order can become in AFAS, with the update-connector that takes it. */
export interface DocumentKind {
  readonly connector: string
  /** Sales order 60012466: how people call what was written. */
  readonly name: string
  /** Fields that make it this kind. */
  readonly fields: Readonly<Record<string, string>>
  /** Fields of a sales order that it does not have. */
  readonly lacks: readonly string[]
}

/**
 * Mappings are made for a sales order; the other sales documents take the same fields under their own name. AFAS has no
 * connector for sales invoices: Profit makes them out of orders. Order handling 3 is "invoice first, then deliver after
 * payment": the order stands open for delivery, and Profit's next invoicing run makes its invoice.
 */
export const SALES_KINDS = {
  'sales-order': { connector: 'FbSales', name: 'Sales order', fields: {}, lacks: [] },
  'sales-invoice': { connector: 'FbSales', name: 'Sales order to be invoiced', fields: { OrPr: '3' }, lacks: [] },
  quotation: { connector: 'FbSalesQuotation', name: 'Quotation', fields: {}, lacks: ['Fref', 'FxBl'] },
  'direct-invoice': {
    connector: 'FbDirectInvoice',
    name: 'Direct invoice',
    fields: {},
    lacks: ['TrPt', 'FxBl', 'FuOr', 'OrPr'],
  },
} as const satisfies Record<string, DocumentKind>

/** A mapped sales order as the kind of document that it is to be written as. */
export function asKind(document: SalesDocument, kind: DocumentKind): SalesDocument {
  const lacks = new Set(kind.lacks)
  const kept = Object.entries(document.fields).filter(([field]) => !lacks.has(field))
  return { ...document, root: kind.connector, fields: { ...Object.fromEntries(kept), ...kind.fields } }
}

/** The update-connector of a document type, as a node's settings have it. */
export function connectorOf(documentType: unknown): readonly string[] {
  const kind = Object.entries(SALES_KINDS).find(([name]) => name === (documentType ?? 'sales-order'))?.[1]
  return kind ? [kind.connector] : []
}
