import { Type, type Static } from 'typebox'
import { FlowSchema } from '../../../flows/schema.ts'
import { JsonObject, ListOf, paging, Strict } from '../schemas.ts'

export const FlowView = Type.Interface([FlowSchema], {
  connections: Type.Record(Type.String(), Type.String()),
  revision: Type.Integer(),
  enabled: Type.Boolean(),
  publishedVersion: Type.Union([Type.Integer(), Type.Null()]),
  hooks: Type.Array(Type.Object({ node: Type.String(), url: Type.String(), hasSecret: Type.Boolean() })),
})
export type FlowView = Static<typeof FlowView>

export const FlowListItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  enabled: Type.Boolean(),
  revision: Type.Integer(),
  publishedVersion: Type.Union([Type.Integer(), Type.Null()]),
  connections: Type.Record(Type.String(), Type.String()),
  hooks: FlowView.properties.hooks,
  nodes: Type.Array(Type.Object({ id: Type.String(), type: Type.String(), name: Type.Optional(Type.String()) })),
  lastRun: Type.Optional(JsonObject),
  nextRunAt: Type.Optional(Type.String()),
  parked: Type.Integer(),
})
export const FlowList = ListOf(FlowListItem)

export const VersionList = ListOf(
  Type.Object({
    version: Type.Integer(),
    by: Type.String(),
    at: Type.String(),
    note: Type.Optional(Type.String()),
    published: Type.Boolean(),
  }),
)
export const RevisionList = ListOf(Type.Object({ revision: Type.Integer(), by: Type.String(), at: Type.String() }))

export const FlowParams = Strict({ id: Type.String({ maxLength: 200 }) })
export const VersionParams = Strict({
  id: Type.String({ maxLength: 200 }),
  version: Type.Integer({ minimum: 1 }),
})
export const RevisionParams = Strict({
  id: Type.String({ maxLength: 200 }),
  revision: Type.Integer({ minimum: 1 }),
})
export const PageQuery = Strict(paging)
export const NodeQuery = Strict({
  node: Type.String(),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
/** A call without a body arrives as null. */
export const PublishBody = Type.Union([Type.Null(), Strict({ note: Type.Optional(Type.String({ maxLength: 1000 })) })])
export const ValidateAnswer = Type.Object({
  ok: Type.Boolean(),
  problems: Type.Array(
    Type.Object({
      path: Type.String(),
      message: Type.String(),
      node: Type.Optional(Type.String()),
    }),
  ),
})
