import type { Context } from '../../../sdk/context.ts'
import type { ShopifyClient } from '../../client/client.ts'
import type { DefinedOn } from '../../client/documents/metafield-definitions.ts'
import { definitionsOn } from '../../definitions.ts'
import type { ProductDocument } from './document.ts'

/** The types of metafields by `namespace.key`. */
export interface FieldTypes {
  readonly product: ReadonlyMap<string, string>
  readonly variant: ReadonlyMap<string, string>
}

/**
 * Metafields need a type. Where the shop has defined the field it is the type of that, whatever the document says: Shopify
 * takes no other. Else what the document says; else a line of text.
 */
export async function fieldTypes(
  document: ProductDocument,
  shortDescription: string,
  ctx: Context<unknown, ShopifyClient>,
): Promise<FieldTypes> {
  const onVariants = document.variants.some(({ metafields = [] }) => metafields.length > 0)
  const onProduct = Boolean(document.shortDescription) || (document.metafields ?? []).length > 0
  const [product, variant] = await Promise.all([
    onProduct ? defined('PRODUCT', ctx) : [],
    onVariants ? defined('PRODUCTVARIANT', ctx) : [],
  ])
  const said = typesSaid(document, shortDescription)
  return { product: new Map([...said, ...product]), variant: new Map([...said, ...variant]) }
}

/** What the document says of its own fields. */
export function typesSaid(document: ProductDocument, shortDescription: string): ReadonlyMap<string, string> {
  const fields = [...(document.metafields ?? []), ...document.variants.flatMap(({ metafields }) => metafields ?? [])]
  const named = fields.flatMap(({ name }): [string, string][] => {
    const [place, type] = name.split(' ')
    return type === undefined ? [] : [[place as string, type]]
  })
  return new Map([[shortDescription, 'multi_line_text_field'], ...named])
}

/** Asked once a run; products that come at once wait for the same answer. */
async function defined(owner: DefinedOn, { client, cache, signal }: Context<unknown, ShopifyClient>) {
  const key = `metafield definitions ${owner}`
  const known = cache.get(key) as Promise<readonly [string, string][]> | undefined
  if (known) return known
  const asked = definitionsOn(client, owner, signal).then((all) =>
    all.map((one): [string, string] => [`${one.namespace}.${one.key}`, one.type.name]),
  )
  cache.set(key, asked)
  // A question that failed is asked again by the next product.
  asked.catch(() => cache.set(key, undefined))
  return asked
}
