import type { Choice } from '../../sdk/connector.ts'
import type { AfasClient } from './client.ts'
import type { Condition } from './filter.ts'
import { textField } from './rows.ts'

/** More than anybody scrolls through; beyond, people type. */
const MOST = 100

/** The values of a field that occur, each found with one small call behind the one before. */
export async function distinct(
  client: AfasClient,
  connector: string,
  field: string,
  title: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  if (!(await hasConnector(client, connector, signal))) return []
  const found: Choice[] = []
  let after: Condition = { field, operator: 'not-empty', value: '' }
  while (found.length < MOST) {
    const [row] = await client.rows(connector, { filter: [[after]], order: field, skip: 0, take: 1 }, signal)
    const value = row ? textField(row, field) : ''
    if (!row || value === '') break
    const words = textField(row, title)
    found.push({ value, label: words === '' || words === value ? value : `${value}  ${words}` })
    after = { field, operator: 'above', value }
  }
  return found
}

/** The fields of a get-connector; none where the app connector does not have it. */
export async function fieldChoices(
  client: AfasClient,
  connector: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  if (!(await hasConnector(client, connector, signal))) return []
  const fields = await client.getFields(connector, signal)
  return fields.map(({ id, label }) => ({ value: id, label: label === id ? id : `${label} (${id})` }))
}

export async function hasConnector(client: AfasClient, connector: string, signal: AbortSignal): Promise<boolean> {
  const { getConnectors } = await client.metainfo(signal)
  return getConnectors.some((one) => one.id.toLowerCase() === connector.toLowerCase())
}
