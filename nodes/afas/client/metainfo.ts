import { bodyOf } from './faults.ts'

export interface ConnectorName {
  readonly id: string
  readonly description: string
}

/** What the token leads to, and which connectors its app connector holds. */
export interface Metainfo {
  readonly environment: string
  readonly appName: string
  readonly updateConnectors: readonly ConnectorName[]
  readonly getConnectors: readonly ConnectorName[]
}

export interface UpdateField {
  readonly id: string
  readonly label: string
  readonly dataType: string
  readonly length: number | undefined
  readonly decimals: number | undefined
  readonly required: boolean
  readonly key: boolean
  readonly values: readonly ConnectorName[]
}

/** An update-connector or a part of one. `name` is the root in its JSON, which may differ from the connector's id. */
export interface UpdateObject {
  readonly name: string
  readonly label: string
  readonly fields: readonly UpdateField[]
  readonly objects: readonly UpdateObject[]
}

export interface GetField {
  readonly id: string
  readonly label: string
  readonly dataType: string
}

export function metainfoOf(text: string): Metainfo {
  const body = bodyOf(text)
  const info = objectOf(body['info'])
  return {
    environment: textOf(info['envid']),
    appName: textOf(info['appName']),
    updateConnectors: listOf(body['updateConnectors']).map(nameOf),
    getConnectors: listOf(body['getConnectors']).map(nameOf),
  }
}

export function updateObjectOf(value: unknown): UpdateObject {
  const object = objectOf(value)
  return {
    name: textOf(object['name']) || textOf(object['id']),
    label: textOf(object['description']) || textOf(object['label']) || textOf(object['name']),
    fields: listOf(object['fields']).map(updateFieldOf),
    objects: listOf(object['objects']).map(updateObjectOf),
  }
}

export function getFieldsOf(text: string): readonly GetField[] {
  return listOf(bodyOf(text)['fields']).map((value) => {
    const field = objectOf(value)
    return { id: textOf(field['id']), label: textOf(field['label']), dataType: textOf(field['dataType']) }
  })
}

function updateFieldOf(value: unknown): UpdateField {
  const field = objectOf(value)
  return {
    id: textOf(field['fieldId']),
    label: textOf(field['label']) || textOf(field['fieldId']),
    dataType: textOf(field['dataType']),
    length: numberOf(field['length']),
    decimals: numberOf(field['decimals']),
    required: isTrue(field['mandatory']),
    key: isTrue(field['primaryKey']),
    values: listOf(field['values']).map(nameOf),
  }
}

function nameOf(value: unknown): ConnectorName {
  const name = objectOf(value)
  const id = textOf(name['id'])
  return { id, description: textOf(name['description']) || id }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** Lengths of 0 mean that there is none. */
function numberOf(value: unknown): number | undefined {
  const number = Number(value)
  return Number.isFinite(number) && number > 0 ? number : undefined
}

/** Some versions give booleans, others text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1'
}
