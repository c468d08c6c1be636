import {
  addFile,
  findFile,
  mediaOf,
  productsWith,
  removeFile,
  setFile,
  setMedia,
  addMedia,
  nameIn,
  type FileRow,
} from '../files/files.ts'
import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid } from '../graphql/gid.ts'
import { mediaImage } from '../resolvers/media.ts'
import type { Shop } from '../shop.ts'
import { findProduct, touchProduct } from '../store/products.ts'
import { productChanged } from '../webhooks/product-news.ts'
import { attempted, checkSize, ProductProblem, type Path } from './products/problem.ts'

interface CreateInput {
  readonly originalSource: string
  readonly alt?: string | null
  readonly filename?: string | null
  readonly contentType?: string | null
  readonly duplicateResolutionMode?: string | null
}

interface UpdateInput {
  readonly id: string
  readonly alt?: string | null
  readonly filename?: string | null
  readonly originalSource?: string | null
  readonly previewImageSource?: string | null
  readonly referencesToAdd?: readonly string[] | null
  readonly referencesToRemove?: readonly string[] | null
}

const longestAlt = 512
const extension = (name: string): string => /\.\w+$/.exec(name)?.[0].toLowerCase() ?? ''

function checkAlt(alt: string | null | undefined, path: Path): void {
  if (!alt || alt.length <= longestAlt) return
  const message = 'The alt value exceeds the maximum limit of 512 characters.'
  throw new ProductProblem('ALT_VALUE_LIMIT_EXCEEDED', [...path, 'alt'], message)
}

function createOne(shop: Shop, input: CreateInput, path: Path): FileRow {
  checkAlt(input.alt, path)
  if (input.contentType && input.contentType !== 'IMAGE') {
    throw new ProductProblem('INVALID', [...path, 'contentType'], 'The sandbox only keeps images.')
  }
  if (!URL.canParse(input.originalSource)) {
    throw new ProductProblem('INVALID_IMAGE_SOURCE_URL', [...path, 'originalSource'], 'Image URL is invalid')
  }
  const name = nameIn(input.filename ?? input.originalSource)
  const mode = input.duplicateResolutionMode ?? 'APPEND_UUID'
  const known = shop.database.get<FileRow>('SELECT * FROM files WHERE name = ?', name)
  if (mode === 'RAISE_ERROR' && known) {
    throw new ProductProblem('FILENAME_ALREADY_EXISTS', [...path, 'filename'], 'Filename already exists')
  }
  if (mode === 'REPLACE' && !input.filename) {
    const message = 'Missing filename argument for duplicate mode REPLACE'
    throw new ProductProblem('MISSING_FILENAME_FOR_DUPLICATE_MODE_REPLACE', [...path, 'filename'], message)
  }
  if (mode !== 'REPLACE' || !known) {
    return addFile(shop, { source: input.originalSource, alt: input.alt ?? null, filename: input.filename })
  }
  refetch(shop, known.id, input.originalSource)
  return findFile(shop, known.id) as FileRow
}

function refetch(shop: Shop, id: number, source: string): void {
  setFile(shop, id, { source, status: 'UPLOADED', error: null, hash: null })
  shop.tasks.start('file', { file: id })
}

function fileNamed(shop: Shop, id: string, path: Path): FileRow {
  const read = readGid(id)
  const file = read?.type === 'MediaImage' ? findFile(shop, read.id) : undefined
  if (file) return file
  throw new ProductProblem('FILE_DOES_NOT_EXIST', path, `File id ${id} does not exist.`)
}

function productsNamed(shop: Shop, gids: readonly string[] | null | undefined, path: Path): number[] {
  return (gids ?? []).map((one) => {
    const read = readGid(one)
    if (read?.type === 'Product' && findProduct(shop, read.id)) return read.id
    throw new ProductProblem('REFERENCE_TARGET_DOES_NOT_EXIST', path, 'The reference target does not exist')
  })
}

/** Puts a file on products and takes it off others, where no variant shows it any more then. */
function changeReferences(shop: Shop, file: FileRow, input: UpdateInput, path: Path): void {
  const add = productsNamed(shop, input.referencesToAdd, [...path, 'referencesToAdd'])
  const remove = productsNamed(shop, input.referencesToRemove, [...path, 'referencesToRemove'])
  for (const product of add) addMedia(shop, product, [file.id])
  for (const product of remove) {
    const rest = mediaOf(shop, product).map((one) => one.id)
    setMedia(
      shop,
      product,
      rest.filter((id) => id !== file.id),
    )
  }
  for (const product of [...add, ...remove]) {
    touchProduct(shop, product)
    productChanged(shop, product, 'PRODUCTS_UPDATE')
  }
}

function updateOne(shop: Shop, input: UpdateInput, path: Path): FileRow {
  const file = fileNamed(shop, input.id, [...path, 'id'])
  checkAlt(input.alt, path)
  if (file.status !== 'READY')
    throw new ProductProblem('NON_READY_STATE', [...path, 'id'], 'Non-ready files cannot be updated.')
  if (input.previewImageSource) {
    throw new ProductProblem('INVALID', [...path, 'previewImageSource'], 'The sandbox only takes originalSource.')
  }
  if (input.filename && extension(input.filename) !== extension(file.name)) {
    const message = 'The filename extension must match the original.'
    throw new ProductProblem('INVALID_FILENAME_EXTENSION', [...path, 'filename'], message)
  }
  if (input.originalSource && !URL.canParse(input.originalSource)) {
    throw new ProductProblem('INVALID_IMAGE_SOURCE_URL', [...path, 'originalSource'], 'Image URL is invalid')
  }
  if (input.alt !== undefined) setFile(shop, file.id, { alt: input.alt })
  if (input.filename) setFile(shop, file.id, { name: nameIn(input.filename) })
  if (input.originalSource) refetch(shop, file.id, input.originalSource)
  changeReferences(shop, file, input, path)
  return findFile(shop, file.id) as FileRow
}

function answered(context: Context, work: () => FileRow[]) {
  const tried = attempted(context, work)
  if ('userErrors' in tried) return { files: null, userErrors: tried.userErrors }
  return { files: tried.done.map(mediaImage), userErrors: [] }
}

function removeAll({ fileIds }: { fileIds: readonly string[] }, context: Context) {
  const { shop } = context
  checkSize(fileIds, 'fileIds')
  const tried = attempted(context, () => {
    const files = fileIds.map((one, place) => fileNamed(shop, one, ['fileIds', String(place)]))
    for (const file of files) {
      const products = productsWith(shop, file.id)
      removeFile(shop, file.id)
      for (const product of products) {
        touchProduct(shop, product)
        productChanged(shop, product, 'PRODUCTS_UPDATE')
      }
    }
    return files.map((one) => gid('MediaImage', one.id))
  })
  if ('userErrors' in tried) return { deletedFileIds: null, userErrors: tried.userErrors }
  return { deletedFileIds: tried.done, userErrors: [] }
}

export const fileMutations: Fields = {
  fileCreate: (_, { files }: { files: CreateInput[] }, context) => {
    checkSize(files, 'files')
    return answered(context, () => files.map((one, place) => createOne(context.shop, one, ['files', String(place)])))
  },
  fileUpdate: (_, { files }: { files: UpdateInput[] }, context) => {
    checkSize(files, 'files')
    return answered(context, () => files.map((one, place) => updateOne(context.shop, one, ['files', String(place)])))
  },
  fileDelete: (_, args: { fileIds: string[] }, context) => removeAll(args, context),
}
