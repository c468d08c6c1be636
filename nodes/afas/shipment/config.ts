import { Type, type Static } from 'typebox'
import { KOPPEL } from '../koppel.ts'
import { OVERLAP_SECONDS, overlapSetting, timeOfDaySetting, triggerSetting } from '../reading/settings.ts'
import { FieldNamesSchema, namesOf } from './names.ts'

export const ShipmentsConfigSchema = Type.Object(
  {
    trigger: triggerSetting({ type: 'manual' }),
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
    sweepAt: timeOfDaySetting(
      'Look back once a day, from',
      'Most runs read what changed. The first one after this time (Amsterdam) reads older slips again, so that none is missed. Empty: never.',
      '05:30',
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
    overlapSeconds: overlapSetting,
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
  const { overlapSeconds = OVERLAP_SECONDS, pageSize = 100 } = config
  return {
    ...{ cutOver, finishedOnly, administration, sweepAt, sweepDays, connector, linesConnector, orderLinesConnector },
    ...{ trackingField, trackingUrlField, overlapSeconds, pageSize, names: namesOf(config.fieldNames ?? []) },
  }
}
export type Settled = ReturnType<typeof complete>
