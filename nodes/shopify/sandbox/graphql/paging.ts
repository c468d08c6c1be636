import { createHash } from 'node:crypto'
import { refuse } from './context.ts'

export interface PageArgs {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
  readonly reverse?: boolean | null
}

export const largestPage = 250

export interface Connection<T> {
  readonly nodes: readonly T[]
  readonly edges: () => readonly { readonly node: T; readonly cursor: string }[]
  readonly pageInfo: () => {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/** A cursor belongs to one list in one order: the mark ties it to that. */
export const markOf = (...parts: readonly unknown[]): string =>
  createHash('sha1').update(JSON.stringify(parts)).digest('base64url').slice(0, 10)

export function writeCursor(mark: string, place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([mark, ...place])).toString('base64url')
}

export function readCursor(mark: string, cursor: string): (string | number | null)[] {
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    read = undefined
  }
  if (!Array.isArray(read) || read[0] !== mark) {
    throw refuse('INVALID_FIELD_ARGUMENTS', 'Invalid cursor for current pagination sort.')
  }
  return read.slice(1) as (string | number | null)[]
}

export function connectionOf<T>(
  items: readonly T[],
  cursorOf: (item: T, place: number) => string,
  more: { readonly next: boolean; readonly previous: boolean },
): Connection<T> {
  const last = items.length - 1
  return {
    nodes: items,
    edges: () => items.map((node, place) => ({ node, cursor: cursorOf(node, place) })),
    pageInfo: () => ({
      hasNextPage: more.next,
      hasPreviousPage: more.previous,
      startCursor: last < 0 ? null : cursorOf(items[0] as T, 0),
      endCursor: last < 0 ? null : cursorOf(items[last] as T, last),
    }),
  }
}

/** Pages through a list that an object carries with it. */
export function pageOfList<T>(list: readonly T[], args: PageArgs, name: string): Connection<T> {
  const mark = args.reverse === true ? `${name} reversed` : name
  const all = args.reverse === true ? list.toReversed() : list
  let from = 0
  let to = all.length
  if (typeof args.after === 'string') from = Number(readCursor(mark, args.after)[0]) + 1
  if (typeof args.before === 'string') to = Number(readCursor(mark, args.before)[0])
  if (typeof args.first === 'number') to = Math.min(to, from + args.first)
  else if (typeof args.last === 'number') from = Math.max(from, to - args.last)
  return connectionOf(all.slice(from, to), (_, place) => writeCursor(mark, [from + place]), {
    next: to < all.length,
    previous: from > 0,
  })
}
