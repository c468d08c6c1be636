import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { TriggerSchema } from '../../../flows/schema.ts'
import { untilAborted } from '../../sdk/abort.ts'
import { canonicalJson } from '../../sdk/canonical.ts'
import type { Context } from '../../sdk/context.ts'
import { defineSource } from '../../sdk/node.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import { withRetries } from '../../sdk/retry.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import { bodyOf, type HttpClient } from '../http/client.ts'
import { httpSystem } from '../http/connector.ts'
import { headersOf, HeadersSchema } from '../http/headers.ts'
import { nextPlace, queryOf, valueAt, type Paging, type Place } from '../http/paging.ts'
import { wrongSetup } from '../http/problems.ts'
import { answerAt, programFor } from './answers.ts'

const closed = { additionalProperties: false }
const trigger = Type.Unsafe<Static<typeof TriggerSchema>>({
  ...TriggerSchema,
  title: 'Starts',
  description: 'On a schedule, or by hand only.',
  default: { type: 'manual' },
})
const expression = { minLength: 1, 'x-widget': 'expression' }

const config = Type.Object(
  {
    trigger: Type.Optional(trigger),
    path: Type.String({
      title: 'Path',
      description: 'What is read, behind the address of the connection: /orders?status=open',
      default: '/',
    }),
    headers: HeadersSchema,
    list: Type.Optional(
      Type.String({
        title: 'List',
        description: 'Where the list stands in the answer, with dots: data.orders. Empty: the answer is the list.',
      }),
    ),
    identity: Type.String({
      title: 'Identity',
      description: 'A JSONata expression on an item that gives what it is known by; the same each time it is read.',
      default: 'id',
      ...expression,
    }),
    key: Type.String({
      title: 'Name',
      description: 'A JSONata expression that gives the name under which people look for it.',
      default: '$string(number ? number : id)',
      ...expression,
    }),
    paging: Type.Union(
      [
        Type.Literal('none', { title: 'All in one answer' }),
        Type.Literal('next-link', { title: 'The answer has the address of the next page' }),
        Type.Literal('page-number', { title: 'Pages have numbers' }),
        Type.Literal('offset', { title: 'By how many items were read' }),
        Type.Literal('cursor', { title: 'The answer has a cursor for the next page' }),
      ],
      { title: 'Pages', description: 'How the service gives the rest of a long list.', default: 'none' },
    ),
    next: Type.Optional(
      Type.String({
        title: 'Next page',
        description:
          'Where its address or cursor stands in the answer, with dots. Empty, of an address: in the Link header.',
        minLength: 1,
      }),
    ),
    param: Type.String({
      title: 'Parameter for the page',
      description: 'The query parameter that takes the number, offset or cursor.',
      default: 'page',
      minLength: 1,
    }),
    firstPage: Type.Integer({
      title: 'First page',
      description: 'The number of the first page.',
      default: 1,
      minimum: 0,
      maximum: 1,
    }),
    sizeParam: Type.Optional(
      Type.String({
        title: 'Parameter for the size',
        description: 'The query parameter that takes the items a page.',
        minLength: 1,
      }),
    ),
    pageSize: Type.Integer({
      title: 'Items a page',
      description: 'Sent where there is a parameter for it.',
      default: 100,
      minimum: 1,
      maximum: 1000,
    }),
    changed: Type.Optional(
      Type.String({
        title: 'Moment of change',
        description:
          'A JSONata expression on an item that gives when it changed last (an ISO time). Empty: everything is read, each time.',
        ...expression,
      }),
    ),
    sinceParam: Type.Optional(
      Type.String({
        title: 'Parameter for changes since',
        description: 'The query parameter that takes the moment from which on changes are read.',
        minLength: 1,
      }),
    ),
    overlapSeconds: Type.Integer({
      title: 'Overlap (seconds)',
      description: 'How much before the last change that was seen the next reading begins, for clocks that differ.',
      default: 120,
      minimum: 0,
      maximum: 86_400,
    }),
  },
  closed,
)
type Config = Static<typeof config>
type Ctx = Context<Config, HttpClient>

/** Where a reading stands: the page to go on with, and the newest change seen so far. */
interface Cursor {
  readonly place?: string | number
  readonly since?: string
  readonly newest?: string
  readonly end?: true
}

/** Reads a list from any web service that answers with JSON. */
export const httpGet = defineSource<typeof config, HttpClient>({
  type: 'core.http-get',
  version: 1,
  kind: 'source',
  title: 'Read from a web service',
  description: 'Reads a list from any web service that answers with JSON, page by page.',
  icon: 'world-download',
  connects: httpSystem,
  triggers: ['schedule', 'manual'],
  records: 'event',
  outputs: { out: { title: 'Items' } },
  config,
  check: (given) => [
    ...(given.paging === 'cursor' && given.next === undefined
      ? [{ path: '$.next', message: 'Say where the cursor of the next page stands in the answer.' }]
      : []),
    ...((given.changed === undefined) === (given.sinceParam === undefined)
      ? []
      : [{ path: '$.sinceParam', message: 'Fill in both the moment of change and its parameter, or neither.' }]),
  ],
  read,
  recordOf(data) {
    const { id } = (typeof data === 'object' && data !== null ? data : {}) as { id?: unknown }
    const identity = scalar(id) ?? createHash('sha256').update(canonicalJson(data)).digest('hex').slice(0, 24)
    return { identity, key: identity, keys: [], data }
  },
})

