import { Type, type Static } from 'typebox'
import { MOST_ORDERS } from '../../client/documents/orders.ts'
import { TriggerSchema } from '../../../../flows/schema.ts'

const STATUSES = [
  'AUTHORIZED',
  'EXPIRED',
  'PAID',
  'PARTIALLY_PAID',
  'PARTIALLY_REFUNDED',
  'PENDING',
  'REFUNDED',
  'VOIDED',
] as const

const trigger: typeof TriggerSchema = {
  ...TriggerSchema,
  ...{
    title: 'Starts',
    description: 'On a schedule, by a webhook of the shop, or by hand only.',
    default: { type: 'schedule', every: '15m' },
  },
}

export const OrdersConfigSchema = Type.Object(
  {
    trigger: Type.Optional(trigger),
    statuses: Type.Optional(
      Type.Array(Type.Enum(STATUSES), {
        title: 'Payment statuses',
        description: 'Only orders with one of these; none chosen: all orders.',
        default: [],
        uniqueItems: true,
      }),
    ),
    cutOver: Type.Optional(
      Type.String({
        title: 'Orders from',
        description: 'A date (2026-11-01, Dutch time) or a moment; earlier orders are left alone. Empty: all orders.',
        default: '',
        'x-widget': 'date',
      }),
    ),
    includeCancelled: Type.Optional(
      Type.Boolean({ title: 'Cancelled orders too', description: 'Off: they are not read.', default: false }),
    ),
    includeTest: Type.Optional(
      Type.Boolean({ title: 'Test orders too', description: 'Off: they are not read.', default: false }),
    ),
    excludeTags: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Not with these tags',
        description:
          'For instance the tag that "Mark order" sets (afas:* for all that begin so), so that a mark is not news. Orders that you name are read all the same.',
        default: [],
      }),
    ),
    overlapMinutes: Type.Optional(
      Type.Number({
        title: 'Overlap (minutes)',
        description: 'Each run looks back this far behind what was read before: Shopify’s search lags behind.',
        default: 10,
        minimum: 0,
        maximum: 1440,
      }),
    ),
    pageSize: Type.Optional(
      Type.Integer({
        title: 'Orders per page',
        description: 'So many are settled together. How many are read at once follows from the shop’s API budget.',
        default: 50,
        minimum: 1,
        maximum: MOST_ORDERS,
      }),
    ),
  },
  { additionalProperties: false },
)

export type OrdersConfig = Static<typeof OrdersConfigSchema>

/** The configuration with its defaults filled in. */
export function complete(config: OrdersConfig) {
  const { statuses = [], cutOver = '', includeCancelled = false, includeTest = false, excludeTags = [] } = config
  const { overlapMinutes = 10, pageSize = 50 } = config
  return {
    statuses: statuses as readonly string[],
    cutOver: cutOver === '' ? undefined : startOf(cutOver),
    includeCancelled,
    includeTest,
    excludeTags: excludeTags as readonly string[],
    overlapMs: overlapMinutes * 60_000,
    pageSize,
  }
}

export type CompleteOrdersConfig = ReturnType<typeof complete>

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** A moment, or a date's midnight in Amsterdam; undefined when it is neither. */
export function startOf(text: string): Date | undefined {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) return undefined
  if (!DATE.test(text)) return date
  // Between +01:00 and +02:00: the later of both that already is that day.
  const [summer, winter] = ['+02:00', '+01:00'].map((zone) => new Date(`${text}T00:00:00${zone}`)) as [Date, Date]
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', hourCycle: 'h23' })
  return hour.format(summer) === '00' ? summer : winter
}
