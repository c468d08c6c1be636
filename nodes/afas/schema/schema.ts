import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../flows/root.ts'

export type FieldType = 'string' | 'int' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'blob'

export interface FieldSchema {
  readonly type: FieldType
  readonly label: string
  readonly length?: number
  /** Must be filled when inserting. */
  readonly required?: true
  /** Names the row when updating. */
  readonly key?: true
  /** A closed list: code and description. */
  readonly values?: Readonly<Record<string, string>>
}

export interface ObjectSchema {
  readonly fields: Readonly<Record<string, FieldSchema>>
  /** Sub-objects and the name of their shape. */
  readonly objects: Readonly<Record<string, string>>
}

export interface ConnectorSchema {
  readonly label: string
  /** The root of its JSON, which may differ from its id. */
  readonly root: string
  readonly insert: boolean
  readonly update: boolean
  readonly shape: string
}

export interface GetConnectorSchema {
  readonly label: string
  readonly fields: Readonly<Record<string, { readonly type: FieldType; readonly label: string }>>
}

export interface AfasSchema {
  readonly updates: Readonly<Record<string, ConnectorSchema>>
  readonly shapes: Readonly<Record<string, ObjectSchema>>
  readonly gets: Readonly<Record<string, GetConnectorSchema>>
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(projectRoot(), 'nodes', 'afas', 'schema', name), 'utf8'))

/** AFAS's connectors as published, without what an environment adds of its own. */
export function readAfasSchema(): AfasSchema {
  const updates = read('update-connectors.json') as Pick<AfasSchema, 'shapes'> & { connectors: AfasSchema['updates'] }
  const gets = read('get-connectors.json') as { connectors: AfasSchema['gets'] }
  return { updates: updates.connectors, shapes: updates.shapes, gets: gets.connectors }
}
