import type { Choice } from '../../sdk/connector.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition } from '../client/filter.ts'
import { textField } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'

type Pick = (client: AfasClient, signal: AbortSignal) => Promise<readonly Choice[]>

/** More than anybody scrolls through; beyond, people type. */
const MOST = 100
const { articles, articleCategories, prices } = KOPPEL

/** Choices for products, read from the live environment. */
export const productPicks: Readonly<Record<string, Pick>> = {
  'afas.article-fields': async (client, signal) => {
    if (!(await has(client, articles.connector, signal))) return []
    const fields = await client.getFields(articles.connector, signal)
    return fields.map(({ id, label }) => ({ value: id, label: label === id ? id : `${label} (${id})` }))
  },
  'afas.assortments': (client, signal) =>
    distinct(client, articles.connector, articles.assortment, 'AssortmentTitle', signal),
  'afas.categories': (client, signal) =>
    distinct(client, articleCategories.connector, articleCategories.category, articleCategories.title, signal),
  'afas.price-lists': (client, signal) =>
    distinct(client, prices.connector, prices.priceList, prices.priceList, signal),
  'afas.product-options': async (client, signal) => {
    const dimensions = await Promise.all(
      [
        [articles.dimension1, articles.dimension1Title],
        [articles.dimension2, articles.dimension2Title],
      ].map(([field = '', title = '']) => distinct(client, articles.connector, field, title, signal)),
    )
    const fields = ['Colour', 'Size', 'Version'].map((field) => ({ value: field, label: field }))
    return [...new Map([...dimensions.flat(), ...fields].map((one) => [one.value, one])).values()]
  },
}

/** The values of a field that occur, each found with one small call behind the one before. */
async function distinct(
  client: AfasClient,
  connector: string,
  field: string,
  title: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  if (!(await has(client, connector, signal))) return []
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

async function has(client: AfasClient, connector: string, signal: AbortSignal): Promise<boolean> {
  const { getConnectors } = await client.metainfo(signal)
  return getConnectors.some((one) => one.id.toLowerCase() === connector.toLowerCase())
}
