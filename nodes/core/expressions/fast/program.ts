import type { Program } from '../../../sdk/context.ts'
import type { Environment } from '../document.ts'
import type { Scope } from '../jsonata.ts'
import { plain } from '../plain.ts'
import type { ExpressionInput } from '../program.ts'
import { planRows, type Place } from '../row-plan.ts'
import { compileFast } from './compile.ts'

/** Gives the program's value for a record, or throws: then the evaluator has to look at it. */
export type FastProgram = (input: ExpressionInput) => unknown
type Evaluate = (data: unknown, environment: Environment) => unknown

/**
 * A program that needs no JSONata and no process: every expression of it is covered by the fast evaluator. Undefined
 * when one is not, or has a fault.
 */
export function fastProgram(program: Program, scope: Scope): FastProgram | undefined {
  const run = 'rows' in program ? ofRows(program, scope) : compiled(program.expression, scope)
  return run && ((input) => run(input.data, environmentOf(input)))
}

function compiled(source: string, scope: Scope): Evaluate | undefined {
  try {
    const run = compileFast(source, scope)
    return run && ((data, environment) => plain(run(data, environment)))
  } catch {
    // A syntax error: the evaluator says which.
    return undefined
  }
}

/** As `compiled`, for the row of a list whose items are mapped further: they are looked at, not passed on. */
function compiledItems(source: string, scope: Scope): Evaluate | undefined {
  try {
    return compileFast(source, scope)
  } catch {
    return undefined
  }
}

function ofRows({ rows }: Extract<Program, { rows: unknown }>, scope: Scope): Evaluate | undefined {
  const { root, faults } = planRows(rows)
  const lists = new Set(
    placesOf(root).flatMap((place) => (place.item && place.item.fields.size > 0 ? (place.row ?? []) : [])),
  )
  const runs = rows.flatMap(({ expression }, at) => (lists.has(at) ? compiledItems : compiled)(expression, scope) ?? [])
  if (faults.length > 0 || runs.length < rows.length) return undefined
  const build = fieldsOf(root, runs)
  return (data, environment) => build(data, environment) ?? {}
}

function placesOf(place: Place): Place[] {
  return [place, ...(place.item ? placesOf(place.item) : []), ...[...place.fields.values()].flatMap(placesOf)]
}

function fieldsOf(place: Place, runs: readonly Evaluate[]): Evaluate {
  const fields = [...place.fields].map(([name, field]) => ({ name, run: valueOf(field, runs) }))
  return (data, environment) => {
    let result: Record<string, unknown> | undefined
    for (const { name, run } of fields) {
      const value = run(data, environment)
      if (value !== undefined) (result ??= {})[name] = value
    }
    return result
  }
}

function valueOf(field: Place, runs: readonly Evaluate[]): Evaluate {
  const own = field.row === undefined ? undefined : runs[field.row]
  if (!field.item) return own ?? fieldsOf(field, runs)
  const item = fieldsOf(field.item, runs)
  if (!own) {
    return (data, environment) => {
      const only = item(data, environment)
      return only === undefined ? undefined : [only]
    }
  }
  const bare = field.item.fields.size === 0
  return (data, environment) => {
    const given = own(data, environment)
    if (given === undefined || given === null) return undefined
    const items = Array.isArray(given) ? (given as unknown[]) : [given]
    return bare ? items : items.map((one, index) => item(one, { ...environment, index }) ?? {})
  }
}

function environmentOf({ data, record }: ExpressionInput): Environment {
  const { id, identity, key, keys } = record ?? { id: '', identity: '', key: '', keys: [] }
  return { record: { id, identity, key, keys, data } }
}
