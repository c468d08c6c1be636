import { Type } from 'typebox'
import { ListOf, paging, Strict } from '../schemas.ts'

export const RecordStatus = Type.Union([
  Type.Literal('created'),
  Type.Literal('updated'),
  Type.Literal('skipped'),
  Type.Literal('parked'),
  Type.Literal('pending'),
])

export const RecordView = Type.Object({
  id: Type.String(),
  run: Type.String(),
  flow: Type.String(),
  source: Type.String(),
  key: Type.String(),
  keys: Type.Array(Type.Object({ type: Type.String(), value: Type.String() })),
  identity: Type.String(),
  status: Type.String(),
  reason: Type.Optional(Type.String()),
  problem: Type.Optional(Type.Unknown()),
  node: Type.Optional(Type.String()),
  at: Type.String(),
})
export const RecordList = ListOf(RecordView)

export const RunRecordsQuery = Strict({
  ...paging,
  status: Type.Optional(RecordStatus),
  key: Type.Optional(Type.String({ maxLength: 300 })),
})
export const FindQuery = Strict({ ...paging, key: Type.String({ minLength: 1, maxLength: 300 }) })

export const Retry = Strict({
  ids: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 10_000 })),
  run: Type.Optional(Type.String()),
  status: Type.Optional(RecordStatus),
  update: Type.Optional(Type.Boolean()),
})
/** `run` is the first of `runs`: records of several flows are run again by a run each. */
export const RetryAccepted = Type.Object({ run: Type.String(), runs: Type.Array(Type.String()) })
