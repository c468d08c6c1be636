import type { Check } from '../../nodes/sdk/connector.ts'
import type { Connection } from '../api/shapes.ts'
import type { Schema } from '../inspector/form/field-shape.ts'

/** Answers of `/api/connections` and `/api/connectors`, as this room reads them. */

export interface ConnectionView extends Connection {
  readonly config: Readonly<Record<string, unknown>>
  /** Names of the secrets that are stored; their values never come out. */
  readonly secretsSet: readonly string[]
  readonly sandbox: boolean
  readonly revision: number
}

/** A system that can be connected, with what a connection to it takes. */
export interface ConnectorView {
  readonly type: string
  readonly title: string
  readonly icon: string
  readonly config: Schema
  readonly secrets: Schema
}

export interface TestAnswer {
  readonly ok: boolean
  readonly checks: readonly Check[]
}
