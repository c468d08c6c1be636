/** Steps of a path with dots; a name that is not allowed gives undefined. */
export function plainSteps(path: string): readonly string[] | undefined {
  const steps = path.split('.')
  return steps.every((step) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(step) && !RESERVED.has(step)) ? steps : undefined
}

const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * A copy of the data with one field set, its parents made where they are missing; undefined when it cannot be set, because
 * something else than fields stands on the way.
 */
export function withFieldAt(data: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  if (data !== undefined && (typeof data !== 'object' || data === null || Array.isArray(data))) return undefined
  const fields = (data ?? {}) as Record<string, unknown>
  const inside = withFieldAt(Object.hasOwn(fields, name) ? fields[name] : undefined, rest, value)
  return inside === undefined ? undefined : { ...fields, [name]: inside }
}
