/** Koppel's own get-connectors, which people import into AFAS; `guide/koppel-connectors.json` has their fields. */
export const KOPPEL = {
  orders: {
    connector: 'Koppel_Orders',
    number: 'OrderNumber',
    reference: 'Reference',
    kind: 'DocumentType',
    debtor: 'DebtorId',
    date: 'OrderDate',
    administration: 'Administration',
    warehouse: 'Warehouse',
    currency: 'Currency',
  },
  orderLines: {
    connector: 'Koppel_OrderLines',
    number: 'OrderNumber',
    guid: 'LineGuid',
    sequence: 'SequenceNumber',
    type: 'ItemType',
    code: 'ItemCode',
    unit: 'Unit',
    quantity: 'Quantity',
    price: 'Price',
    warehouse: 'Warehouse',
  },
  debtors: {
    connector: 'Koppel_Debtors',
    number: 'DebtorId',
    email: 'Email',
    kind: 'Kind',
    name: 'Name',
    firstName: 'FirstName',
    prefix: 'NamePrefix',
    lastName: 'LastName',
    bcCo: 'BcCo',
    phone: 'Phone',
    vatNumber: 'VatNumber',
    street: 'Street',
    houseNumber: 'HouseNumber',
    addition: 'HouseNumberAddition',
    postalCode: 'PostalCode',
    city: 'City',
    addressExtra: 'AddressExtra',
    country: 'Country',
    blocked: 'Blocked',
  },
  articles: {
    connector: 'Koppel_Articles',
    code: 'ItemCode',
    unit: 'Unit',
    vatGroup: 'VatGroup',
    description: 'Description',
    blocked: 'Blocked',
  },
} as const

/** What the bundled flows need; the connection test names those that are missing. */
export const GET_CONNECTORS: readonly string[] = [
  KOPPEL.orders.connector,
  KOPPEL.debtors.connector,
  KOPPEL.articles.connector,
]
export const UPDATE_CONNECTORS: readonly string[] = ['FbSales', 'KnSalesRelationOrg', 'KnSalesRelationPer']
