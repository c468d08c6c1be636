import { addMedia, mediaOf } from '../../files/files.ts'
import { readGid } from '../../graphql/gid.ts'
import type { Shop } from '../../shop.ts'
import type { Variant } from '../../store/products.ts'
import { filesFrom } from './media-inputs.ts'
import { ProductProblem, type Path } from './problem.ts'

export interface MediaInput {
  readonly originalSource: string
  readonly alt?: string | null
  readonly mediaContentType: string
}

export interface PictureInput {
  readonly mediaId?: string | null
  readonly mediaSrc?: readonly string[] | null
}

/** The pictures that come along, by the address they were given with. */
export function mediaAlong(shop: Shop, product: number, media: readonly MediaInput[] | null | undefined) {
  const inputs = (media ?? []).map(({ originalSource, alt }) => ({ originalSource, alt: alt ?? null }))
  const ids = inputs.length > 0 ? filesFrom(shop, product, inputs, ['media']).ids : []
  if (ids.length > 0) addMedia(shop, product, ids)
  return new Map(inputs.map((one, place) => [one.originalSource, ids[place]] as const))
}

export type Along = ReturnType<typeof mediaAlong>

/** One picture a variant, of those of the product. */
export function pictureOf(shop: Shop, product: number, input: PictureInput, along: Along, before: Variant, at: Path) {
  const sources = input.mediaSrc ?? []
  if (sources.length > 1) throw new ProductProblem('INVALID_INPUT', [...at, 'mediaSrc'], 'Only one media can be given.')
  if (sources.length > 0 && input.mediaId) {
    throw new ProductProblem('CANNOT_SPECIFY_BOTH', at, 'Only one of mediaId or mediaSrc can be given.')
  }
  const found = sources[0] === undefined ? undefined : along.get(sources[0])
  if (sources.length > 0 && found === undefined) {
    throw new ProductProblem('INVALID_INPUT', [...at, 'mediaSrc'], 'The source must be given in media too.')
  }
  if (input.mediaId === null) return null
  if (!input.mediaId) return found ?? before.body.media ?? null
  const id = readGid(input.mediaId)?.id
  if (id !== undefined && mediaOf(shop, product).some((one) => one.id === id)) return id
  throw new ProductProblem('INVALID_INPUT', [...at, 'mediaId'], 'Media does not exist on the product')
}
