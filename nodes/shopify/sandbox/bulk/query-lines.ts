import { largestPage, type Connection } from '../graphql/paging.ts'
import type { Run } from '../graphql/run.ts'
import type { Unfolded } from './unfold.ts'

export interface Line {
  readonly text: string
  /** Of the outermost list. */
  readonly root: boolean
}

/** All rows of a list and of the lists inside them, each as its line; read page by page, so nothing piles up. */
export function* queryLines(run: Run, rows: Unfolded): Generator<Line> {
  yield* linesOf(run, rows, {}, undefined)
}

function* linesOf(run: Run, rows: Unfolded, source: unknown, parent: string | undefined): Generator<Line> {
  let after: string | null = null
  do {
    const page = run.value(rows.list, source, {
      first: largestPage,
      last: null,
      before: null,
      after,
    }) as Connection<unknown> | null
    if (!page) return
    for (const row of page.nodes) {
      const text = run.one(rows.line, row)
      const id = rows.inside.length > 0 ? (JSON.parse(text) as { id: string }).id : undefined
      yield { text: parent === undefined ? text : childOf(text, parent), root: parent === undefined }
      for (const nested of rows.inside) {
        let at: unknown = row
        for (const step of nested.way) at = at === null || at === undefined ? null : run.value(step, at)
        if (at !== null && at !== undefined) yield* linesOf(run, nested.rows, at, id)
      }
    }
    const { hasNextPage, endCursor } = page.pageInfo()
    after = hasNextPage ? endCursor : null
  } while (after !== null)
}

/** `{"id":"…"}` with `"__parentId"` as its last field. */
function childOf(text: string, parent: string): string {
  const field = `"__parentId":${JSON.stringify(parent)}}`
  return text === '{}' ? `{${field}` : `${text.slice(0, -1)},${field}`
}
