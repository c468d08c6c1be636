import { jsonPath } from './problem.ts'
import type { FlowSettings } from './schema.ts'

export interface SettingProblem {
  readonly path: string
  readonly message: string
}

/** The values of a flow's settings as expressions see them (`$settings`): what a person filled in, else the default. */
export function settingValues(settings: FlowSettings | undefined): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(propertiesOf(settings))) {
    const fallback = (property as { default?: unknown } | null)?.default
    if (fallback !== undefined) values[name] = fallback
  }
  return { ...values, ...settings?.values }
}

/**
 * Puts the flow's settings in the place of every `{ "$setting": "name" }` in a node's config. A setting without a
 * value leaves its key out, so that the node's own default holds; one that the flow does not have is a problem.
 */
export function resolveSettings(
  config: Readonly<Record<string, unknown>>,
  settings: FlowSettings | undefined,
): { readonly config: Record<string, unknown>; readonly problems: readonly SettingProblem[] } {
  const values = settingValues(settings)
  const known = new Set([...Object.keys(propertiesOf(settings)), ...Object.keys(values)])
  const problems: SettingProblem[] = []
  const resolve = (value: unknown, steps: readonly (string | number)[]): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const name = settingName(value)
    if (name !== undefined) {
      const [top = '', ...parts] = name.split('.')
      if (!known.has(top)) problems.push({ path: jsonPath(steps), message: `The flow has no setting "${name}".` })
      return structuredClone(parts.reduce(partOf, partOf(values, top)))
    }
    if (Array.isArray(value))
      return value.map((one, at) => resolve(one, [...steps, at])).filter((one) => one !== undefined)
    const entries = Object.entries(value).map(([key, one]) => [key, resolve(one, [...steps, key])] as const)
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
  }
  return { config: resolve(config, []) as Record<string, unknown>, problems }
}

/** A part of a setting that is an object; nothing when nobody filled it in, so that the node's own default holds. */
function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}

/** The name in `{ "$setting": "name" }`, or `name.part` for a part of a setting; undefined for anything else. */
export function settingName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const keys = Object.keys(value)
  const name = (value as { $setting?: unknown }).$setting
  return keys.length === 1 && typeof name === 'string' ? name : undefined
}

function propertiesOf(settings: FlowSettings | undefined): Readonly<Record<string, unknown>> {
  const properties = settings?.schema['properties']
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {}
}