async function* read(selection: Selection, ctx: Ctx): AsyncGenerator<Page> {
  const { keys, until } = selection
  const wanted = keys && new Set(keys.map(bare))
  let cursor = startOf(selection, ctx.config)
  while (cursor.end !== true) {
    const page = await pageAt(cursor, ctx)
    cursor = page.cursor
    const items = page.items.filter(
      ({ record, changed }) =>
        (!wanted || wanted.has(bare(record.key))) &&
        (until === undefined || changed === undefined || !isAfter(changed, until)),
    )
    const watermark = cursor.end === true ? cursor.newest : undefined
    const place = wanted ? {} : { cursor, ...(watermark === undefined ? {} : { watermark }) }
    yield { records: items.map(({ record }) => record), ...place }
  }
}

function startOf({ cursor, watermark, since }: Selection, { changed, overlapSeconds }: Config): Cursor {
  if (cursor !== undefined) return cursor as Cursor
  if (changed === undefined) return {}
  if (since !== undefined) return { since }
  if (typeof watermark !== 'string') return {}
  return { since: before(watermark, overlapSeconds), newest: watermark }
}

interface Item {
  readonly record: SourceRecord
  readonly changed: string | undefined
}

async function pageAt(cursor: Cursor, ctx: Ctx): Promise<{ items: readonly Item[]; cursor: Cursor }> {
  const { config: given, client, signal } = ctx
  const paging = given as Paging
  const link = given.paging === 'next-link' && typeof cursor.place === 'string' ? cursor.place : undefined
  const since = given.sinceParam !== undefined && cursor.since !== undefined ? { [given.sinceParam]: cursor.since } : {}
  const query = link === undefined ? { ...queryOf(paging, cursor.place), ...since } : {}
  const sent = { method: 'GET', path: link ?? given.path, query, headers: headersOf(given.headers), signal }
  const answer = await withRetries(() => client.send(sent), {
    signal,
    onRetry: ({ message }, attempt) => ctx.log.warn(`${message} Attempt ${attempt + 1} follows.`),
  })
  const body = bodyOf(answer)
  const list = valueAt(body, given.list ?? '')
  if (!Array.isArray(list)) throw noList(given.list ?? '', given.path)
  const items = await itemsOf(list as unknown[], ctx)
  const newest = items.reduce<string | undefined>((most, { changed }) => later(most, changed), cursor.newest)
  const next: Place = nextPlace(paging, cursor.place, answer, body, list.length)
  const kept = {
    ...(cursor.since === undefined ? {} : { since: cursor.since }),
    ...(newest === undefined ? {} : { newest }),
  }
  return { items, cursor: next === undefined ? { ...kept, end: true } : { ...kept, place: next } }
}

async function itemsOf(list: readonly unknown[], ctx: Ctx): Promise<readonly Item[]> {
  const program = programFor(ctx.config, ({ identity, key, changed }) => ({
    rows: [
      { to: 'identity', expression: identity },
      { to: 'key', expression: key },
      ...(changed === undefined ? [] : [{ to: 'changed', expression: changed }]),
    ],
  }))
  const provisional = list.map((data, at) => ({
    id: `${at}`,
    identity: `${at}`,
    key: `${at}`,
    keys: [],
    parents: [],
    data,
  }))
  const answers = await untilAborted(ctx.signal, ctx.evaluate(program, provisional))
  return list.map((data, at) => {
    const answer = answerAt(answers, at)
    const { identity, key, changed } = (answer.ok ? answer.value : {}) as Record<string, unknown>
    const known = scalar(identity)
    if (known === undefined) throw noIdentity(at, answer.ok ? undefined : answer.problem.message)
    return { record: { identity: known, key: scalar(key) ?? known, keys: [], data }, changed: scalar(changed) }
  })
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return isAfter(b, a) ? b : a
}

function isAfter(a: string, b: string): boolean {
  const [first, second] = [Date.parse(a), Date.parse(b)]
  return Number.isNaN(first) || Number.isNaN(second) ? a > b : first > second
}

function before(moment: string, seconds: number): string {
  const at = Date.parse(moment)
  return Number.isNaN(at) ? moment : new Date(at - seconds * 1000).toISOString()
}

const bare = (key: string): string => key.trim().replace(/^#/, '').toLowerCase()

function scalar(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function noList(path: string, address: string) {
  return wrongSetup(
    'http.no-list',
    `The answer of ${address} has no list ${path === '' ? 'as a whole' : `at "${path}"`}.`,
    'Check in the node where the list stands in the answer.',
  )
}

function noIdentity(at: number, why: string | undefined) {
  return wrongSetup(
    'http.no-identity',
    `Item ${at + 1} of the list has nothing that it is known by${why === undefined ? '.' : `: ${why}`}`,
    'Change the identity in the node to something that every item has.',
  )
}
