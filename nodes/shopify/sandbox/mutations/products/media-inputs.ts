import { readGid } from '../../graphql/gid.ts'
import { addFile, findFile, mediaOf, setFile } from '../../files/files.ts'
import type { Shop } from '../../shop.ts'
import { checkSize, ProductProblem, type Path } from './problem.ts'

export interface FileInput {
  readonly id?: string | null
  readonly originalSource?: string | null
  readonly alt?: string | null
  readonly filename?: string | null
  readonly contentType?: string | null
}

const longestAlt = 512

/** The file that an input stands for: one that is there, or a new one, also when that address was used before. */
function fileFor(shop: Shop, input: FileInput, path: Path): number {
  if (input.contentType && input.contentType !== 'IMAGE') {
    throw new ProductProblem('INVALID_INPUT', [...path, 'contentType'], 'The sandbox only keeps images.')
  }
  if (input.alt && input.alt.length > longestAlt) {
    throw new ProductProblem(
      'INVALID_INPUT',
      [...path, 'alt'],
      'The alt value exceeds the maximum limit of 512 characters.',
    )
  }
  if (input.id) {
    const read = readGid(input.id)
    const file = read?.type === 'MediaImage' ? findFile(shop, read.id) : undefined
    if (!file) throw new ProductProblem('INVALID_INPUT', [...path, 'id'], `File id ${input.id} does not exist.`)
    if (input.alt !== undefined && input.alt !== file.alt) setFile(shop, file.id, { alt: input.alt })
    return file.id
  }
  if (!input.originalSource || !URL.canParse(input.originalSource)) {
    throw new ProductProblem('INVALID_INPUT', [...path, 'originalSource'], 'Image URL is invalid')
  }
  return addFile(shop, { source: input.originalSource, alt: input.alt ?? null, filename: input.filename }).id
}

/** The files of a product, and how a variant names one of them. */
export interface ProductFiles {
  readonly ids: readonly number[]
  readonly find: (input: FileInput, path: Path) => number
}

/** Files as they are given; without a list those that the product has. */
export function filesFrom(
  shop: Shop,
  product: number,
  inputs: readonly FileInput[] | null | undefined,
  path: Path,
): ProductFiles {
  checkSize(inputs, 'files')
  const given = (inputs ?? []).map((input, place) => ({
    input,
    id: fileFor(shop, input, [...path, 'files', String(place)]),
  }))
  const ids = inputs ? given.map((one) => one.id) : mediaOf(shop, product).map((one) => one.id)
  const find = (input: FileInput, at: Path): number => {
    const byId = input.id ? readGid(input.id)?.id : undefined
    const found =
      byId === undefined
        ? given.find((one) => one.input.originalSource && one.input.originalSource === input.originalSource)?.id
        : ids.find((id) => id === byId)
    if (found !== undefined) return found
    throw new ProductProblem('INVALID_INPUT', at, 'The file of a variant must be one of the files of the product.')
  }
  return { ids, find }
}
