import { Type, type Static } from 'typebox'
import { TriggerSchema } from '../../../flows/schema.ts'
import { KOPPEL } from '../koppel.ts'
import { quantityFields, stockFields, stockFieldsOf } from './fields.ts'

const trigger = Type.Unsafe<Static<typeof TriggerSchema>>({
  ...TriggerSchema,
  title: 'Starts',
  description: 'On a schedule, or by hand only.',
  default: { type: 'schedule', every: '15m' },
})

export const StockConfigSchema = Type.Object(
  {
    trigger: Type.Optional(trigger),
    sweepAt: Type.Optional(
      Type.String({
        title: 'Everything once a day, from',
        description:
          'Most runs read what changed. The first one after this time (Amsterdam) reads all stock again, so that nothing stays wrong. Empty: never.',
        default: '02:00',
        pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9])?$',
      }),
    ),
    ...stockFields,
    ...quantityFields,
    overlapSeconds: Type.Optional(
      Type.Integer({
        title: 'Overlap (seconds)',
        description: 'AFAS rounds the moments it shows, so the end of the last reading is read once more.',
        default: 120,
        minimum: 0,
        maximum: 86_400,
      }),
    ),
    pageSize: Type.Optional(Type.Integer({ title: 'Rows a call', default: 1000, minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false },
)
export type StockConfig = Static<typeof StockConfigSchema>

const { stock } = KOPPEL

/** The configuration with its defaults filled in. */
export function complete(config: StockConfig) {
  const { sweepAt = '02:00', overlapSeconds = 120, pageSize = 1000 } = config
  const { warehouseField = stock.warehouse, unitField = stock.unit, modifiedField = stock.modified } = config
  const { physicalField = stock.physical, availableField = stock.available } = config
  const { reservedField = stock.reserved, onOrderField = stock.onOrder } = config
  const quantities = {
    warehouseField,
    unitField,
    modifiedField,
    physicalField,
    availableField,
    reservedField,
    onOrderField,
  }
  return { ...stockFieldsOf(config), ...quantities, sweepAt, overlapSeconds, pageSize }
}
