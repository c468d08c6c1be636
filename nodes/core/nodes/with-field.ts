import { withFieldAt } from '../../sdk/with-field.ts'
import { readTargetPath } from '../expressions/target-path.ts'

/** A copy of the data with one field set, its parents made where they are missing; undefined when it cannot be set. */
export function withField(data: unknown, path: string, value: unknown): unknown {
  const steps = readTargetPath(path)
  if (typeof steps === 'string' || steps.some((step) => step.list)) return undefined
  return withFieldAt(
    data,
    steps.map((step) => step.name),
    value,
  )
}
