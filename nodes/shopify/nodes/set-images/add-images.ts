import type { Context } from '../../../sdk/context.ts'
import { ProblemError, problemOf, type Problem } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { ADD_MEDIA, DELETE_FILES, type MediaInput, type RawMedia } from '../../client/documents/product-media.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { fileNameFor, settledMedia } from './product-images.ts'
import type { ImageDocument } from './set-images.ts'
import { EXTENSIONS, spool, type Spooled } from './spool.ts'
import { upload } from './upload.ts'

type Ctx = Context<unknown, ShopifyClient>

/** Images that lie on disk at once, on their way: one call prepares the place of all of them. */
const AT_ONCE = 8

export interface Target {
  readonly id: string
  readonly title: string
  /** The images that it has already. */
  readonly media: readonly RawMedia[]
}

export interface Added {
  /** Those that the shop took, by the source's ids. */
  readonly media: ReadonlyMap<string, RawMedia>
  /** What is wrong with one of the others. */
  readonly problem?: Problem
}

/**
 * Fetches and uploads images and adds them behind those that a product has, in their order. One that is no good does not
 * keep the others away; what is wrong with it is told at the end.
 */
export async function addImages(images: readonly ImageDocument[], target: Target, ctx: Ctx): Promise<Added> {
  const inputs: { readonly image: string; readonly media: MediaInput }[] = []
  let problem: Problem | undefined
  for (let at = 0; at < images.length; at += AT_ONCE) {
    const part = await spoolAll(images.slice(at, at + AT_ONCE), ctx)
    problem ??= part.problem
    try {
      const files = part.spooled.map(({ image, file }) => ({
        file,
        filename: fileNameFor(image.id, EXTENSIONS[file.mimeType] ?? 'img'),
      }))
      const sources = await upload(ctx.client, files, ctx.signal)
      for (const [i, { image }] of part.spooled.entries()) {
        const originalSource = sources[i] as string
        inputs.push({ image: image.id, media: { originalSource, alt: target.title, mediaContentType: 'IMAGE' } })
      }
    } finally {
      await Promise.all(part.spooled.map(({ file }) => file.remove()))
    }
  }
  const added = inputs.length === 0 ? new Map<string, RawMedia>() : await attach(inputs, target, ctx)
  const refused = [...added].filter(([, { status }]) => status === 'FAILED')
  if (refused.length > 0) {
    await removeFailed(
      refused.map(([, { id }]) => id),
      target,
      ctx,
    )
    problem ??= notUsable(
      target.title,
      refused.map(([image]) => images.find(({ id }) => id === image)?.fileName ?? image),
    )
  }
  const good = new Map([...added].filter(([, { status }]) => status !== 'FAILED'))
  return { media: good, ...(problem ? { problem } : {}) }
}

interface SpooledImage {
  readonly image: ImageDocument
  readonly file: Spooled
}

async function spoolAll(
  images: readonly ImageDocument[],
  ctx: Ctx,
): Promise<{ readonly spooled: readonly SpooledImage[]; readonly problem?: Problem }> {
  const spooled: SpooledImage[] = []
  let problem: Problem | undefined
  for (const image of images) {
    try {
      spooled.push({ image, file: await spool(await ctx.open(image.file), image.fileName ?? image.id) })
    } catch (error) {
      const found = problemOf(error)
      // A source that is away is no matter of this image: everything is tried again.
      if (found.retry !== 'after-fix' || found.scope === 'system' || ctx.signal.aborted) {
        await Promise.all(spooled.map(({ file }) => file.remove()))
        throw error
      }
      problem ??= found
    }
  }
  return { spooled, ...(problem ? { problem } : {}) }
}

async function attach(
  inputs: readonly { readonly image: string; readonly media: MediaInput }[],
  target: Target,
  ctx: Ctx,
): Promise<ReadonlyMap<string, RawMedia>> {
  const variables = { id: target.id, media: inputs.map(({ media }) => media) }
  const { productUpdate } = await ctx.client.run(ADD_MEDIA, variables, ctx.signal)
  refuseUserErrors(productUpdate.userErrors, `add images to the product "${target.title}"`)
  const before = new Set(target.media.map(({ id }) => id))
  // The list has them from its end on, the last one first.
  const fresh = (productUpdate.product?.media.nodes ?? []).filter(({ id }) => !before.has(id)).slice(-inputs.length)
  const settled = await settledMedia(ctx.client, target.title, fresh, ctx.signal)
  const byId = new Map(settled.map((one) => [one.id, one]))
  return new Map(
    inputs.flatMap(({ image }, at): [string, RawMedia][] => {
      const media = byId.get(fresh[at]?.id ?? '')
      return media ? [[image, media]] : []
    }),
  )
}

/** A file that the shop could not use shows as a broken picture: it was ours, and it goes. */
async function removeFailed(ids: readonly string[], { title }: Target, ctx: Ctx): Promise<void> {
  const { fileDelete } = await ctx.client.run(DELETE_FILES, { ids }, ctx.signal)
  refuseUserErrors(fileDelete.userErrors, `remove unusable images of "${title}"`)
}

function notUsable(title: string, names: readonly string[]): Problem {
  return new ProblemError({
    code: 'shopify.image-refused',
    message: `Shopify cannot use ${names.join(', ')} as an image of "${title}": the file is damaged, or too large in pixels.`,
    advice: 'Replace the file in AFAS, and run the product again.',
    retry: 'after-fix',
  }).problem
}
