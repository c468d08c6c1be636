import { scanPaths } from '../../mapper/language/scan-paths.ts'
import { tokenise } from '../../mapper/language/tokenise.ts'
import { recordPaths, valueMapsIn } from '../../mapper/origin.ts'
import { codeOf, type Mapping } from '../../mapper/rows.ts'
import { isObject, shortValue, valueAt } from '../../mapper/sample-fields.ts'

/** How a value got from the source to the target. `name` is a function, a setting or a value map. */
export interface How {
  kind: 'as-is' | 'value-map' | 'setting' | 'function' | 'fixed' | 'expression'
  name?: string
}

export interface MappedRow {
  to: string
  code: string
  /** Paths of the record that were read, with what stood there. */
  from: readonly { path: string; value: unknown }[]
  how: How
  expression: string
  value: unknown
  list: boolean
}

/** Source | how | target, one row a mapping: read from the expression, with the values of this record. */
export function mappedRows(mappings: readonly Mapping[], input: unknown, output: unknown): MappedRow[] {
  return mappings.map((mapping) => {
    const paths = recordPaths(mapping.expression)
    const from = paths.map((steps) => ({ path: steps.join('.'), value: valueAt(input, steps) }))
    const value = valueAtTarget(output, mapping.to)
    return {
      to: mapping.to,
      code: codeOf(mapping.to),
      from,
      how: howOf(mapping.expression, from.length === 1 ? from[0]?.value : undefined, value),
      expression: mapping.expression,
      value,
      list: mapping.to.includes('[]'),
    }
  })
}

/**
 * What was sent under the name that the mapping has for it: a mapping of a sales order may have been sent as a quotation, whose
 * lines are named after it too.
 */
export function underMappedName(sent: unknown, mappings: readonly Mapping[]): unknown {
  const mapped = /^(\w+)\.Element\./.exec(mappings[0]?.to ?? '')?.[1]
  const [name, ...others] = isObject(sent) ? Object.keys(sent) : []
  if (mapped === undefined || name === undefined || others.length > 0 || name === mapped) return sent
  return renamed(sent, { [name]: mapped, [`${name}Lines`]: `${mapped}Lines` })
}

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map((item) => renamed(item, names))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [names[key] ?? key, renamed(item, names)]))
}

export function howOf(expression: string, source: unknown, value: unknown): How {
  const map = valueMapsIn(expression)[0]
  if (map !== undefined) return { kind: 'value-map', name: map }
  const uses = scanPaths(expression)
  const settings = uses.filter((use) => use.root === '$settings')
  const fields = uses.filter((use) => use.root === '')
  const functions = tokenise(expression).filter((token) => token.kind === 'function')
  if (fields.length === 0 && settings[0] !== undefined && functions.length === 0) {
    return { kind: 'setting', name: settings[0].steps.join('.') }
  }
  if (fields.length === 0 && uses.length === 0 && functions.length === 0) return { kind: 'fixed' }
  if (source !== undefined && shortValue(source) === shortValue(value)) return { kind: 'as-is' }
  const first = functions[0]
  if (first !== undefined) return { kind: 'function', name: first.text }
  return { kind: 'expression' }
}

/** What stands in a document at a target path; `[]` looks through a list, as does a plain step. */
export function valueAtTarget(document: unknown, path: string): unknown {
  const steps = path.split('.')
  let current: unknown[] = [document]
  let many = false
  for (const step of steps) {
    const list = /\[\d*\]$/.test(step)
    if (step.endsWith('[]')) many = true
    const name = step.replace(/\[\d*\]$/, '')
    current = current.flatMap((item) => flat(item)).map((item) => (isObject(item) ? item[name] : undefined))
    if (list) current = current.flatMap((item) => flat(item))
  }
  const found = current.filter((item) => item !== undefined)
  return many ? (found.length === 0 ? undefined : found) : found[0]
}

const flat = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
