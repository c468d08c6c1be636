import { randomUUID } from 'node:crypto'
import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { STAGE_IMAGES, type ImageTarget } from '../../client/documents/product-media.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import type { Spooled } from './spool.ts'

export interface UploadFile {
  readonly filename: string
  readonly file: Spooled
}

/** Uploads images to Shopify's storage; answers the addresses by which the shop takes them from there, in order. */
export async function upload(
  client: ShopifyClient,
  files: readonly UploadFile[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (files.length === 0) return []
  const input = files.map(({ filename, file }) => ({
    resource: 'IMAGE' as const,
    filename,
    mimeType: file.mimeType,
    fileSize: String(file.size),
    httpMethod: 'POST' as const,
  }))
  const { stagedUploadsCreate } = await client.run(STAGE_IMAGES, { input }, signal)
  refuseUserErrors(stagedUploadsCreate.userErrors, `take the image ${files[0]?.filename ?? ''}`)
  const targets = stagedUploadsCreate.stagedTargets ?? []
  if (targets.length !== files.length) throw noPlace(files[targets.length]?.filename ?? '')
  for (const [at, { filename, file }] of files.entries()) {
    await uploadOne(client, targets[at] as ImageTarget, filename, file, signal)
  }
  return targets.map(({ resourceUrl }) => resourceUrl)
}

async function uploadOne(
  client: ShopifyClient,
  target: ImageTarget,
  filename: string,
  image: Spooled,
  signal: AbortSignal,
): Promise<void> {
  const boundary = `koppel-${randomUUID()}`
  const head = Buffer.from(formHead(boundary, target.parameters, filename, image.mimeType))
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const size = head.length + image.size + tail.length
  await client.postFile(target.url, `multipart/form-data; boundary=${boundary}`, size, form(head, image, tail), signal)
}

function noPlace(filename: string): ProblemError {
  return new ProblemError({
    code: 'shopify.rejected',
    message: `Shopify gave no place to upload the image ${filename}.`,
    advice: 'Koppel tries again by itself.',
    retry: 'later',
    effect: 'none',
  })
}

/** The parameters first, the file last: the storage reads nothing behind it. */
function formHead(
  boundary: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
  filename: string,
  mimeType: string,
): string {
  const fields = parameters.map(
    ({ name, value }) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: ${mimeType}\r\n\r\n`
  return fields.join('') + file
}

async function* form(head: Buffer, image: Spooled, tail: Buffer): AsyncGenerator<Uint8Array> {
  yield head
  yield* image.bytes()
  yield tail
}
