import { Type, type Static } from 'typebox'
import { TriggerSchema } from '../../../flows/schema.ts'
import { KOPPEL } from '../koppel.ts'
import { FieldNamesSchema, namesOf } from './names.ts'

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
    administration: Type.Optional(
      Type.Integer({
        title: 'Only of administration',
        description:
          'With several shops in several administrations, each flow sends the slips of its own. 0: of all of them.',
        default: 0,
        minimum: 0,
        'x-pick': 'afas.administrations',
      }),
    ),
    sweepAt: Type.Optional(
      Type.String({
        title: 'Look back once a day, from',
        description:
          'Most runs read what changed. The first one after this time (Amsterdam) reads older slips again, so that none is missed. Empty: never.',
        default: '05:30',
        pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9])?$',
      }),
    ),
    sweepDays: Type.Optional(
      Type.Integer({
        title: 'Look back (days)',
        description: 'Slips that changed in so many days are read again then.',
        default: 14,
        minimum: 1,
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
    orderLinesConnector: Type.Optional(
      Type.String({
        title: 'Get-connector with lines of orders',
        description: 'Tells which line is meant when an order has an article on several lines. Empty: any will do.',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.orderLines.connector,
      }),
    ),
    fieldNames: Type.Optional(FieldNamesSchema),
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

/** The configuration with its defaults filled in. */
export function complete(config: ShipmentsConfig) {
  const { cutOver = '', finishedOnly = false, administration = 0, sweepAt = '05:30', sweepDays = 14 } = config
  const { connector = KOPPEL.shipments.connector, linesConnector = KOPPEL.shipmentLines.connector } = config
  const { orderLinesConnector = KOPPEL.orderLines.connector } = config
  const { trackingField = KOPPEL.shipments.tracking, trackingUrlField = '' } = config
  const { overlapSeconds = 120, pageSize = 100 } = config
  return {
    ...{ cutOver, finishedOnly, administration, sweepAt, sweepDays, connector, linesConnector, orderLinesConnector },
    ...{ trackingField, trackingUrlField, overlapSeconds, pageSize, names: namesOf(config.fieldNames ?? []) },
  }
}
export type Settled = ReturnType<typeof complete>
