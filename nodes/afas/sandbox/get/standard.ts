import type { AfasSchema, FieldType } from '../../schema/schema.ts'
import { groupWords } from '../../../sdk/sandbox/world-names.ts'
import {
  accounts,
  administrations,
  classifications,
  costCentres,
  costUnits,
  countries,
  currencies,
  journals,
  languages,
  paymentConditions,
  paymentMethods,
  salesChannels,
  statuses,
  transporters,
  vatCodes,
  warehouseList,
  type Listed,
} from '../lists.ts'
import type { Column, ColumnType, GetConnector } from './definition.ts'

/** A standard connector over the sandbox's own tables. Fields that are not named give null: the sandbox has none. */
interface Source {
  readonly from: string
  readonly row: string
  readonly sql: Readonly<Record<string, string>>
  readonly dates?: readonly string[]
  readonly times?: readonly string[]
}

const blank =
  "nullif(trim(coalesce(a.street, '') || ' ' || coalesce(a.number, '') || ' ' || coalesce(a.addition, '')), '')"
const cityLine = "nullif(trim(coalesce(a.postal_code, '') || '  ' || coalesce(a.city, '')), '')"

const sources: Readonly<Record<string, Source>> = {
  Profit_Article: {
    from: 'article i',
    row: 'i.id',
    times: ['CreateDate', 'ModifiedDate'],
    sql: {
      ItemCode: 'i.code',
      Description: 'i.description',
      ExtraDescription: 'i.extra',
      UnitId: 'i.unit',
      Factor: '1',
      ArtGroup: 'i.grp',
      Blocked: 'i.blocked',
      Barcode: 'i.barcode',
      VATGroup: 'i.vat_group',
      ItemSortCode: "'2'",
      ItemTypeCode: "CASE WHEN i.dimension2 IS NOT NULL THEN '4' WHEN i.dimension1 IS NOT NULL THEN '3' ELSE '0' END",
      Stock: '1',
      BitDecimals: '0',
      StockDimId1: 'i.dimension1',
      StockDimId2: 'i.dimension2',
      CreateDate: 'i.created',
      ModifiedDate: 'i.modified',
    },
  },
  Profit_Article_Basic: {
    from: 'article i',
    row: 'i.id',
    times: ['CreateDate', 'DateModified'],
    sql: {
      ItemCode: 'i.code',
      Description: 'i.description',
      UnitId: 'i.unit',
      ArtGroup: 'i.grp',
      Blocked: 'i.blocked',
      VATgroup: 'i.vat_group',
      BasicSalesPrice: 'i.price',
      StockActual: '(SELECT ifnull(sum(s.physical), 0) FROM stock s WHERE s.item = i.code)',
      CreateDate: 'i.created',
      DateModified: 'i.modified',
    },
  },
  Profit_Barcode_per_Item: {
    from: `(SELECT code AS item, unit, barcode, NULL AS dimension1, NULL AS dimension2, id FROM article WHERE barcode IS NOT NULL
      UNION ALL SELECT d.item, i.unit, d.barcode, d.dimension1, nullif(d.dimension2, ''), 1000000000 + d.id
      FROM article_dimension d JOIN article i ON i.code = d.item) b`,
    row: 'b.id',
    sql: {
      ItemType: "'2'",
      ItemCode: 'b.item',
      UnitId: 'b.unit',
      BarcodeType: "'3'",
      Barcode: 'b.barcode',
      StockDimCode1: 'b.dimension1',
      StockDimCode2: 'b.dimension2',
    },
  },
  Profit_Unit_per_Item: {
    from: 'article i',
    row: 'i.id',
    sql: { ItemType: "'2'", ItemCode: 'i.code', UnitId: 'i.unit', Amount: '1', BasicItem: '1' },
  },
  Profit_Stock_per_Warehouse: {
    from: 'stock s JOIN article i ON i.code = s.item',
    row: 's.id',
    sql: {
      Basisartikeltype_code: "'2'",
      Item_code: 's.item',
      In_stock: 's.physical',
      Unit: 'i.unit',
      Stock_level_code: 's.warehouse',
    },
  },
  Profit_Debtor: {
    from: 'debtor d JOIN relation r ON r.id = d.relation LEFT JOIN address a ON a.id = r.address',
    row: 'd.id',
    times: ['CreateDate', 'ModifiedDate'],
    sql: {
      DebtorId: 'd.number',
      DebtorName: 'r.name',
      BcCo: 'r.number',
      SearchName: "json_extract(r.fields, '$.SeNm')",
      AdressLine1: blank,
      AdressLine3: cityLine,
      AdressLine4: 'a.country',
      TelNr: 'r.phone',
      Email: 'r.email',
      VatNr: "json_extract(d.fields, '$.VaId')",
      ChOfCommNr: 'r.coc',
      CollectAccount: "json_extract(d.fields, '$.ColA')",
      PayCon: "json_extract(d.fields, '$.PaCd')",
      VatDuty: "json_extract(d.fields, '$.VaDu')",
      Blocked: 'd.blocked',
      CreditLimit: "json_extract(d.fields, '$.Krli')",
      CurrencyId: "json_extract(d.fields, '$.CuId')",
      AutoPayment: "ifnull(json_extract(d.fields, '$.AuPa'), 0)",
      CreateDate: 'd.created',
      ModifiedDate: 'd.modified',
    },
  },
  Profit_OrgPer: {
    from: 'relation r LEFT JOIN address a ON a.id = r.address',
    row: 'r.id',
    dates: ['DateBirth'],
    sql: {
      BcCo: 'r.number',
      Type: "CASE r.kind WHEN 'person' THEN 'Persoon' ELSE 'Organisatie' END",
      Name: 'r.name',
      SearchName: "json_extract(r.fields, '$.SeNm')",
      AdressLine1: blank,
      AdressLine3: cityLine,
      AdressLine4: 'a.country',
      TelWork: 'r.phone',
      MailWork: "json_extract(r.fields, '$.EmAd')",
      Homepage: "json_extract(r.fields, '$.HoPa')",
      Note: "json_extract(r.fields, '$.Re')",
      ChOfCommNr: 'r.coc',
      DateBirth: "json_extract(r.fields, '$.DaBi')",
      BSN: "json_extract(r.fields, '$.SoSe')",
    },
  },
  Profit_Contacts: {
    from: `contact c JOIN relation o ON o.id = c.owner LEFT JOIN relation p ON p.id = c.person
      LEFT JOIN address a ON a.id = c.address`,
    row: 'c.id',
    times: ['CreateDate', 'ModifiedDate'],
    sql: {
      Type: 'c.kind',
      ContactId: 'c.id',
      Name: 'coalesce(p.name, o.name)',
      OrgNumber: "CASE o.kind WHEN 'organisation' THEN o.number END",
      PerNumber: 'p.number',
      Blocked: "ifnull(json_extract(c.fields, '$.Bl'), 0)",
      AddressLine1: blank,
      AddressLine3: cityLine,
      AddressLine4: 'a.country',
      TelWork: "coalesce(json_extract(c.fields, '$.TeNr'), p.phone)",
      MobWork: "coalesce(json_extract(c.fields, '$.MbNr'), p.mobile)",
      MailWork: 'coalesce(c.email, p.email)',
      FullName: 'p.name',
      Gender: "json_extract(p.fields, '$.ViGe')",
      MailPrivate: "json_extract(p.fields, '$.EmA2')",
      CreateDate: 'c.created',
      ModifiedDate: 'c.modified',
    },
  },
  Profit_Deliveryaddress: {
    from: `(SELECT r.id * 2 AS id, r.id AS relation, r.address AS address, 'B' AS kind, r.modified FROM relation r WHERE r.address IS NOT NULL
      UNION ALL SELECT c.id * 2 + 1, c.owner, c.address, 'AFL', c.modified FROM contact c WHERE c.kind = 'AFL' AND c.address IS NOT NULL) v
      JOIN relation r ON r.id = v.relation JOIN address a ON a.id = v.address LEFT JOIN debtor d ON d.relation = r.id`,
    row: 'v.id',
    times: ['Gewijzigd_op', 'Gewijzigd_op_2'],
    sql: {
      OrgId: 'r.number',
      Bedrijf: 'r.name',
      Tel: 'r.phone',
      Mail: 'r.email',
      Gewijzigd_op: 'r.modified',
      Gewijzigd_op_2: 'v.modified',
      Is_debiteur: 'd.id IS NOT NULL',
      Adres_ID: 'a.id',
      Adrestype_code: 'v.kind',
      A_Straat: 'a.street',
      A_Huisnummer: 'a.number',
      'A_Toev_Huisnr.': 'a.addition',
      A_Postcode: 'a.postal_code',
      A_Woonplaats: 'a.city',
      Adrestype_code_2: 'v.kind',
      A_Land: 'a.country',
      DebiteurID: 'd.number',
    },
  },
  Profit_Address: {
    from: 'address a',
    row: 'a.id',
    times: ['CreateDate', 'ModifiedDate'],
    sql: {
      AddressId: 'a.id',
      AddressLine: blank,
      PoBox: 'ifnull(a.po_box, 0)',
      AddressAdd: 'a.before',
      Address: 'a.street',
      Number: 'a.number',
      NumberAdd: 'a.addition',
      ZipCode: 'a.postal_code',
      Recidence: 'a.city',
      Country: 'a.country',
      Addition: 'a.extra',
      CreateDate: 'a.created',
      ModifiedDate: 'a.modified',
    },
  },
  Profit_Salesorders: {
    from: 'document d',
    row: 'd.id',
    dates: ['OrderDate'],
    sql: {
      Ordersoort:
        "CASE d.kind WHEN 'FbSales' THEN 'Verkooporder' WHEN 'FbSalesQuotation' THEN 'Offerte' ELSE 'Directe factuur' END",
      OrderNumber: 'd.number',
      Status: 'd.status',
      OrderDate: 'd.date',
      DebtorId: 'd.debtor',
      CurrencyId: 'd.currency',
      CustomerReference: 'd.reference',
      Gross: '(d.excl + d.discount) / 100.0',
      Discount: 'd.discount / 100.0',
      TotalAmount: 'd.excl / 100.0',
      VAT: 'd.vat / 100.0',
      InvoiceTotal: 'd.incl / 100.0',
      Quantity: '(SELECT sum(l.quantity) FROM line l WHERE l.document = d.id)',
    },
  },
  Profit_SalesorderLines: {
    from: "line l JOIN document d ON d.id = l.document AND d.kind = 'FbSales'",
    row: 'l.id',
    dates: ['OrderDate'],
    times: ['CreateDate', 'ModifiedDate'],
    sql: {
      OrderNumber: 'd.number',
      Status: 'd.status',
      OrderDate: 'd.date',
      DebtorId: 'd.debtor',
      CurrencyId: 'd.currency',
      CustomerReference: 'd.reference',
      SeqNo: 'l.sequence',
      LineStatusCode:
        "CASE WHEN l.delivered = 0 THEN '1' WHEN abs(l.delivered) < abs(l.quantity) THEN '2' ELSE '3' END",
      LineGuid: 'l.guid',
      ItemTypeCode: 'l.item_type',
      ItemCodeId: 'l.item',
      Description: "json_extract(l.fields, '$.Ds')",
      UnitId: "json_extract(l.fields, '$.BiUn')",
      PiecePerUnit: 'l.quantity',
      PricePerUnit: 'l.price',
      AmtRowDiscount: 'l.discount / 100.0',
      PriceNet: 'CASE l.quantity WHEN 0 THEN 0 ELSE l.amount / 100.0 / l.quantity END',
      AmtTotal: 'l.amount / 100.0',
      CreateDate: 'l.created',
      ModifiedDate: 'l.modified',
    },
  },
}

