import type { Choice } from '../../sdk/connector.ts'
import type { AfasClient } from '../client/client.ts'
import { distinct, fieldChoices } from '../client/choices.ts'
import { KOPPEL } from '../koppel.ts'

type Pick = (client: AfasClient, signal: AbortSignal) => Promise<readonly Choice[]>

const { articles, articleCategories, prices } = KOPPEL

/** Choices for products, read from the live environment. */
export const productPicks: Readonly<Record<string, Pick>> = {
  'afas.article-fields': (client, signal) => fieldChoices(client, articles.connector, signal),
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
