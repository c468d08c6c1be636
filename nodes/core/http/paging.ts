import type { Answer } from './problems.ts'
import { httpProblem } from './problems.ts'

/** How a service gives the rest of a list. */
export interface Paging {
  readonly paging: 'none' | 'next-link' | 'page-number' | 'offset' | 'cursor'
  /** Where the next link or cursor stands in an answer, with dots. */
  readonly next?: string
  readonly param: string
  readonly firstPage: number
  readonly sizeParam?: string
  readonly pageSize: number
}

/** Which page is asked for: a link, a cursor, or a number; undefined is the first. */
export type Place = string | number | undefined

/** The query of this page; a link has its own. */
export function queryOf(paging: Paging, place: Place): Record<string, string> {
  const { paging: kind, param, firstPage, sizeParam, pageSize } = paging
  const size = sizeParam === undefined ? {} : { [sizeParam]: String(pageSize) }
  if (kind === 'page-number') return { ...size, [param]: String(place ?? firstPage) }
  if (kind === 'offset') return { ...size, [param]: String(place ?? 0) }
  if (kind === 'cursor' && place !== undefined) return { ...size, [param]: String(place) }
  return kind === 'next-link' && place !== undefined ? {} : size
}

/** Where the page after this one is; undefined when there is none. */
export function nextPlace(paging: Paging, place: Place, answer: Answer, body: unknown, count: number): Place {
  const { paging: kind, next, firstPage, sizeParam, pageSize } = paging
  const last = count === 0 || (sizeParam !== undefined && count < pageSize)
  if (kind === 'page-number') return last ? undefined : Number(place ?? firstPage) + 1
  if (kind === 'offset') return last ? undefined : Number(place ?? 0) + count
  if (kind === 'none') return undefined
  const given = next === undefined ? linkHeader(answer) : valueAt(body, next)
  if (given === undefined || given === null || given === '' || given === false) return undefined
  if (typeof given !== 'string' && typeof given !== 'number') throw loop('The place of the next page is not a text.')
  if (given === place) throw loop('A page leads to itself.')
  return kind === 'next-link' ? new URL(String(given), answer.url).href : given
}

/** The value at a path with dots; the whole for an empty one. */
export function valueAt(data: unknown, path: string): unknown {
  let value = data
  for (const name of path.split('.').filter((one) => one !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function linkHeader({ headers }: Answer): string | undefined {
  const { link } = headers
  const text = Array.isArray(link) ? link.join(',') : (link ?? '')
  for (const [, target, parameters] of text.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?([^"]*\s)?next(\s[^"]*)?"?\s*(;|,|$)/i.test(parameters ?? '')) return target
  }
  return undefined
}

function loop(message: string) {
  return httpProblem({
    code: 'http.paging',
    message: `The list cannot be read on: ${message}`,
    advice: 'Check in the node where the place of the next page stands in the answer.',
    retry: 'after-fix',
    scope: 'system',
    effect: 'none',
  })
}
