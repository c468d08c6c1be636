import { fieldsOf, type Schema } from '../inspector/form/field-shape.ts'

export type Field = ReturnType<typeof fieldsOf>[number]

export interface Group {
  /** As it stands in the schema; empty for fields without one. */
  readonly title: string
  readonly fields: readonly Field[]
}

/** The fields of a settings schema under their headings (`x-group`); a group stands where its first field does. */
export function groupsOf(schema: Schema): readonly Group[] {
  const groups = new Map<string, Field[]>()
  for (const field of fieldsOf(schema)) {
    const given = field.schema['x-group']
    const title = typeof given === 'string' ? given : ''
    groups.set(title, [...(groups.get(title) ?? []), field])
  }
  return [...groups].map(([title, fields]) => ({ title, fields }))
}
