import { Type, type Static } from 'typebox'
import { canonicalJson } from '../../sdk/canonical.ts'
import type { Context } from '../../sdk/context.ts'
import { lookingUp, lookUpOutputs } from '../../sdk/look-up/look-up.ts'
import { addedFields } from '../../sdk/look-up/added-fields.ts'
import { lookUpSettings } from '../../sdk/look-up/settings.ts'
import { defineNode } from '../../sdk/node.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { AfasClient } from '../client/client.ts'
import { fieldType } from '../client/describe.ts'
import { withLocalTimes, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { plainValue, rowsByValue, type Place } from '../look-up/rows-by-value.ts'
import { conditionSetting, conditionsOf } from '../reading/settings.ts'
import { afasSystem } from '../system.ts'

const config = Type.Object(
  {
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector',
        description: 'Where AFAS is asked.',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.articles.connector,
        minLength: 1,
      }),
    ),
    keyField: Type.Optional(
      Type.String({
        title: 'Its field with the value',
        description: 'The field of the get-connector that holds what is looked for, such as the item code.',
        default: KOPPEL.articles.code,
        minLength: 1,
      }),
    ),
    fields: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Fields wanted',
        description: 'Fields of the get-connector that the record gets. Empty: all of them.',
        default: [],
        maxItems: 100,
      }),
    ),
    conditions: Type.Optional(
      Type.Array(conditionSetting({ description: 'Of the get-connector.', default: 'Blocked' }), {
        title: 'Only rows for which',
        description: 'All of these hold together.',
        default: [],
        maxItems: 5,
      }),
    ),
    ...lookUpSettings,
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, AfasClient>

/** Adds to each record what a get-connector of AFAS knows of it: the customs code of an article, a debtor's price list. */
export const lookUp = defineNode<typeof config, AfasClient>({
  type: 'afas.look-up',
  version: 1,
  kind: 'transform',
  title: 'Look up in AFAS',
  description: 'Finds the row of a get-connector that belongs to each record, and adds its fields to the record.',
  icon: 'database-search',
  connects: afasSystem,
  inputs: ['in'],
  outputs: lookUpOutputs,
  config,
  adds: async (given, client, signal) => {
    const { connector } = placeOf(given)
    const all = await client.getFields(connector, signal)
    const wanted = new Set(given.fields?.length ? given.fields : all.map(({ id }) => id))
    const own = all.filter(({ id }) => wanted.has(id))
    return addedFields(
      given,
      own.map(({ id, label, dataType }) => ({ path: id, label, type: fieldType(dataType), group: connector })),
    )
  },
  run: lookingUp<Config, AfasClient>({
    plain: plainValue,
    sentence: (value, count, { config: given }) => {
      const { connector, keyField } = placeOf(given)
      return `${connector} has ${count === 0 ? 'no row' : `${count} rows`} with ${keyField} ${value}`
    },
    ask: async (values, ctx: Ctx) => {
      const place = placeOf(ctx.config)
      const found = await rowsByValue(ctx.client, place, values, ctx.signal)
      return new Map(
        [...found].map(([value, rows]) => [value, inOneOrder(rows.map((row) => wantedFields(row, ctx.config)))]),
      )
    },
  }),
})

function placeOf({ connector, keyField, conditions }: Config): Place {
  return {
    connector: connector ?? KOPPEL.articles.connector,
    keyField: keyField ?? KOPPEL.articles.code,
    conditions: conditionsOf(conditions),
  }
}

/** AFAS gives rows that share a value in any order; the same rows must look the same each time, or they seem changed. */
function inOneOrder(rows: readonly Row[]): readonly Row[] {
  if (rows.length < 2) return rows
  const texts = new Map(rows.map((row) => [row, canonicalJson(row)]))
  return rows.toSorted((one, other) => ((texts.get(one) ?? '') < (texts.get(other) ?? '') ? -1 : 1))
}

/** A field that the connector does not have would be missing in every record, so that is said instead. */
function wantedFields(row: Row, { fields = [], connector = KOPPEL.articles.connector }: Config): Row {
  const absent = fields.filter((field) => !Object.hasOwn(row, field))
  if (absent.length > 0) {
    throw new ProblemError({
      code: 'afas.unknown-field',
      message: `${connector} has no field ${absent.join(', ')}.`,
      advice: 'Add it to the get-connector in AFAS, or take it out of the fields wanted in this node.',
      retry: 'after-fix',
      scope: 'system',
    })
  }
  return withLocalTimes(fields.length === 0 ? row : Object.fromEntries(fields.map((field) => [field, row[field]])))
}
