import { readTargetPath } from '../expressions/target-path.ts'

/** A copy of the data with one field set, its parents made where they are missing; undefined when it cannot be set. */
export function withField(data: unknown, path: string, value: unknown): unknown {
  const steps = readTargetPath(path)
  if (typeof steps === 'string' || steps.some((step) => step.list)) return undefined
  return setAt(
    data,
    steps.map((step) => step.name),
    value,
  )
}

function setAt(data: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  if (data !== undefined && (typeof data !== 'object' || data === null || Array.isArray(data))) return undefined
  const fields = (data ?? {}) as Record<string, unknown>
  const inside = setAt(Object.hasOwn(fields, name) ? fields[name] : undefined, rest, value)
  return inside === undefined ? undefined : { ...fields, [name]: inside }
}
