import type { Context, Fields } from '../graphql/context.ts'
import { readGid } from '../graphql/gid.ts'
import { findNode } from '../resolvers/query.ts'
import { publicationById, publish, unpublish } from '../store/publications.ts'

interface Args {
  readonly id: string
  readonly input: readonly { readonly publicationId?: string | null; readonly publishDate?: string | null }[]
}

type Kind = 'publish' | 'unpublish'

/** Puts a product or a collection in sales channels, or takes it out of them: all of those named, or none. */
function change(context: Context, { id, input }: Args, kind: Kind) {
  const { shop } = context
  const refused = (field: readonly string[], message: string) => ({
    publishable: null,
    shop,
    userErrors: [{ field, message }],
  })
  const read = readGid(id)
  const known = read && /^(Product|Collection)$/.test(read.type) ? findNode(context, id) : null
  if (!read || !known) return refused(['id'], 'Resource does not exist')
  const places = input.map((one) => {
    const given = readGid(one.publicationId)
    return given?.type === 'Publication' ? publicationById(given.id) : undefined
  })
  const stray = places.indexOf(undefined)
  if (stray >= 0)
    return refused(['input', String(stray), 'publicationId'], 'Publication does not exist or is not publishable')
  for (const [place, publication] of places.entries()) {
    if (!publication) continue
    const date = input[place]?.publishDate
    const at = date ? Date.parse(date) : Date.now()
    if (kind === 'publish') publish(shop, `${read.type}/${read.id}`, publication, at)
    else unpublish(shop, `${read.type}/${read.id}`, publication)
  }
  return { publishable: findNode(context, id), shop, userErrors: [] }
}

export const publicationMutations: Fields = {
  publishablePublish: (_, args: Args, context) => change(context, args, 'publish'),
  publishableUnpublish: (_, args: Args, context) => change(context, args, 'unpublish'),
}
