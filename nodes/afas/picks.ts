import type { Choice } from '../sdk/connector.ts'
import type { AfasClient } from './client/client.ts'
import type { ConnectorName } from './client/metainfo.ts'
import { textField } from './client/rows.ts'
import { productPicks } from './product/picks.ts'

type Pick = (client: AfasClient, signal: AbortSignal) => Promise<readonly Choice[]>

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
  'afas.transporters': (client, signal) => fieldValues(client, 'FbSales', 'TrPt', signal),
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
  const { getConnectors } = await client.metainfo(signal)
  if (!getConnectors.some((one) => one.id.toLowerCase() === connector.toLowerCase())) return []
  const rows = await client.rows(connector, { order: value, take: 500 }, signal)
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
