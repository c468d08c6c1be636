import { Type } from 'typebox'
import { JsonObject, ListOf, paging, Strict } from '../schemas.ts'

const Secrets = Type.Record(Type.String(), Type.String({ maxLength: 10_000 }))
const Name = Type.String({ minLength: 1, maxLength: 200 })

export const NewConnection = Strict({
  id: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })),
  name: Name,
  type: Type.String({ maxLength: 60 }),
  config: Type.Optional(JsonObject),
  secrets: Type.Optional(Secrets),
})

/** Secrets that are left out stay as they are; `type` may be repeated and not changed. */
export const ConnectionChange = Strict({
  id: Type.Optional(Type.String()),
  name: Type.Optional(Name),
  type: Type.Optional(Type.String()),
  config: Type.Optional(JsonObject),
  secrets: Type.Optional(Secrets),
})

export const ConnectionView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  config: JsonObject,
  /** Names of the secrets that are set; their values never come out. */
  secretsSet: Type.Array(Type.String()),
  sandbox: Type.Boolean(),
  revision: Type.Integer(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
})
export const ConnectionList = ListOf(ConnectionView)

export const Check = Type.Object({
  name: Type.String(),
  ok: Type.Boolean(),
  detail: Type.String(),
  advice: Type.Optional(Type.String()),
})
export const TestAnswer = Type.Object({ ok: Type.Boolean(), checks: Type.Array(Check) })

export const ChoiceList = ListOf(
  Type.Object({ value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]), label: Type.String() }),
)
export const ConnectionQuery = Strict({ ...paging, type: Type.Optional(Type.String()) })
export const PickParams = Strict({ id: Type.String(), pick: Type.String({ maxLength: 100 }) })
