import { Type, type Static } from 'typebox'
import { TriggerSchema } from '../../../flows/schema.ts'
import { KOPPEL } from '../koppel.ts'

const trigger = Type.Unsafe<Static<typeof TriggerSchema>>({
  ...TriggerSchema,
  title: 'Starts',
  description: 'On a schedule, or by hand only.',
  default: { type: 'manual' },
})

export const ShipmentsConfigSchema = Type.Object(
  {
    trigger: Type.Optional(trigger),
    cutOver: Type.Optional(
      Type.String({
        title: 'From slip date',
        description:
          'Slips from before this date are left alone, for instance because they were handled by hand. Empty: all.',
        default: '',
        pattern: '^(\\d{4}-\\d{2}-\\d{2})?$',
        'x-widget': 'date',
      }),
    ),
    finishedOnly: Type.Optional(
      Type.Boolean({
        title: 'Only slips that are reported ready',
        description: 'On: a slip waits until it is reported ready in AFAS. Off: it counts from the moment it is made.',
        default: false,
      }),
    ),
    lookBackDays: Type.Optional(
      Type.Integer({
        title: 'Read again (days)',
        description:
          '0: only what changed since the last time. Otherwise everything that changed in so many days, each time.',
        default: 0,
        minimum: 0,
        maximum: 3650,
      }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with packing slips',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.shipments.connector,
        minLength: 1,
      }),
    ),
    linesConnector: Type.Optional(
      Type.String({
        title: 'Get-connector with their lines',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.shipmentLines.connector,
        minLength: 1,
      }),
    ),
    trackingField: Type.Optional(
      Type.String({
        title: 'Field with the track & trace',
        description: 'A number or a whole link.',
        default: KOPPEL.shipments.tracking,
        minLength: 1,
      }),
    ),
    trackingUrlField: Type.Optional(
      Type.String({
        title: 'Field with the link',
        description: 'When AFAS keeps the link apart. Empty: it does not.',
        default: '',
      }),
    ),
    overlapSeconds: Type.Optional(
      Type.Integer({
        title: 'Overlap (seconds)',
        description: 'AFAS rounds the moments it shows, so the end of the last reading is read once more.',
        default: 120,
        minimum: 0,
        maximum: 86_400,
      }),
    ),
    pageSize: Type.Optional(Type.Integer({ title: 'Slips a call', default: 100, minimum: 1, maximum: 1_000 })),
  },
  { additionalProperties: false },
)

export type ShipmentsConfig = Static<typeof ShipmentsConfigSchema>
