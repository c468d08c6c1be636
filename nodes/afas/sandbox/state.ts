import type { SandboxDatabase } from './database.ts'

interface DocumentRow {
  readonly id: number
  readonly kind: string
  readonly number: string
  readonly status: string
  readonly debtor: string
  readonly excl: number
  readonly vat: number
  readonly incl: number
  readonly fields: string
  readonly created: string
  readonly modified: string
}

interface LineRow {
  readonly document: number
  readonly guid: string
  readonly delivered: number
  readonly amount: number
  readonly vat_rate: number
  readonly fields: string
}

/** What a person would find in Profit, for looking at and for counting in. */
export interface StateDocument {
  readonly id: string
  readonly debtor: string
  readonly status: string
  readonly totalExcl: number
  readonly vat: number
  readonly totalIncl: number
  readonly created: string
  readonly modified: string
  readonly fields: unknown
  readonly lines: {
    readonly guid: string
    readonly delivered: number
    readonly amount: number
    readonly vatRate: number
    readonly fields: unknown
  }[]
}

const kinds = ['FbSales', 'FbSalesQuotation', 'FbDirectInvoice', 'FbDeliveryNote', 'FiEntries', 'invoices'] as const

function documentsOf(db: SandboxDatabase): Record<string, StateDocument[]> {
  const documents: Record<string, StateDocument[]> = Object.fromEntries(kinds.map((kind) => [kind, []]))
  const byId = new Map<number, StateDocument>()
  for (const row of db.each<DocumentRow>('SELECT * FROM document ORDER BY id')) {
    const document: StateDocument = {
      id: row.number,
      debtor: row.debtor,
      status: row.status,
      totalExcl: row.excl / 100,
      vat: row.vat / 100,
      totalIncl: row.incl / 100,
      created: row.created,
      modified: row.modified,
      fields: JSON.parse(row.fields),
      lines: [],
    }
    documents[row.kind]?.push(document)
    byId.set(row.id, document)
  }
  for (const row of db.each<LineRow>('SELECT * FROM line ORDER BY document, sequence')) {
    byId.get(row.document)?.lines.push({
      guid: row.guid,
      delivered: row.delivered,
      amount: row.amount / 100,
      vatRate: row.vat_rate,
      fields: JSON.parse(row.fields),
    })
  }
  return documents
}

interface DebtorRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly email: string | null
  readonly bcco: string
  readonly blocked: number
  readonly contact: string | null
  readonly contactEmail: string | null
  readonly contactBcco: string | null
  readonly contacts: string
  readonly fields: string
  readonly address: string | null
}

function debtorsOf(db: SandboxDatabase): object[] {
  const rows = db.all<DebtorRow>(
    `SELECT d.number AS id, r.kind, r.name, d.email, r.number AS bcco, d.blocked, p.name AS contact,
       coalesce(c.email, p.email) AS contactEmail, p.number AS contactBcco, d.fields,
       (SELECT json_group_array(json_object('id', k.id, 'email', coalesce(k.email, q.email)))
        FROM contact k LEFT JOIN relation q ON q.id = k.person WHERE k.owner = d.relation AND k.kind = 'PRS') AS contacts,
       CASE WHEN a.id IS NULL THEN NULL ELSE json_object('Ad', a.street, 'HmNr', a.number, 'HmAd', a.addition,
         'ZpCd', a.postal_code, 'Rs', a.city, 'CoId', a.country) END AS address
     FROM debtor d JOIN relation r ON r.id = d.relation LEFT JOIN contact c ON c.id = d.contact
       LEFT JOIN relation p ON p.id = c.person LEFT JOIN address a ON a.id = r.address
     ORDER BY d.id`,
  )
  return rows.map(({ contact, contactEmail, contactBcco, contacts, blocked, fields, address, ...row }) => ({
    ...row,
    blocked: blocked === 1,
    ...(contact === null ? {} : { contact: { name: contact, email: contactEmail, bcco: contactBcco } }),
    contacts: JSON.parse(contacts) as unknown,
    ...(address === null ? {} : { address: JSON.parse(address) as unknown }),
    fields: JSON.parse(fields) as unknown,
  }))
}

function articlesOf(db: SandboxDatabase): object[] {
  const rows = db.all<Record<string, unknown>>(
    `SELECT code AS ItCd, description AS Ds, unit AS BiUn, grp AS Grp, vat_group AS VaRc, price AS SaPrice,
       barcode AS BaCo, blocked AS Bl, dimension1 AS StD1, dimension2 AS StD2, modified FROM article ORDER BY id`,
  )
  return rows.map((row) => ({ ...row, Bl: row['Bl'] === 1 }))
}

function stockOf(db: SandboxDatabase): object[] {
  const rows = db.all<Record<string, unknown>>(
    `SELECT item AS ItCd, warehouse, dimension1, dimension2, physical, physical - held AS available, reserved,
       on_order AS onOrder FROM stock ORDER BY id`,
  )
  return rows.map(({ dimension1, dimension2, ...row }) => ({
    ...row,
    ...(dimension1 === '' ? {} : { dimension1 }),
    ...(dimension2 === '' ? {} : { dimension2 }),
  }))
}

export function stateOf(db: SandboxDatabase): object {
  return {
    environment: db.setting('environment'),
    documents: documentsOf(db),
    debtors: debtorsOf(db),
    articles: articlesOf(db),
    stock: stockOf(db),
  }
}
