import type { Flow, ValueMap } from '../../flows/schema.ts'
import { fieldsOf, titleOf, type Schema } from '../inspector/form/field-shape.ts'
import { sameValue } from '../inspector/form/value-words.ts'
import { textOf, type Scalar } from '../inspector/scalar.ts'
import { settingsOf } from '../mapper/settings-of.ts'

/** One thing that differs in the settings or value maps of two versions of a flow. */
export type SettingChange =
  | {
      readonly kind: 'setting'
      readonly name: string
      readonly title: string
      readonly schema: Schema
      readonly before: unknown
      readonly after: unknown
    }
  | {
      readonly kind: 'row'
      readonly map: string
      readonly title: string
      readonly from: string
      /** Undefined where there is no such row. */
      readonly before: Scalar | undefined
      readonly after: Scalar | undefined
    }
  | { readonly kind: 'otherwise'; readonly map: string; readonly title: string; readonly after: Scalar }
  | { readonly kind: 'mapAdded' | 'mapRemoved'; readonly map: string; readonly title: string }

/** What somebody who only knows the settings page sees change from one version to the other. */
export function settingChanges(before: Flow, now: Flow): readonly SettingChange[] {
  return [...valueChanges(before, now), ...mapChanges(before.valueMaps ?? {}, now.valueMaps ?? {})]
}

function valueChanges(before: Flow, now: Flow): SettingChange[] {
  const old = settingsOf(before)
  const values = settingsOf(now)
  return fieldsOf(now.settings?.schema ?? {}).flatMap(({ name, schema }): SettingChange[] =>
    sameValue(old[name], values[name])
      ? []
      : [{ kind: 'setting', name, title: titleOf(name, schema), schema, before: old[name], after: values[name] }],
  )
}

type Maps = Readonly<Record<string, ValueMap>>

function mapChanges(before: Maps, now: Maps): SettingChange[] {
  const added = Object.entries(now).filter(([map]) => !Object.hasOwn(before, map))
  const removed = Object.entries(before).filter(([map]) => !Object.hasOwn(now, map))
  return [
    ...Object.entries(now).flatMap(([map, one]) => {
      const old = before[map]
      return old === undefined ? [] : rowChanges(map, old, one)
    }),
    ...added.map(([map, { title }]) => ({ kind: 'mapAdded', map, title }) as const),
    ...removed.map(([map, { title }]) => ({ kind: 'mapRemoved', map, title }) as const),
  ]
}

function rowChanges(map: string, before: ValueMap, now: ValueMap): SettingChange[] {
  const { title } = now
  const old = rowsOf(before)
  const rows = rowsOf(now)
  const changes: SettingChange[] = []
  for (const from of new Set([...old.keys(), ...rows.keys()])) {
    const one = { kind: 'row', map, title, from, before: old.get(from), after: rows.get(from) } as const
    if (one.before !== one.after) changes.push(one)
  }
  const otherwise = now.otherwise ?? null
  if ((before.otherwise ?? null) !== otherwise) changes.push({ kind: 'otherwise', map, title, after: otherwise })
  return changes
}

/** The first row of a value is the one that counts. */
function rowsOf(map: ValueMap): Map<string, Scalar> {
  const rows = new Map<string, Scalar>()
  for (const [from, to] of map.rows) if (!rows.has(textOf(from))) rows.set(textOf(from), to)
  return rows
}
