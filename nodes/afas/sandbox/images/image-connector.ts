import type { SandboxDatabase } from '../database.ts'
import { drawPng, fitted, pictureType } from './picture.ts'

interface ImageRow {
  readonly content: string | null
  readonly width: number
  readonly height: number
  /** What somebody put in, as base64. */
  readonly file: string | null
}

/** Pixels of the longest side, by `format`: original, thumbnail, medium. */
const longest: Readonly<Record<string, number>> = { '0': Number.POSITIVE_INFINITY, '1': 64, '2': 1000 }

/** `GET /ImageConnector/{imageId}?format=`: the picture in base64; undefined when there is none. What was put in is not made smaller. */
export function answerImage(
  db: SandboxDatabase,
  id: string,
  search: string,
): { readonly filedata: string; readonly mimetype: string } | undefined {
  const most = longest[new URLSearchParams(search).get('format') ?? '0']
  const row = db.get<ImageRow>('SELECT content, width, height, file FROM article_image WHERE image = ?', id)
  if (!row || most === undefined) return undefined
  if (row.file !== null) {
    const mimetype = pictureType(Buffer.from(row.file.slice(0, 64), 'base64')) ?? 'application/octet-stream'
    return { filedata: row.file, mimetype }
  }
  const { width, height } = fitted(row.width, row.height, most)
  return { filedata: drawPng(row.content ?? id, width, height).toString('base64'), mimetype: 'image/png' }
}
