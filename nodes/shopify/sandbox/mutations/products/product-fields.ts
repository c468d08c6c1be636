import { shopName } from '../../../../sdk/sandbox/world.ts'
import type { Shop } from '../../shop.ts'
import { freeHandle, newProductId, slugOf, type Product } from '../../store/products.ts'
import { ProductProblem, type Path } from './problem.ts'

/** What `ProductSetInput`, `ProductCreateInput` and `ProductUpdateInput` have in common. */
export interface ProductFields {
  readonly title?: string | null
  readonly handle?: string | null
  readonly descriptionHtml?: string | null
  readonly status?: string | null
  readonly tags?: readonly string[] | null
  readonly productType?: string | null
  readonly vendor?: string | null
  readonly seo?: { readonly title?: string | null; readonly description?: string | null } | null
  readonly templateSuffix?: string | null
}

export const productFieldNames = [
  'id',
  'title',
  'handle',
  'descriptionHtml',
  'status',
  'tags',
  'productType',
  'vendor',
  'seo',
  'templateSuffix',
  'redirectNewHandle',
  'metafields',
]

const longestText = 255
const mostTags = 250
const largestDescription = 512 * 1024

const label: Readonly<Record<string, string>> = { productType: 'Product type' }
const nameOf = (name: string): string => label[name] ?? name.charAt(0).toUpperCase() + name.slice(1)

function checkLength(value: string, name: string, path: Path): void {
  if (Array.from(value).length <= longestText) return
  const message = `${nameOf(name)} is too long (maximum is ${longestText} characters)`
  throw new ProductProblem('INVALID_INPUT', [...path, name], message)
}

/** Tags are one however they are written; the first spelling stays. */
function tagsFrom(given: readonly string[], path: Path): string[] {
  const tags = new Map<string, string>()
  for (const tag of given.flatMap((one) => one.split(',')).map((one) => one.trim())) {
    if (tag !== '' && !tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag)
    checkLength(tag, 'tags', path)
  }
  if (tags.size <= mostTags) return [...tags.values()]
  throw new ProductProblem('INVALID_INPUT', [...path, 'tags'], `Product cannot have more than ${mostTags} tags`)
}

function handleFor(shop: Shop, input: ProductFields, before: Product | undefined, title: string, path: Path): string {
  if (!input.handle) return before?.handle ?? freeHandle(shop, 'products', title)
  checkLength(input.handle, 'handle', path)
  const handle = slugOf(input.handle)
  const owner = shop.database.get<{ id: number }>('SELECT id FROM products WHERE handle = ?', handle)
  if (owner && owner.id !== before?.id) {
    const message = `Handle '${handle}' already in use. Please provide a new handle.`
    throw new ProductProblem('HANDLE_NOT_UNIQUE', [...path, 'handle'], message)
  }
  return handle
}

/** The product as it becomes: what is given is set, the rest stays, and a new one gets what a shop gives it. */
export function withFields(shop: Shop, before: Product | undefined, input: ProductFields, path: Path): Product {
  const title = (input.title ?? before?.title ?? '').trim()
  if (title === '') throw new ProductProblem('INVALID_INPUT', [...path, 'title'], "Title can't be blank")
  for (const name of ['title', 'productType', 'vendor'] as const) checkLength(input[name] ?? '', name, path)
  const descriptionHtml = input.descriptionHtml === undefined ? before?.body.descriptionHtml : input.descriptionHtml
  if (Buffer.byteLength(descriptionHtml ?? '') > largestDescription) {
    const message = 'Description is too big (maximum is 512 KB)'
    throw new ProductProblem('INVALID_INPUT', [...path, 'descriptionHtml'], message)
  }
  const kept = before?.body
  return {
    id: before?.id ?? newProductId(shop),
    handle: handleFor(shop, input, before, title, path),
    title,
    vendor: input.vendor ?? before?.vendor ?? shopName,
    status: input.status?.toLowerCase() ?? before?.status ?? 'active',
    created: before?.created ?? Date.now(),
    body: {
      descriptionHtml: descriptionHtml ?? '',
      productType: input.productType === undefined ? (kept?.productType ?? '') : (input.productType ?? ''),
      tags: input.tags ? tagsFrom(input.tags, path) : (kept?.tags ?? []),
      options: kept?.options ?? [],
      giftCard: kept?.giftCard ?? false,
      seoTitle: input.seo?.title === undefined ? (kept?.seoTitle ?? null) : input.seo.title,
      seoDescription: input.seo?.description === undefined ? (kept?.seoDescription ?? null) : input.seo.description,
      templateSuffix: input.templateSuffix === undefined ? (kept?.templateSuffix ?? null) : input.templateSuffix,
    },
  }
}
