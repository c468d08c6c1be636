import type { Choice } from '../sdk/connector.ts'
import type { AfasClient } from './client/client.ts'
import type { ConnectorName } from './client/metainfo.ts'
import { distinct, fieldChoices, hasConnector } from './client/choices.ts'
import { textField, type Row } from './client/rows.ts'
import { KOPPEL } from './koppel.ts'
import { productPicks } from './product/picks.ts'

type Pick = (client: AfasClient, signal: AbortSignal) => Promise<readonly Choice[]>

const PAGE = 1000
/** Longer lists are searched by typing a code; nobody waits for all of it. */
const MOST = 5000

/** Lists for form fields, read from the live environment. A list that AFAS does not give is empty: people can type. */
export const picks: Readonly<Record<string, Pick>> = {
  'afas.get-connectors': async (client, signal) => (await client.metainfo(signal)).getConnectors.map(choiceOf),
  'afas.update-connectors': async (client, signal) => (await client.metainfo(signal)).updateConnectors.map(choiceOf),
  'afas.administrations': async (client, signal) => {
    const rows = await table(client, 'Profit_Administrations', 'AdminId', ['AdminNm'], signal)
    return rows.map((row) => ({ ...row, value: Number(row.value) }))
  },
  'afas.warehouses': (client, signal) => table(client, 'Profit_Warehouses', 'Warehouse', ['Description'], signal),
  'afas.accounts': (client, signal) => table(client, 'Profit_Accounts', 'Account', ['Description'], signal),
  'afas.cost-centres': (client, signal) => table(client, 'Profit_CostCentre', 'CostCentre', ['Description'], signal),
  'afas.cost-units': (client, signal) => table(client, 'Profit_CostCarrier', 'CostCarrier', ['Description'], signal),
  'afas.vat-codes': (client, signal) => table(client, 'Profit_VAT_code', 'VatCode', ['Description'], signal),
  'afas.article-groups': (client, signal) =>
    table(client, 'Profit_ArticleGroups', 'Artikelgroep', ['Omschrijving'], signal),
  'afas.journals': (client, signal) => table(client, 'Profit_Journals', 'JournalId', ['Description'], signal),
  'afas.languages': (client, signal) => table(client, 'Profit_Languages', 'Taalcode', ['Taal'], signal),
  'afas.currencies': (client, signal) => table(client, 'Profit_Currency', 'CurrencyId', ['Currency'], signal),
  'afas.articles': (client, signal) => table(client, 'Koppel_Articles', 'ItemCode', ['Description'], signal),
  ...productPicks,
  'afas.payment-conditions': (client, signal) => fieldValues(client, 'FbSales', 'PaCd', signal),
  'afas.payment-methods': (client, signal) => fieldValues(client, 'FbSales', 'PaTp', signal),
  'afas.vat-duties': (client, signal) => fieldValues(client, 'FbSales', 'VaDu', signal),
  'afas.delivery-conditions': (client, signal) => fieldValues(client, 'FbSales', 'DeCo', signal),
  // AFAS describes few of these lists; what its documents and debtors have is known even so.
  'afas.transporters': async (client, signal) => {
    const { connector, carrier, carrierName } = KOPPEL.shipments
    return orElse(await fieldValues(client, 'FbSales', 'TrPt', signal), () =>
      distinct(client, connector, carrier, carrierName, signal),
    )
  },
  'afas.customer-types': async (client, signal) => {
    const { connector, classification } = KOPPEL.debtors
    return orElse(await fieldValues(client, 'KnSalesRelationOrg', 'VaTp', signal), () =>
      distinct(client, connector, classification, classification, signal),
    )
  },
  'afas.debtor-fields': (client, signal) => fieldChoices(client, KOPPEL.debtors.connector, signal),
  'afas.debtors': (client, signal) =>
    table(client, KOPPEL.debtors.connector, KOPPEL.debtors.number, [KOPPEL.debtors.name], signal),
}

async function orElse(first: readonly Choice[], other: () => Promise<readonly Choice[]>): Promise<readonly Choice[]> {
  return first.length > 0 ? first : other()
}

function choiceOf(name: ConnectorName): Choice {
  return { value: name.id, label: name.id === name.description ? name.id : `${name.description} (${name.id})` }
}

async function table(
  client: AfasClient,
  connector: string,
  value: string,
  labels: readonly string[],
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  if (!(await hasConnector(client, connector, signal))) return []
  const rows: Row[] = []
  for await (const page of client.pages(connector, { order: value, take: PAGE }, signal)) {
    rows.push(...page)
    if (rows.length >= MOST) break
  }
  return rows.map((row) => {
    const code = textField(row, value)
    const words = labels.map((label) => textField(row, label)).filter((word) => word !== '')
    return { value: code, label: words.length > 0 ? `${code}  ${words.join(' ')}` : code }
  })
}

async function fieldValues(
  client: AfasClient,
  connector: string,
  id: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const { fields } = await client.updateSchema(connector, signal)
  const values = fields.find((field) => field.id === id)?.values ?? []
  return values.map((one) => ({
    value: one.id,
    label: one.description === one.id ? one.id : `${one.id}  ${one.description}`,
  }))
}
