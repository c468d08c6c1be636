import { ProblemError } from '../../sdk/problem.ts'

type Scalar = string | number | boolean | null

/** A value map as a flow has it; see `ValueMapSchema`. */
export interface ValueMapDocument {
  /** As people know it; a preview may leave it out. */
  readonly title?: string
  readonly rows: readonly (readonly [Scalar, Scalar])[]
  readonly otherwise?: Scalar
}

/** A value map made ready for look-ups. */
export type Look = (value: unknown) => Scalar | undefined

export interface MapFunction {
  readonly parameters: string
  readonly run: (...args: unknown[]) => unknown
}

/** The functions of expressions that know the value maps of a flow, by name, with their parameters as JSONata writes them. */
export function valueMapFunctions(
  maps: Readonly<Record<string, ValueMapDocument>>,
): Readonly<Record<string, MapFunction>> {
  return {
    mapValue: { parameters: '<s(sbnla)?:x>', run: readyValueMaps(maps) },
    mapTargets: { parameters: '<s:x>', run: readyMapTargets(maps) },
    mapFields: { parameters: '<sx?:x>', run: readyMapFields(maps) },
  }
}

/** Makes the value maps of a flow ready: `(map, value)` gives the mapped value or throws `valuemap.missing`. */
function readyValueMaps(
  maps: Readonly<Record<string, ValueMapDocument>>,
): (map: unknown, value: unknown) => Scalar | undefined {
  const ready = new Map<string, Look>()
  return (name, value) => {
    if (typeof name !== 'string' || !Object.hasOwn(maps, name)) throw new ProblemError(unknownMap(String(name)))
    let look = ready.get(name)
    if (!look) ready.set(name, (look = lookOf(name, maps[name] as ValueMapDocument)))
    return look(value)
  }
}

/** What a value map leads to, `map => values`: each value once, in the order of the rows, without the empty ones. */
function readyMapTargets(maps: Readonly<Record<string, ValueMapDocument>>): (map: unknown) => readonly Scalar[] {
  return (name) => {
    if (typeof name !== 'string' || !Object.hasOwn(maps, name)) throw new ProblemError(unknownMap(String(name)))
    const values = (maps[name] as ValueMapDocument).rows.map(([, to]) => to)
    return [...new Set(values)].filter((to) => to !== null && to !== '')
  }
}

/**
 * The fields of an object that a value map names, `(map, object) => [{ name, value }]`, under the names that it leads to; the
 * others are not meant. A field without a value is there with null, so that a target can take it away.
 */
function readyMapFields(
  maps: Readonly<Record<string, ValueMapDocument>>,
): (map: unknown, object: unknown) => readonly { readonly name: Scalar; readonly value: unknown }[] | undefined {
  return (name, object) => {
    if (typeof name !== 'string' || !Object.hasOwn(maps, name)) throw new ProblemError(unknownMap(String(name)))
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined
    const { rows } = maps[name] as ValueMapDocument
    return rows.flatMap(([from, to]) => {
      const field = textOf(from)
      if (to === null || to === '' || !Object.hasOwn(object, field)) return []
      return [{ name: to, value: (Reflect.get(object, field) as unknown) ?? null }]
    })
  }
}

/** Texts match exactly first, then without regard to case and outer spaces; no value at all stays no value. */
function lookOf(name: string, map: ValueMapDocument): Look {
  const exact = new Map<string, Scalar>()
  const loose = new Map<string, Scalar>()
  for (const [from, to] of map.rows) {
    const text = textOf(from)
    if (!exact.has(text)) exact.set(text, to)
    if (!loose.has(looseText(text))) loose.set(looseText(text), to)
  }
  const row = (text: string): Scalar | undefined => exact.get(text) ?? loose.get(looseText(text))
  const listed = (text: string): boolean => exact.has(text) || loose.has(looseText(text))
  return (value) => {
    // Of a list the first that has a row counts: by customer type, or else by country.
    const texts = Array.isArray(value) ? value.map(textOf) : [textOf(value)]
    const text = texts.find(listed)
    if (text !== undefined) return row(text) ?? null
    const [first] = texts.filter((one) => one.trim() !== '')
    if (first === undefined) return undefined
    if (map.otherwise !== undefined && map.otherwise !== null) return map.otherwise
    throw new ProblemError(missing(name, map.title ?? name, first))
  }
}

/** Maps hold texts, numbers and yes or no; anything else is no value of one. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function looseText(text: string): string {
  return text.trim().toLowerCase()
}

function missing(name: string, title: string, value: string) {
  return {
    code: 'valuemap.missing',
    message: `The value map "${title}" has no row for "${value}".`,
    advice: `Add a row for "${value}" to the value map "${title}", or say there what any other value becomes; then retry.`,
    retry: 'after-fix',
    details: { map: name, value },
  } as const
}

function unknownMap(name: string) {
  return {
    code: 'valuemap.unknown',
    message: `The flow has no value map called "${name}".`,
    advice: 'Add the value map to the flow, or correct its name in the expression.',
    retry: 'after-fix',
    details: { map: name },
  } as const
}
