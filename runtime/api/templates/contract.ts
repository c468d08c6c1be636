import { Type } from 'typebox'
import { IdSchema } from '../../../flows/schema.ts'
import { JsonObject, ListOf, Strict } from '../schemas.ts'

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

export const Install = Strict({
  connections: Type.Optional(Type.Record(Type.String(), Type.String())),
  settings: Type.Optional(JsonObject),
  valueMaps: Type.Optional(
    Type.Record(
      Type.String(),
      Strict({
        rows: Type.Optional(Type.Array(Type.Tuple([Scalar, Scalar]))),
        otherwise: Type.Optional(Scalar),
      }),
    ),
  ),
  id: Type.Optional(IdSchema),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  enable: Type.Optional(Type.Boolean()),
})

/** A step of a template, as far as it is told before it is installed. */
const TemplateNode = Type.Object({
  id: Type.String(),
  type: Type.String(),
  name: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  trigger: Type.Optional(Type.Unknown()),
})

export const TemplateList = ListOf(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    description: Type.Optional(Type.String()),
    /** What must be connected: the slot, and the kind of system it takes. */
    slots: Type.Array(Type.Object({ slot: Type.String(), type: Type.String() })),
    settings: Type.Optional(JsonObject),
    valueMaps: Type.Optional(Type.Unknown()),
    nodes: Type.Array(TemplateNode),
  }),
)
