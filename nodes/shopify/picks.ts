import type { Choice } from '../sdk/connector.ts'
import type { ShopifyClient } from './client/client.ts'
import type { DefinedOn } from './client/documents/metafield-definitions.ts'
import { COLLECTIONS, PUBLICATIONS } from './client/documents/product-places.ts'
import { LOCATIONS } from './client/documents/shop.ts'
import { definitionsOn } from './definitions.ts'

type Pick = (client: ShopifyClient, signal: AbortSignal) => Promise<readonly Choice[]>

/** Payment statuses of an order, as Shopify's own screens call them. */
const PAYMENT_STATUSES: readonly Choice[] = [
  { value: 'PAID', label: 'Paid' },
  { value: 'AUTHORIZED', label: 'Authorised' },
  { value: 'PENDING', label: 'Payment pending' },
  { value: 'PARTIALLY_PAID', label: 'Partly paid' },
  { value: 'PARTIALLY_REFUNDED', label: 'Partly refunded' },
  { value: 'REFUNDED', label: 'Refunded' },
  { value: 'VOIDED', label: 'Voided' },
  { value: 'EXPIRED', label: 'Expired' },
]

/** Lists for form fields: read from the live shop, or what Shopify has by definition. */
export const picks: Readonly<Record<string, Pick>> = {
  'shopify.locations': locations,
  'shopify.collections': collections,
  'shopify.publications': async (client, signal) => {
    const { publications } = await client.run(PUBLICATIONS, {}, signal)
    return publications.nodes.map(({ name }) => ({ value: name, label: name }))
  },
  'shopify.product-metafields': metafieldsOf('PRODUCT'),
  'shopify.variant-metafields': metafieldsOf('PRODUCTVARIANT'),
  'shopify.customer-metafields': metafieldsOf('CUSTOMER'),
  'shopify.company-metafields': metafieldsOf('COMPANY'),
  'shopify.order-metafields': metafieldsOf('ORDER'),
  'shopify.countries': () => Promise.resolve(countries()),
  'shopify.payment-statuses': () => Promise.resolve(PAYMENT_STATUSES),
}

/** The metafields that the shop has definitions of; others can be typed. */
function metafieldsOf(owner: DefinedOn): Pick {
  return async (client, signal) => {
    const all = await definitionsOn(client, owner, signal)
    return all.map(({ name, namespace, key }) => ({
      value: `${namespace}.${key}`,
      label: `${name} (${namespace}.${key})`,
    }))
  }
}

/** Those that products are put in by hand; in the others nobody can. */
async function collections(client: ShopifyClient, signal: AbortSignal): Promise<readonly Choice[]> {
  const choices: Choice[] = []
  let after: string | null = null
  do {
    const { collections: page }: NonNullable<(typeof COLLECTIONS)['data']> = await client.run(
      COLLECTIONS,
      { q: null, after },
      signal,
    )
    const open = page.nodes.filter((one) => one.ruleSet === null)
    choices.push(...open.map(({ title }) => ({ value: title, label: title })))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return choices
}

async function locations(client: ShopifyClient, signal: AbortSignal): Promise<readonly Choice[]> {
  const choices: Choice[] = []
  let after: string | null = null
  do {
    const { locations: page }: NonNullable<(typeof LOCATIONS)['data']> = await client.run(LOCATIONS, { after }, signal)
    choices.push(...page.nodes.map((one) => ({ value: one.name, label: one.name })))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return choices
}

/** Regions that have a code and are no country: unions, private use, and what was renamed or dissolved. */
const NO_COUNTRY = new Set(
  'AC AN BU CP CQ CS DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
)

/** Every country by its ISO code, in order of their names. */
function countries(): readonly Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code): Choice[] => {
      const name = NO_COUNTRY.has(code) ? undefined : names.of(code)
      return name === undefined ? [] : [{ value: code, label: `${code}  ${name}` }]
    })
    .sort((one, other) => one.label.slice(4).localeCompare(other.label.slice(4)))
}
