import type { FieldSchema, ObjectSchema } from '../schema/schema.ts'
import type { GetConnector } from './get/definition.ts'
import { labelIn } from './labels.ts'
import type { Language } from './refusal.ts'
import type { UpdateSchema } from './update/schema.ts'

const dataTypes: Readonly<Record<string, string>> = { datetime: 'date' }

/** How Profit shows a field on a form; integrators only tell lists from the rest by it. */
const controlTypes: Readonly<Record<string, number>> = {
  string: 5,
  int: 2,
  decimal: 3,
  boolean: 1,
  date: 4,
  datetime: 4,
  blob: 6,
}

export function describeEnvironment(environment: string, updates: UpdateSchema, gets: readonly GetConnector[]): object {
  return {
    updateConnectors: updates.list().map(({ id, label }) => ({ id, description: label })),
    getConnectors: gets.map(({ id, description }) => ({ id, description })),
    info: {
      envid: environment,
      appName: 'Koppel sandbox',
      group: `Koppel (${environment.slice(1, 6)}.KOPPEL)`,
      tokenExpiry: '0',
    },
  }
}

export function describeGet({ id, description, columns }: GetConnector, language: Language): object {
  return {
    name: id,
    description,
    fields: columns.map((column) => ({
      id: column.id,
      fieldId: column.fieldId ?? column.id,
      dataType: dataTypes[column.type] ?? column.type,
      label: labelIn(language, column.fieldId ?? '', column.label),
      length: column.length ?? 0,
      controlType: controlTypes[column.type] ?? 5,
      decimals: column.type === 'decimal' ? 2 : 0,
      decimalsFieldId: '',
    })),
  }
}

function describeField(id: string, field: FieldSchema, language: Language): object {
  return {
    fieldId: id,
    primaryKey: field.key === true,
    dataType: dataTypes[field.type] ?? field.type,
    label: labelIn(language, id, field.label),
    mandatory: field.required === true,
    length: field.length ?? 0,
    decimals: field.type === 'decimal' ? 2 : 0,
    decimalFieldId: '',
    notzero: false,
    controlType: controlTypes[field.type] ?? 5,
    values: field.values
      ? Object.entries(field.values).map(([code, description]) => ({ id: code, description }))
      : null,
  }
}

function describeShape(name: string, shape: ObjectSchema, updates: UpdateSchema, language: Language): object {
  return {
    name,
    fields: Object.entries(shape.fields).map(([id, field]) => describeField(id, field, language)),
    objects: Object.entries(shape.objects).map(([sub, key]) =>
      describeShape(sub, updates.shape(key), updates, language),
    ),
  }
}

export function describeUpdate(
  found: NonNullable<ReturnType<UpdateSchema['find']>>,
  updates: UpdateSchema,
  language: Language,
): object {
  const { id, label, root, shape } = found
  return { id, description: label, ...describeShape(root, shape, updates, language) }
}
