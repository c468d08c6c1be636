import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Binary } from '../../../sdk/binary.ts'
import { ProblemError } from '../../../sdk/problem.ts'

/** What Shopify takes of one image. */
const MOST_BYTES = 20 * 1024 * 1024
const HEAD = 16

/** An image on its way: on disk, since an upload must say its size before the first byte, and memory is for records. */
export interface Spooled {
  readonly size: number
  readonly sha256: string
  readonly mimeType: string
  bytes(): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}

export async function spool(binary: Binary, name: string): Promise<Spooled> {
  const folder = await mkdtemp(path.join(tmpdir(), 'koppel-image-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const file = path.join(folder, 'image')
    const { size, sha256, head } = await write(file, binary, name)
    const mimeType = kindOf(head) ?? binary.mimeType
    if (!mimeType?.startsWith('image/')) throw notAnImage(name)
    return { size, sha256, mimeType, bytes: () => createReadStream(file), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function write(file: string, { bytes }: Binary, name: string) {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  let size = 0
  let head = Buffer.alloc(0)
  try {
    for await (const piece of bytes) {
      size += piece.byteLength
      if (size > MOST_BYTES) throw tooLarge(name)
      if (head.length < HEAD) head = Buffer.concat([head, piece]).subarray(0, HEAD)
      hash.update(piece)
      await handle.write(piece)
    }
  } finally {
    await handle.close()
  }
  return { size, sha256: hash.digest('hex'), head }
}

/** The kind of an image by how it begins: what a system says of a file is often just its name. */
function kindOf(head: Buffer): string | undefined {
  if (head.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png'
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (head.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif'
  const riff = head.subarray(0, 4).toString('latin1') === 'RIFF'
  return riff && head.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : undefined
}

export const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

function tooLarge(name: string): ProblemError {
  return new ProblemError({
    code: 'shopify.image-too-large',
    message: `The image ${name} is larger than the 20 MB that Shopify takes.`,
    advice: 'Make the image smaller in AFAS, and run the product again.',
    retry: 'after-fix',
  })
}

function notAnImage(name: string): ProblemError {
  return new ProblemError({
    code: 'shopify.not-an-image',
    message: `The file ${name} is not an image that Shopify takes (PNG, JPEG, GIF or WebP).`,
    advice: 'Replace the file in AFAS, and run the product again.',
    retry: 'after-fix',
  })
}
