import { Type, type Static } from 'typebox'

/**
 * The flow document, `koppel.flow/1`: the one definition of the format that people export, import and keep in git.
 * Design.md section 4 is its specification; `flows/flow.schema.json` is generated from this file.
 */
export const FLOW_FORMAT = 'koppel.flow/1'

/** Ids people choose: they become file names, table keys and URL parts, so they are plain and never a reserved key. */
export const IdSchema = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })
/** Node ids, slots, ports, setting and value map names: also camelCase. */
export const NameSchema = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,62}$' })
const PortRefSchema = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,62}\\.[A-Za-z][A-Za-z0-9_-]{0,62}$' })

const closed = { additionalProperties: false } as const
const JsonObjectSchema = Type.Record(Type.String(), Type.Unknown())

export const FlowSettingsSchema = Type.Object(
  {
    /**
     * A JSON Schema of type object: one property a setting, with title, description and default. For the form a property
     * may carry `x-group` (the heading that it stands under), `x-unit`, `x-pick` (a list of the live system) and
     * `x-widget` (`date`, `textarea`).
     */
    schema: JsonObjectSchema,
    values: JsonObjectSchema,
  },
  closed,
)

/** A list that a connector reads from the live system: `afas.warehouses`. */
const PickSchema = Type.String({ pattern: '^[a-z0-9-]+\\.[a-z0-9-]+$' })

const ScalarSchema = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

export const ValueMapSchema = Type.Object(
  {
    title: Type.String(),
    description: Type.Optional(Type.String()),
    from: Type.String(),
    to: Type.String(),
    /** Where a form finds the values of the two columns; typing another value stays possible. */
    fromPick: Type.Optional(PickSchema),
    toPick: Type.Optional(PickSchema),
    rows: Type.Array(Type.Tuple([ScalarSchema, ScalarSchema])),
    /** What any other value becomes; null parks the record with `valuemap.missing`. */
    otherwise: Type.Optional(ScalarSchema),
  },
  closed,
)

export const FlowNodeSchema = Type.Object(
  {
    id: NameSchema,
    type: Type.String({ pattern: '^[a-z0-9-]+\\.[a-z0-9-]+$' }),
    version: Type.Integer({ minimum: 1 }),
    name: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    /** The slot this node's connection is bound to in an installation; never a credential. */
    connection: Type.Optional(NameSchema),
    disabled: Type.Optional(Type.Boolean()),
    /** A value may be `{ "$setting": "name" }`: the flow setting of that name (or `name.part`, a part of it) takes its place before the node runs. */
    config: JsonObjectSchema,
  },
  closed,
)

export const FlowEdgeSchema = Type.Object({ from: PortRefSchema, to: PortRefSchema }, closed)

export const FlowSchema = Type.Object(
  {
    format: Type.Literal(FLOW_FORMAT),
    id: IdSchema,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    description: Type.Optional(Type.String()),
    settings: Type.Optional(FlowSettingsSchema),
    valueMaps: Type.Optional(Type.Record(Type.String(), ValueMapSchema)),
    nodes: Type.Array(FlowNodeSchema, { maxItems: 2000 }),
    edges: Type.Array(FlowEdgeSchema),
    layout: Type.Optional(Type.Record(Type.String(), Type.Tuple([Type.Number(), Type.Number()]))),
  },
  closed,
)

export type Flow = Static<typeof FlowSchema>
export type FlowNode = Static<typeof FlowNodeSchema>
export type FlowEdge = Static<typeof FlowEdgeSchema>
export type ValueMap = Static<typeof ValueMapSchema>
export type FlowSettings = Static<typeof FlowSettingsSchema>

/** When a source starts by itself. It stands in `config.trigger` of a source node. */
export const TriggerSchema = Type.Union([
  Type.Object(
    {
      type: Type.Literal('schedule'),
      every: Type.Optional(
        Type.String({
          title: 'Every',
          description: 'A number and s, m, h or d: 15m is every quarter of an hour.',
          pattern: '^[1-9][0-9]*(s|m|h|d)$',
        }),
      ),
      cron: Type.Optional(
        Type.String({ title: 'Cron', description: 'Instead of every: minute, hour, day, month and weekday.' }),
      ),
      timeZone: Type.Optional(
        Type.String({ title: 'Time zone', description: 'For cron; Europe/Amsterdam when empty.' }),
      ),
    },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal('webhook'),
      topic: Type.Optional(Type.String({ title: 'Topic', description: 'What the other system calls about.' })),
    },
    closed,
  ),
  Type.Object({ type: Type.Literal('manual') }, closed),
])
export type Trigger = Static<typeof TriggerSchema>
