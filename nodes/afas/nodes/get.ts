import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { defineSource } from '../../sdk/node.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition, Filter } from '../client/filter.ts'
import { textField, withLocalTimes, type Row } from '../client/rows.ts'
import { amsterdam, minus } from '../client/wall-clock.ts'
import { isRanged, newestIn } from '../reading/place.ts'
import { conditionSetting, conditionsOf, OVERLAP_SECONDS, overlapSetting, triggerSetting } from '../reading/settings.ts'
import { afasSystem } from '../system.ts'

const config = Type.Object(
  {
    trigger: triggerSetting({ type: 'manual' }),
    connector: Type.String({
      title: 'Get-connector',
      'x-pick': 'afas.get-connectors',
      default: 'Koppel_Articles',
      minLength: 1,
    }),
    keyField: Type.String({
      title: 'Field that is different in every row',
      description: 'By it rows are ordered, paged and remembered: an item code, an order number.',
      default: 'ItemCode',
      minLength: 1,
    }),
    nameField: Type.Optional(
      Type.String({
        title: 'Field that people know it by',
        description: 'Empty: the field that is different in every row.',
      }),
    ),
    filters: Type.Optional(
      Type.Array(conditionSetting(), {
        title: 'Only rows for which',
        description: 'All of these hold together.',
        default: [],
      }),
    ),
    modifiedField: Type.Optional(
      Type.String({
        title: 'Field with the moment of change',
        description: 'Filled in: after the first time only what changed is read. Empty: everything, each time.',
      }),
    ),
    overlapSeconds: overlapSetting,
    pageSize: Type.Optional(Type.Integer({ title: 'Rows a call', default: 500, minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, AfasClient>

/** Where a reading stands: behind which key, since when it reads, and the newest change it saw. */
interface Cursor {
  readonly after: string
  readonly since: string
  readonly newest: string
}

/** Reads any get-connector, page by page behind the last key, so that rows that come and go shift nothing. */
export const get = defineSource<typeof config, AfasClient>({
  type: 'afas.get',
  version: 1,
  kind: 'source',
  title: 'Read get-connector',
  description: 'Reads the rows of a get-connector of AFAS: all of them, or what changed since the last time.',
  icon: 'database-export',
  connects: afasSystem,
  triggers: ['schedule', 'manual'],
  records: 'state',
  outputs: { out: { title: 'Rows' } },
  config,
  read,
  recordOf: (data) => recordOf(rowOf(data), { keyField: '', nameField: '' }),
})

async function* read(selection: Selection, ctx: Ctx): AsyncGenerator<Page> {
  if (!selection.keys) return yield* readOn(selection, ctx)
  const { pageSize = 500 } = ctx.config
  // With room for the key behind which the next page begins.
  const cursor: Cursor = { after: 'x'.repeat(60), since: '', newest: '' }
  const parts = ctx.client.split(selection.keys, (keys) => {
    return { filter: filtersOf({ ...selection, keys }, cursor, ctx.config), order: ctx.config.keyField, take: pageSize }
  })
  // Given keys say nothing about how far the source was read, so neither cursor nor watermark goes with them.
  for (const keys of parts) {
    for await (const { records } of readOn({ ...selection, keys }, ctx)) yield { records }
  }
}

async function* readOn(selection: Selection, ctx: Ctx): AsyncGenerator<Page> {
  const { connector, keyField, modifiedField = '', pageSize = 500 } = ctx.config
  let cursor = startOf(selection, ctx.config)
  for (;;) {
    const query = { filter: filtersOf(selection, cursor, ctx.config), order: keyField, skip: 0, take: pageSize }
    const rows = await ctx.client.rows(connector, query, ctx.signal)
    checkKeys(rows, cursor.after, ctx.config)
    const last = rows.length < pageSize
    cursor = {
      after: textField(rows.at(-1) ?? {}, keyField) || cursor.after,
      since: cursor.since,
      newest: newestIn(rows, modifiedField, cursor.newest),
    }
    const watermark = last && cursor.newest !== '' ? { watermark: { newest: cursor.newest } } : {}
    yield { records: rows.map((row) => recordOf(row, ctx.config)), cursor, ...watermark }
    if (last) return
  }
}

function startOf(selection: Selection, value: Config): Cursor {
  const resumed = selection.cursor as Cursor | undefined
  if (resumed && typeof resumed.after === 'string') return resumed
  const newest = (selection.watermark as { newest?: string } | undefined)?.newest ?? ''
  if (isRanged(selection) || selection.keys || !value.modifiedField) return { after: '', since: '', newest: '' }
  return { after: '', since: newest === '' ? '' : minus(newest, value.overlapSeconds ?? OVERLAP_SECONDS), newest }
}

function filtersOf(selection: Selection, cursor: Cursor, value: Config): Filter {
  const fixed: Condition[] = conditionsOf(value.filters)
  if (cursor.after !== '') fixed.push({ field: value.keyField, operator: 'above', value: cursor.after })
  const { modifiedField } = value
  if (modifiedField) {
    const since = selection.since ? amsterdam(selection.since) : cursor.since
    if (since !== '') fixed.push({ field: modifiedField, operator: 'at-least', value: since })
    if (selection.until) fixed.push({ field: modifiedField, operator: 'at-most', value: amsterdam(selection.until) })
  }
  const { keys } = selection
  if (!keys) return [fixed]
  const name = value.nameField || value.keyField
  return keys.map((key) => [...fixed, { field: name, operator: 'equals', value: key }])
}

/** Rows that share a key would be lost at the edge of a page, so that is said instead. */
function checkKeys(rows: readonly Row[], after: string, value: Config): void {
  let before = after
  for (const row of rows) {
    const key = textField(row, value.keyField)
    if (key !== '' && key !== before) {
      before = key
      continue
    }
    throw new ProblemError({
      code: 'afas.key-not-unique',
      message:
        key === ''
          ? `${value.connector} has a row without ${value.keyField}.`
          : `${value.connector} has several rows with ${value.keyField} ${key}.`,
      advice: 'Choose a field that is filled in and different in every row.',
      retry: 'after-fix',
      scope: 'system',
    })
  }
}

function recordOf(
  row: Row,
  value: { readonly keyField: string; readonly nameField?: string | undefined },
): SourceRecord {
  const identity = textField(row, value.keyField) || JSON.stringify(row)
  const key = textField(row, value.nameField || value.keyField) || identity.slice(0, 100)
  const type = /item|article/i.test(value.keyField) ? 'sku' : 'row'
  return { identity, key, keys: [{ type, value: key }], data: withLocalTimes(row) }
}

function rowOf(data: unknown): Row {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Row) : { value: data }
}
