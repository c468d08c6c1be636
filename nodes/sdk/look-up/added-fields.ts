import type { Field } from '../connector.ts'
import type { LookUpSettings } from './settings.ts'

/** What was found, as fields of the record: below the field that takes it. An entry of a list has a name that nobody knows before. */
export function addedFields(
  { to = 'found', many = false, severalFound = 'park' }: LookUpSettings,
  fields: readonly Field[],
): readonly Field[] {
  const group = fields[0]?.group
  const whole: Field = {
    path: to,
    label: 'What was found',
    type: severalFound === 'list' && !many ? 'list' : 'object',
    ...(group === undefined ? {} : { group }),
  }
  return many ? [whole] : [whole, ...fields.map((field) => ({ ...field, path: `${to}.${field.path}` }))]
}
