import type { ValueMap } from '../../../flows/schema.ts'
import type { Field } from '../../../nodes/sdk/connector.ts'
import { absentBelow, fieldsBelow, plainValue, shortValue } from '../sample-fields.ts'
import { RECORD, scopeAtCursor } from './scan-paths.ts'

/** A function of the expression library, as GET /api/functions tells it. */
export interface LibraryFunction {
  name: string
  signature: string
  description: string
  example: string
}

/** All that completion can offer from. `record` is what `$record` gives: key, keys. */
export interface Surroundings {
  sample?: unknown
  /** What nodes before add to the record, also when the sample does not have it yet. */
  added?: readonly Field[]
  settings?: Readonly<Record<string, unknown>>
  valueMaps?: Readonly<Record<string, ValueMap>>
  record?: unknown
  functions?: readonly LibraryFunction[]
}

export interface Suggestion {
  kind: 'field' | 'setting' | 'function' | 'map' | 'variable'
  label: string
  /** What is put in the place of the typed word. */
  insert: string
  /** Shown on the right: the value on the sample, or the shape of a function. */
  detail: string
  info?: string
}

const VARIABLES = ['$settings', '$record']

/** What fits at the cursor; `from` is where the typed word starts. */
export function suggest(before: string, around: Surroundings): { from: number; items: Suggestion[] } {
  const scope = scopeAtCursor(before)
  if (scope.kind === 'none') return { from: before.length, items: [] }
  if (scope.kind === 'string') {
    const items = scope.call?.name === '$mapValue' && scope.call.argument === 0 ? valueMapItems(around) : []
    return { from: scope.from, items }
  }
  if (scope.kind === 'variable') return { from: scope.from, items: dollarItems(around) }
  const fields = fieldItems(scope.root, scope.steps, around)
  const atStart = scope.root === RECORD && !before.slice(0, scope.from).trimEnd().endsWith('.')
  return { from: scope.from, items: atStart ? [...fields, ...dollarItems(around)] : fields }
}

function fieldItems(root: string, steps: readonly string[], around: Surroundings): Suggestion[] {
  const from = rootValue(root, around)
  const there = fieldsBelow(from, steps).map((field) => ({
    kind: root === '$settings' ? ('setting' as const) : ('field' as const),
    label: field.name,
    insert: field.name,
    detail: shortValue(field.value, 40),
  }))
  if (root !== RECORD || around.added === undefined) return there
  const absent = absentBelow(around.sample, around.added, steps).map((field) => ({
    kind: 'field' as const,
    label: field.path,
    insert: field.path,
    detail: field.label,
  }))
  return [...there, ...absent]
}

function rootValue(root: string, around: Surroundings): unknown {
  if (root === RECORD) return around.sample
  if (root === '$settings') return around.settings
  return root === '$record' ? around.record : undefined
}

function dollarItems(around: Surroundings): Suggestion[] {
  const settings = Object.entries(around.settings ?? {}).map(([name, value]) => ({
    kind: 'setting' as const,
    label: `$settings.${name}`,
    insert: `$settings.${name}`,
    detail: shortValue(value, 40),
  }))
  const functions = (around.functions ?? []).map((item) => {
    const name = item.name.startsWith('$') ? item.name : `$${item.name}`
    return {
      kind: 'function' as const,
      label: name,
      insert: `${name}(`,
      detail: argumentsOf(item.signature),
      info: item.example === '' ? item.description : `${item.description}\n${item.example}`,
    }
  })
  const variables = VARIABLES.map((name) => ({
    kind: 'variable' as const,
    label: name,
    insert: name,
    detail: '',
  }))
  return [...settings, ...functions, ...variables]
}

/** `$afasDate(value, zone?) -> text` tells its name already: only what is between the brackets is new. */
const argumentsOf = (signature: string) => /\(.*\)/.exec(signature)?.[0] ?? signature

function valueMapItems(around: Surroundings): Suggestion[] {
  return Object.entries(around.valueMaps ?? {}).map(([name, map]) => ({
    kind: 'map' as const,
    label: name,
    insert: name,
    detail: plainValue(map.title, 40),
    info: `${map.from} → ${map.to}`,
  }))
}
