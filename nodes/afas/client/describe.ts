import type { Field } from '../../sdk/connector.ts'
import type { UpdateField, UpdateObject } from './metainfo.ts'

const TYPES: Readonly<Record<string, Field['type']>> = {
  int: 'integer',
  integer: 'integer',
  decimal: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  blob: 'string',
  string: 'string',
}
/** What AFAS calls a kind of data, in the words of fields; what it does not say is text. */
export function fieldType(dataType: string): Field['type'] {
  return TYPES[dataType.toLowerCase()] ?? 'string'
}

/** AFAS nests up to six levels deep. */
const MAX_DEPTH = 6

/** An update-connector as a flat list of target fields, sub-objects included, for the data mapper. */
export function describeDocument(document: UpdateObject): readonly Field[] {
  // Organisations and persons take one row of each part in a call, documents take many.
  const many = !document.name.startsWith('Kn')
  return fieldsOf(document, `${document.name}.Element`, many, 1)
}

function fieldsOf(object: UpdateObject, path: string, many: boolean, depth: number): Field[] {
  const fields = object.fields.map((field) => describeField(field, `${path}.Fields.${field.id}`, object.label))
  if (depth >= MAX_DEPTH) return fields
  const parts = object.objects.flatMap((part) => {
    const place = `${path}.Objects.${part.name}.Element${many ? '[]' : ''}`
    const list: Field[] = many ? [{ path: place, label: part.label, type: 'list', group: part.label }] : []
    return [...list, ...fieldsOf(part, place, many, depth + 1)]
  })
  return [...fields, ...parts]
}

function describeField(field: UpdateField, path: string, group: string): Field {
  return {
    path,
    label: field.label,
    type: fieldType(field.dataType),
    ...(field.length === undefined ? {} : { length: field.length }),
    ...(field.required ? { required: true } : {}),
    ...(field.values.length > 0
      ? { values: field.values.map((one) => ({ value: one.id, label: one.description })) }
      : {}),
    group,
  }
}
