import type { Context } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import type { Found, Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import {
  COLLECTION,
  COLLECTIONS,
  CREATE_COLLECTION,
  PUBLISH,
  type RawCollection,
} from '../../client/documents/product-places.ts'
import { quoted } from '../../client/search.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { publicationIds } from '../publications.ts'

type Ctx = Context<unknown, ShopifyClient>

export interface Collection {
  readonly id: string
  readonly title: string
  /** Filled by rules of the shop: nobody is put in it by hand. */
  readonly smart: boolean
}

export const collectionOf = (raw: RawCollection): Collection => ({
  id: raw.id,
  title: raw.title,
  smart: raw.ruleSet !== null,
})

/** Titles are compared as people do: whatever their case and outer spaces. */
export const titleKey = (title: string): string => title.trim().toLowerCase()

/** The collection with this title, made when the shop has none. Asked once a run; products that come at once wait for it together. */
export function ensureCollection(
  record: Rec,
  title: string,
  publications: readonly string[],
  ctx: Ctx,
): Promise<Collection> {
  const key = `collection ${titleKey(title)}`
  const known = ctx.cache.get(key) as Promise<Collection> | undefined
  if (known) return known
  const found = findCollection(title, ctx).then((there) => there ?? makeCollection(record, title, publications, ctx))
  ctx.cache.set(key, found)
  // What failed is tried again by the next product.
  found.catch(() => ctx.cache.set(key, undefined))
  return found
}

/** The one that we made, by its id, since the search trails by seconds; else by its title. */
async function findCollection(title: string, ctx: Ctx): Promise<Collection | undefined> {
  const id = ctx.wrote('collection', titleKey(title))?.reference?.id
  const made = id === undefined ? null : (await ctx.client.run(COLLECTION, { id }, ctx.signal)).collection
  if (made && titleKey(made.title) === titleKey(title)) return collectionOf(made)
  let after: string | null = null
  do {
    const { collections: page }: NonNullable<(typeof COLLECTIONS)['data']> = await ctx.client.run(
      COLLECTIONS,
      { q: `title:${quoted(title)}`, after },
      ctx.signal,
    )
    const same = page.nodes.find((one) => titleKey(one.title) === titleKey(title))
    if (same) return collectionOf(same)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return undefined
}

/** One write a collection for all products: two runs that need it at once wait for each other at the door. */
async function makeCollection(
  record: Rec,
  title: string,
  publications: readonly string[],
  ctx: Ctx,
): Promise<Collection> {
  const create = async (): Promise<Reference> => {
    const { collectionCreate } = await ctx.client.run(CREATE_COLLECTION, { title }, ctx.signal)
    refuseUserErrors(collectionCreate.userErrors, `make the collection "${title}"`)
    const id = collectionCreate.collection?.id
    if (id === undefined) throw noAnswer(title)
    const input = (await publicationIds(publications, ctx)).map((publicationId) => ({ publicationId }))
    if (input.length > 0) {
      const { publishablePublish } = await ctx.client.run(PUBLISH, { id, input }, ctx.signal)
      refuseUserErrors(publishablePublish.userErrors, `publish the collection "${title}"`)
    }
    return { id, label: title }
  }
  const result = await ctx.write({
    record,
    operation: 'collection',
    identity: titleKey(title),
    kind: 'state',
    besides: true,
    payload: { title },
    find: async (): Promise<Found | undefined> => {
      const found = await findCollection(title, ctx)
      return (
        found && { reference: { id: found.id, label: found.title, data: { smart: found.smart } }, current: { title } }
      )
    },
    findWhen: 'always',
    onExisting: 'update',
    create,
    // Deleted in the shop since we made it.
    update: create,
    sentence: () => `Collection ${title} made in Shopify`,
  })
  if (result.kind === 'failed') throw new ProblemError(result.problem)
  const { reference } = result
  const smart = (reference?.data as { smart?: boolean } | undefined)?.smart === true
  return { id: reference?.id ?? '', title, smart }
}

function noAnswer(title: string): ProblemError {
  return new ProblemError({
    code: 'shopify.rejected',
    message: `Shopify did not answer with the collection "${title}".`,
    advice: 'Koppel looks whether it is there before it tries again.',
    retry: 'later',
    effect: 'unknown',
  })
}
