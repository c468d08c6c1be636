import { fileUrl, type FileRow } from '../files/files.ts'
import type { Context, Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { ofKind } from '../graphql/kinds.ts'
import { pageOfList } from '../graphql/paging.ts'

/** Files are pictures here: the type behind `Media` and `File`. */
export const mediaImage = (row: FileRow): FileRow => ofKind('MediaImage', row)

const errorsOf = (row: FileRow) =>
  row.error === null ? [] : [{ code: row.error, details: null, message: `The file cannot be used: ${row.error}` }]

/** The picture itself is there only once it is ready. */
function imageOf(row: FileRow, { shop }: Context) {
  if (row.status !== 'READY') return null
  const url = fileUrl(shop, row)
  return {
    id: gid('ImageSource', row.id),
    url: () => url,
    src: url,
    originalSrc: url,
    transformedSrc: () => url,
    altText: row.alt,
    width: row.width,
    height: row.height,
    thumbhash: null,
  }
}

export const mediaImageFields: Fields<FileRow> = {
  id: (row) => gid('MediaImage', row.id),
  alt: (row) => row.alt,
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
  fileStatus: (row) => row.status,
  status: (row) => row.status,
  fileErrors: errorsOf,
  mediaErrors: errorsOf,
  mediaWarnings: () => [],
  mediaContentType: () => 'IMAGE',
  mimeType: (row) => row.mime,
  image: (row, _, context) => imageOf(row, context),
  preview: (row, _, context) => ({ status: row.status, image: imageOf(row, context) }),
  originalSource: (row, _, { shop }) =>
    row.status === 'READY' ? { fileSize: row.size, url: fileUrl(shop, row) } : null,
  metafield: () => null,
  metafields: (row, args) => pageOfList([], args, `MediaImage.metafields ${row.id}`),
}
