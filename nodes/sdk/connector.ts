import type { Static, TObject } from 'typebox'
import type { Binary } from './binary.ts'
import type { Logger } from './context.ts'
import type { GuideTable } from './guide.ts'
import type { NodeDefinition } from './node.ts'
import type { UsedNode } from './used-node.ts'

export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
  readonly advice?: string
}

export interface Choice {
  readonly value: string | number | boolean
  readonly label: string
}

/** A field that a source gives or a target takes, as the live system describes it. */
export interface Field {
  /** Path in the target document: `FbSales.Element.Fields.RfCs`, list items with `[]`. */
  readonly path: string
  readonly label: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'date-time' | 'list' | 'object'
  readonly length?: number
  readonly required?: boolean
  readonly values?: readonly Choice[]
  readonly group?: string
}

export interface Environment {
  readonly id: string
  readonly name: string
  /** The built-in sandbox: a changed environment is accepted without asking. */
  readonly sandbox: boolean
}

/** How a system calls us. `verify` works on the raw bytes and refuses when no secret is stored. */
export interface WebhookSupport<Client = unknown> {
  verify(request: WebhookRequest, secret: string): boolean
  deliveryId(request: WebhookRequest): string | undefined
  topic(request: WebhookRequest): string | undefined
  /** Makes or repairs the subscription; answers the secret deliveries are signed with. */
  subscribe(client: Client, subscription: { topic: string; uri: string }): Promise<{ id: string; secret: string }>
  unsubscribe(client: Client, uri: string): Promise<void>
}

export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly rawBody: Buffer
}

/** A system: how to reach it, how to test it, what it offers, and the nodes that speak to it. */
export interface Connector<C extends TObject = any, S extends TObject = any, Client = any> {
  readonly type: string
  readonly title: string
  readonly icon: string
  readonly config: C
  readonly secrets: S
  open(bound: { config: Static<C>; secrets: Static<S>; log: Logger }): Client
  close?(client: Client): Promise<void>
  environment(client: Client, signal: AbortSignal): Promise<Environment>
  /** How long this target may still be working on a call that we gave up on. */
  settleSeconds(config: Static<C>): number
  /**
   * What can be known of a connection without changing anything. `used`: the nodes of the flows that are bound to it; what only
   * they need fails the test only then, and is told otherwise. Left out: nobody knows what it is for.
   */
  test(client: Client, signal: AbortSignal, used?: readonly UsedNode[]): Promise<readonly Check[]>
  /** Lists for form fields: a schema property names one with `"x-pick": "afas.warehouses"`. */
  readonly picks?: Readonly<Record<string, (client: Client, signal: AbortSignal) => Promise<readonly Choice[]>>>
  /** The fields of a target document, for the data mapper: `document` is e.g. an update-connector id. */
  fields?(client: Client, document: string, signal: AbortSignal): Promise<readonly Field[]>
  readonly webhooks?: WebhookSupport<Client>
  /** A file of this system as a stream, by the id in a `BinaryRef` that one of its nodes made. */
  openBinary?(client: Client, id: string, signal: AbortSignal): Promise<Binary>
  /** What people make ready in the other system, field by field. */
  readonly guide?: () => readonly GuideTable[]
  readonly nodes: () => readonly NodeDefinition[]
}
