import type { Database } from '../store/database.ts'
import type { Line } from './query-lines.ts'

/** Does a mutation with one line's variables; answers the JSON of what GraphQL would have answered. */
export type PerformLine = (variables: Readonly<Record<string, unknown>>) => string

/** The mutation once for each line that was uploaded, in their order; an answer says which line it is of. */
export function* mutationLines(database: Database, upload: string, perform: PerformLine): Generator<Line> {
  const body = database.get<{ body: Buffer | null }>('SELECT body FROM uploads WHERE path = ?', upload)?.body
  let number = 0
  for (const text of textLines(body ?? Buffer.alloc(0))) {
    if (text.trim() === '') continue
    yield { text: `${answerTo(text, perform).slice(0, -1)},"__lineNumber":${number}}`, root: true }
    number += 1
  }
}

function answerTo(text: string, perform: PerformLine): string {
  const variables = readVariables(text)
  if (variables) return perform(variables)
  return JSON.stringify({ errors: [{ message: 'The line is not a JSON object of variables.' }] })
}

function readVariables(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function* textLines(body: Buffer): Generator<string> {
  for (let from = 0; from < body.length;) {
    const at = body.indexOf(0x0a, from)
    const to = at < 0 ? body.length : at
    yield body.toString('utf8', from, to)
    from = to + 1
  }
}
