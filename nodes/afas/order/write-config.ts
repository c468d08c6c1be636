import { Type, type Static } from 'typebox'
import { KOPPEL } from '../koppel.ts'

/** The item that rounding goes to when the node's settings say nothing else. */
export const ROUNDING = { item: 'AFRONDING', type: '6', unit: '*****', vatCode: '3' } as const

/** How a document is written: as what, what it must come to, and where AFAS is asked for it. */
export const writeOrderConfig = Type.Object(
  {
    documentType: Type.Optional(
      Type.Union(
        [
          Type.Literal('sales-order', { title: 'Sales order' }),
          Type.Literal('quotation', { title: 'Quotation' }),
          Type.Literal('sales-invoice', { title: 'Sales invoice' }),
          Type.Literal('direct-invoice', { title: 'Direct invoice' }),
          Type.Literal('financial-mutation', { title: 'Financial mutation' }),
        ],
        { title: 'Write as', description: 'The kind of document in AFAS.', default: 'sales-order' },
      ),
    ),
    onExisting: Type.Optional(
      Type.Union(
        [
          Type.Literal('skip', { title: 'Leave it as it is' }),
          Type.Literal('update', { title: 'Update it' }),
          Type.Literal('park', { title: 'Park the order' }),
        ],
        { title: 'When it exists in AFAS', default: 'skip' },
      ),
    ),
    roundingLimit: Type.Optional(
      Type.Integer({
        title: 'Rounding limit (cents)',
        description:
          'How far the total or a VAT amount may be off before the order is parked. Up to there a rounding line puts it right.',
        default: 10,
        minimum: 0,
      }),
    ),
    roundingItem: Type.Optional(
      Type.String({
        title: 'Item for rounding',
        description: 'The code that rounding is booked on.',
        default: ROUNDING.item,
      }),
    ),
    roundingItemType: Type.Optional(
      Type.Union(
        [
          Type.Literal('6', { title: 'Costs' }),
          Type.Literal('2', { title: 'Article' }),
          Type.Literal('5', { title: 'Surcharge' }),
        ],
        { title: 'Kind of that item', default: ROUNDING.type },
      ),
    ),
    roundingUnit: Type.Optional(Type.String({ title: 'Unit of that item', default: ROUNDING.unit })),
    roundingVatCode: Type.Optional(
      Type.String({
        title: 'VAT code without VAT',
        description: 'What is left of a rounding is booked without VAT.',
        'x-pick': 'afas.vat-codes',
        default: ROUNDING.vatCode,
      }),
    ),
    vatCodes: Type.Optional(
      Type.String({
        title: 'Get-connector with VAT codes',
        description: 'The percentage of each VAT code, to know beforehand what AFAS will make of the document.',
        'x-pick': 'afas.get-connectors',
        default: 'Profit_VAT_code',
      }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with documents',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.orders.connector,
      }),
    ),
    field: Type.Optional(
      Type.String({
        title: 'Its field with the reference',
        description: 'What RfCs is shown as.',
        default: KOPPEL.orders.reference,
      }),
    ),
    numberField: Type.Optional(
      Type.String({ title: 'Its field with the document number', default: KOPPEL.orders.number }),
    ),
    linesConnector: Type.Optional(
      Type.String({
        title: 'Get-connector with document lines',
        description: 'Read before an order that exists is updated.',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.orderLines.connector,
      }),
    ),
  },
  { additionalProperties: false },
)

export type WriteOrderConfig = Static<typeof writeOrderConfig>
