import { randomUUID } from 'node:crypto'
import { ProblemError } from '../../../sdk/problem.ts'
import { withRetries } from '../../../sdk/retry.ts'
import type { ShopifyClient } from '../client.ts'
import { STAGE_VARIABLES, type VariablesTarget } from '../documents/bulk.ts'
import { refuseUserErrors } from '../user-errors.ts'

/** Lines of variables as they are uploaded. */
export interface LineFile {
  readonly text: string
  readonly count: number
}

/** As many lines in a file as it may hold bytes. */
export function* filesOf(lines: readonly object[], mostBytes: number): Generator<LineFile> {
  let texts: string[] = []
  let bytes = 0
  for (const line of lines) {
    const text = JSON.stringify(line)
    const size = Buffer.byteLength(text) + 1
    if (texts.length > 0 && bytes + size > mostBytes) {
      yield { text: texts.join('\n'), count: texts.length }
      texts = []
      bytes = 0
    }
    texts.push(text)
    bytes += size
  }
  if (texts.length > 0) yield { text: texts.join('\n'), count: texts.length }
}

const FILENAME = 'variables.jsonl'

/**
 * Uploads lines of variables; answers the path by which an operation is told of them. A file that nobody names does
 * nothing, so all of it may be done again after any failure, at a new place.
 */
export async function uploaded(client: ShopifyClient, lines: string, signal: AbortSignal): Promise<string> {
  return withRetries(() => once(client, lines, signal), {
    signal,
    attempts: 3,
    isTransient: (error) => error instanceof ProblemError && error.problem.retry === 'later',
  })
}

async function once(client: ShopifyClient, lines: string, signal: AbortSignal): Promise<string> {
  const { stagedUploadsCreate } = await client.run(STAGE_VARIABLES, { filename: FILENAME }, signal)
  refuseUserErrors(stagedUploadsCreate.userErrors, 'take the lines of a bulk operation')
  const target = stagedUploadsCreate.stagedTargets?.[0]
  const path = target?.parameters.find((one) => one.name === 'key')?.value
  if (!target || path === undefined) throw noPlace()
  const boundary = `koppel-${randomUUID()}`
  const body = Buffer.from(form(boundary, target, lines))
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield body
  }
  await client.postFile(target.url, `multipart/form-data; boundary=${boundary}`, body.length, pieces(), signal)
  return path
}

/** The parameters first, the file last: the storage reads nothing behind it. */
function form(boundary: string, { parameters }: VariablesTarget, lines: string): string {
  const part = (about: string, body: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; ${about}\r\n\r\n${body}\r\n`
  const fields = parameters.map(({ name, value }) => part(`name="${name}"`, value))
  const file = part(`name="file"; filename="${FILENAME}"\r\ncontent-type: text/jsonl`, lines)
  return `${fields.join('')}${file}--${boundary}--\r\n`
}

function noPlace(): ProblemError {
  return new ProblemError({
    code: 'shopify.rejected',
    message: 'Shopify gave no place to upload the lines of a bulk operation.',
    advice: 'Koppel tries again by itself.',
    retry: 'later',
    effect: 'none',
  })
}
