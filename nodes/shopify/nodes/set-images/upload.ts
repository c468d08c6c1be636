import { randomUUID } from 'node:crypto'
import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { STAGE_IMAGE } from '../../client/documents/product-media.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import type { Spooled } from './spool.ts'

/** Uploads an image to Shopify's storage; answers the address by which the shop takes it from there. */
export async function upload(
  client: ShopifyClient,
  filename: string,
  image: Spooled,
  signal: AbortSignal,
): Promise<string> {
  const variables = { filename, mimeType: image.mimeType, size: String(image.size) }
  const { stagedUploadsCreate } = await client.run(STAGE_IMAGE, variables, signal)
  refuseUserErrors(stagedUploadsCreate.userErrors, `take the image ${filename}`)
  const target = stagedUploadsCreate.stagedTargets?.[0]
  if (!target) {
    throw new ProblemError({
      code: 'shopify.rejected',
      message: `Shopify gave no place to upload the image ${filename}.`,
      advice: 'Koppel tries again by itself.',
      retry: 'later',
      effect: 'none',
    })
  }
  const boundary = `koppel-${randomUUID()}`
  const head = Buffer.from(formHead(boundary, target.parameters, filename, image.mimeType))
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const size = head.length + image.size + tail.length
  await client.postFile(target.url, `multipart/form-data; boundary=${boundary}`, size, form(head, image, tail), signal)
  return target.resourceUrl
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
