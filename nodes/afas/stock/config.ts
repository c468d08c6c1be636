import { Type, type Static } from 'typebox'
import { KOPPEL } from '../koppel.ts'
import { OVERLAP_SECONDS, overlapSetting, timeOfDaySetting, triggerSetting } from '../reading/settings.ts'
import { quantityFields, stockFields, stockFieldsOf } from './fields.ts'

export const StockConfigSchema = Type.Object(
  {
    trigger: triggerSetting({ type: 'schedule', every: '15m' }),
    sweepAt: timeOfDaySetting(
      'Everything once a day, from',
      'Most runs read what changed. The first one after this time (Amsterdam) reads all stock again, so that nothing stays wrong. Empty: never.',
      '02:00',
    ),
    ...stockFields,
    ...quantityFields,
    overlapSeconds: overlapSetting,
    pageSize: Type.Optional(Type.Integer({ title: 'Rows a call', default: 1000, minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false },
)
export type StockConfig = Static<typeof StockConfigSchema>

const { stock } = KOPPEL

/** The configuration with its defaults filled in. */
export function complete(config: StockConfig) {
  const { sweepAt = '02:00', overlapSeconds = OVERLAP_SECONDS, pageSize = 1000 } = config
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
