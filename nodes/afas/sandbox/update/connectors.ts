import { vatCodes } from '../lists.ts'
import { productGroupLines, productGroups, salesPrices } from './article-parts.ts'
import { articles } from './articles.ts'
import type { Made, WriteContext } from './context.ts'
import { Debtors } from './debtors.ts'
import { deliveryNotes } from './delivery-notes.ts'
import type { Element } from './element.ts'
import { Entries } from './entries.ts'
import { contacts, relations } from './relations.ts'
import { SalesDocuments } from './sales-document.ts'

export type Keys = Readonly<Record<string, string>>

/** What an update-connector does here. What it lacks is refused, never done by halves. */
export interface UpdateConnector {
  readonly insert?: (context: WriteContext, element: Element) => Made
  readonly update?: (context: WriteContext, element: Element) => Made
  readonly delete?: (context: WriteContext, keys: Keys) => void
  /** POST to `/connectors/{id}/{sub-object}`: new rows under an object that exists. */
  readonly insertRows?: Readonly<Record<string, (context: WriteContext, element: Element) => Made>>
  readonly deleteRow?: Readonly<Record<string, (context: WriteContext, keys: Keys, rowKeys: Keys) => void>>
}

function salesConnector(kind: 'FbSales' | 'FbSalesQuotation' | 'FbDirectInvoice'): UpdateConnector {
  const documents = new SalesDocuments(kind)
  return {
    insert: (context, element) => documents.insert(context, element),
    update: (context, element) => documents.update(context, element),
    delete: (context, keys) => documents.delete(context, keys),
    insertRows: { [`${kind}Lines`]: (context, element) => documents.insertLines(context, element) },
    deleteRow: { [`${kind}Lines`]: (context, keys, rowKeys) => documents.deleteLine(context, keys, rowKeys) },
  }
}

function debtorConnector(object: 'KnOrganisation' | 'KnPerson'): UpdateConnector {
  const debtors = new Debtors(object)
  return {
    insert: (context, element) => debtors.insert(context, element),
    update: (context, element) => debtors.update(context, element),
    delete: (context, keys) => debtors.delete(context, keys),
  }
}

const entries = new Entries(vatCodes)

const relationConnector: UpdateConnector = { ...relations, insertRows: { KnContact: relations.insertContacts } }

export const updateConnectors: Readonly<Record<string, UpdateConnector>> = {
  FbSales: salesConnector('FbSales'),
  FbSalesQuotation: salesConnector('FbSalesQuotation'),
  FbDirectInvoice: salesConnector('FbDirectInvoice'),
  FbDeliveryNote: deliveryNotes,
  FiEntries: { insert: (context, element) => entries.insert(context, element) },
  KnSalesRelationOrg: debtorConnector('KnOrganisation'),
  KnSalesRelationPer: debtorConnector('KnPerson'),
  KnOrganisation: relationConnector,
  KnPerson: relationConnector,
  KnContact: { update: contacts.update },
  FbItemArticle: articles,
  FbSalesPrice: salesPrices,
  FbProductGroup: productGroups,
  FbProductGroupLines: productGroupLines,
}