type Row = Readonly<Record<string, string | number | boolean | null>>

/** Code tables that a person looks up by number: payment methods, sales channels, classifications, status. */
function codeTables(): Row[] {
  const table = (name: string, list: readonly Listed[]): Row[] =>
    list.map(({ code, title }) => ({ SyId: 'Profit', CtId: name, VaIi: code, VaId: code, Ds: title, Bl: false }))
  return [
    ...table('Betalingsvoorwaarde', paymentConditions),
    ...table('Betaalwijze', paymentMethods),
    ...table('Verkoopkanaal', salesChannels),
    ...table('Klanttype', classifications),
    ...table('Orderstatus', statuses),
    ...table('Vervoerder', transporters),
    ...table('Leveringsconditie', [
      { code: '0', title: 'Deellevering toestaan' },
      { code: '1', title: 'Regel volledig uitleveren' },
      { code: '2', title: 'Order volledig uitleveren' },
      { code: '3', title: 'Geen backorders leveren' },
    ]),
  ]
}

const changed = '2026-01-05T08:12:34.000'

const rows: Readonly<Record<string, () => Row[]>> = {
  Profit_Administrations: () =>
    administrations.map((one) => ({ AdminId: one.id, AdminNm: one.title, AdminCd: one.code })),
  Profit_Warehouses: () =>
    warehouseList.map(({ code, title }) => ({
      Warehouse: code,
      Description: title,
      UnitIdFin: 1,
      Blocked: false,
      Name: title,
      CountryId: 'NL',
      CreateDate: changed,
      ModifiedDate: changed,
    })),
  Profit_VAT_code: () =>
    vatCodes.map(({ code, title, rate }) => ({
      VatCode: code,
      Description: title,
      AccountNr: rate === 0 ? null : rate > 15 ? '1510' : '1520',
      VatPerc: rate,
      VatDuty: '1',
      Blocked: false,
      VatMethod: 'E',
      VatType: 'V',
    })),
  ProfitCountries: () => countries.map(({ code, title }) => ({ CoId: code, Co: title })),
  Profit_CostCentre: () =>
    costCentres.map(({ code, title }) => ({
      EmployerId: '1',
      CostCentre: code,
      Description: title,
      Blocked: false,
      ModifiedDate: changed,
    })),
  Profit_CostCarrier: () =>
    costUnits.map(({ code, title }) => ({
      EmployerId: '1',
      CostCarrier: code,
      Description: title,
      Blocked: false,
      ModifiedDate: changed,
    })),
  Profit_Accounts: () =>
    accounts.map(({ code, title, kind, vat, axes }) => ({
      Account: code,
      Description: title,
      Type: kind,
      Blocked: false,
      CollectAccount: code === '1300' || code === '1400',
      VatAllowed: vat !== '',
      VatCode: vat || null,
      DimAx1: axes ? '1' : null,
    })),
  Profit_Journals: () =>
    journals.map(({ code, title, kind }) => ({
      UnitId: 1,
      JournalId: code,
      Description: title,
      JournalType: kind,
      Blocked: false,
    })),
  Profit_Currency: () =>
    currencies.map(({ code, title }) => ({
      CurrencyId: code,
      Currency: title,
      Exchange_Rate: 1,
      StartDate: changed,
      DailyRate: 1,
    })),
  Profit_Languages: () =>
    languages.map(({ code, title }) => ({
      Taalcode: code,
      Taal: title,
      ISO_taalcode: code.toLowerCase(),
      ISO_taal: title,
    })),
  Profit_ArticleGroups: () => groupWords.map(({ code, title }) => ({ Artikelgroep: code, Omschrijving: title })),
  ProfitCodeTableValue: codeTables,
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

function rowsAsSource(list: readonly Row[]): Source {
  const names = new Set(list.flatMap((row) => Object.keys(row)))
  const sql = Object.fromEntries([...names].map((name) => [name, `json_extract(v.value, '$.${name}')`]))
  const times = [...names].filter((name) => name.endsWith('Date'))
  return { from: `json_each(${quoted(JSON.stringify(list))}) v`, row: 'v.key', sql, times }
}

const plainTypes: Readonly<Record<FieldType, ColumnType>> = {
  string: 'string',
  int: 'int',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  blob: 'string',
}

function columnOf(source: Source, id: string, type: FieldType, label: string): Column {
  const time = source.times?.includes(id) ? 'datetime' : undefined
  const date = source.dates?.includes(id) ? 'date' : undefined
  return { id, label, type: time ?? date ?? plainTypes[type], sql: source.sql[id] ?? 'NULL' }
}

/** The standard connectors that this environment can fill, with the columns as AFAS publishes them. */
export function standardConnectors(published: AfasSchema['gets']): GetConnector[] {
  return Object.entries(published).flatMap(([id, { label, fields }]) => {
    const source = sources[id] ?? (rows[id] ? rowsAsSource(rows[id]()) : undefined)
    if (!source) return []
    const columns = Object.entries(fields).map(([name, field]) => columnOf(source, name, field.type, field.label))
    return [{ id, description: label, from: source.from, row: source.row, columns }]
  })
}
