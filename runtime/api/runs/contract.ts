import { Type, type Static } from 'typebox'
import { NameSchema } from '../../../flows/schema.ts'
import { ListOf, paging, Strict } from '../schemas.ts'

const Mode = Type.Union([Type.Literal('live'), Type.Literal('dry-run'), Type.Literal('test')])
const DateTime = Type.String({ format: 'date-time' })
const Count = Type.Integer({ minimum: 0 })

export const StartRun = Strict({
  mode: Type.Optional(Mode),
  version: Type.Optional(Type.Union([Type.Literal('published'), Type.Literal('draft')])),
  source: Type.Optional(NameSchema),
  keys: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1000 })),
  since: Type.Optional(DateTime),
  until: Type.Optional(DateTime),
  to: Type.Optional(NameSchema),
  records: Type.Optional(Type.Array(Type.Unknown(), { minItems: 1, maxItems: 1000 })),
  update: Type.Optional(Type.Boolean()),
})
export type StartRun = Static<typeof StartRun>

export const RunStatusSchema = Type.Union([
  Type.Literal('queued'),
  Type.Literal('running'),
  Type.Literal('succeeded'),
  Type.Literal('partial'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])

export const RunView = Type.Object({
  id: Type.String(),
  flow: Type.String(),
  flowName: Type.String(),
  version: Type.Union([Type.Integer(), Type.Null()]),
  mode: Mode,
  trigger: Type.String(),
  by: Type.String(),
  status: RunStatusSchema,
  requestedAt: Type.String(),
  startedAt: Type.Union([Type.String(), Type.Null()]),
  finishedAt: Type.Union([Type.String(), Type.Null()]),
  counts: Type.Object({
    read: Count,
    created: Count,
    updated: Count,
    skipped: Count,
    parked: Count,
    pending: Count,
  }),
  effects: Type.Unknown(),
  steps: Type.Unknown(),
  selection: Type.Unknown(),
  /** How many records the run will read in all, where its sources can tell. */
  expected: Type.Optional(Count),
  problem: Type.Optional(Type.Unknown()),
})
export const RunList = ListOf(RunView)
export const RunQuery = Strict({
  ...paging,
  flow: Type.Optional(Type.String()),
  status: Type.Optional(RunStatusSchema),
})
export const RunAccepted = Type.Object({ id: Type.String() })

const Action = Type.Union([
  Type.Literal('create'),
  Type.Literal('update'),
  Type.Literal('skip'),
  Type.Literal('park'),
  Type.Literal('pending'),
])

export const DifferencesQuery = Strict({
  ...paging,
  /** One or several, with commas: `create,update` is all that would change something. */
  action: Type.Optional(
    Type.String({ pattern: '^(create|update|skip|park|pending)(,(create|update|skip|park|pending)){0,4}$' }),
  ),
  key: Type.Optional(Type.String({ maxLength: 300 })),
})

/** What a run does to one record's objects in the target: in a dry run what it would do. */
export const DifferenceItem = Type.Object({
  id: Type.String(),
  key: Type.String(),
  keys: Type.Array(Type.Object({ type: Type.String(), value: Type.String() })),
  action: Action,
  reason: Type.Optional(Type.String()),
  problem: Type.Optional(Type.Unknown()),
  node: Type.Optional(Type.String()),
  at: Type.String(),
  /** False when the payloads of this run are not kept any more: then nothing is known of the effects. */
  kept: Type.Boolean(),
  effects: Type.Array(
    Type.Object({
      node: Type.String(),
      operation: Type.String(),
      /** Of the object in the target: records that become one object together share it. */
      identity: Type.String(),
      action: Action,
      reason: Type.Optional(Type.String()),
      problem: Type.Optional(Type.Unknown()),
      target: Type.Optional(Type.Unknown()),
      /** Field by field; of a new object every field that is sent, without a before. */
      diff: Type.Array(
        Type.Object({
          path: Type.String(),
          before: Type.Optional(Type.Unknown()),
          after: Type.Optional(Type.Unknown()),
        }),
      ),
    }),
  ),
})
export const DifferenceList = ListOf(DifferenceItem)
