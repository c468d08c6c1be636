import { ProblemError } from '../../sdk/problem.ts'
import type { Binary } from '../../sdk/binary.ts'

/** What may stand before the file itself: its name and kind. */
const LONGEST_HEAD = 64 * 1024

/**
 * The file in an answer of the ImageConnector, `{"filedata":"<base64>","mimetype":"image/png"}`, decoded while it comes
 * in: a large image is never whole in memory, neither as text nor as bytes.
 */
export async function fileIn(name: string, body: AsyncIterable<Uint8Array>): Promise<Binary> {
  const chunks = body[Symbol.asyncIterator]()
  let head = ''
  let begin: RegExpExecArray | null = null
  while (!begin) {
    const next = await chunks.next()
    if (next.done === true || head.length > LONGEST_HEAD) {
      await chunks.return?.()
      throw unreadable(name)
    }
    head += Buffer.from(next.value).toString('latin1')
    begin = /"filedata"\s*:\s*"/i.exec(head)
  }
  const mimeType = /"mimetype"\s*:\s*"([^"]+)"/i.exec(head.slice(0, begin.index))?.[1]?.replaceAll('\\', '')
  const bytes = decoded(name, head.slice(begin.index + begin[0].length), chunks)
  return { bytes, ...(mimeType === undefined ? {} : { mimeType }) }
}

async function* decoded(name: string, first: string, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let text = first
  try {
    for (;;) {
      const end = text.indexOf('"')
      // JSON may write a slash as \/.
      const base64 = (end === -1 ? text : text.slice(0, end)).replaceAll('\\', '')
      if (end !== -1) {
        if (base64 !== '') yield Buffer.from(base64, 'base64')
        return
      }
      const whole = base64.length - (base64.length % 4)
      if (whole > 0) yield Buffer.from(base64.slice(0, whole), 'base64')
      const next = await chunks.next()
      // Half an image must never be taken for a whole one.
      if (next.done === true) throw unreadable(name)
      text = base64.slice(whole) + Buffer.from(next.value).toString('latin1')
    }
  } finally {
    await chunks.return?.()
  }
}

function unreadable(name: string): ProblemError {
  return new ProblemError({
    code: 'afas.unavailable',
    message: `${name}: the answer of AFAS was not a whole file.`,
    advice: 'Koppel tries again by itself.',
    retry: 'later',
    effect: 'none',
  })
}
