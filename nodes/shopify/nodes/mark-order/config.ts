import { Type, type Static } from 'typebox'

const METAFIELD_TYPES = ['single_line_text_field', 'multi_line_text_field', 'number_integer', 'id'] as const

export const MarkConfigSchema = Type.Object(
  {
    number: Type.Optional(
      Type.String({
        title: 'Number',
        description: 'A JSONata expression for the number to note; by default that of the order written before.',
        default: 'written.order.id',
        'x-widget': 'expression',
      }),
    ),
    tag: Type.Optional(
      Type.String({
        title: 'Tag',
        description: '{number} stands for the number: "AFAS {number}". Empty: no tag.',
        default: 'AFAS',
        maxLength: 40,
      }),
    ),
    metafield: Type.Optional(
      Type.Union(
        [
          Type.Literal(false, { title: 'No metafield' }),
          Type.Object(
            {
              namespace: Type.String({ title: 'Namespace', minLength: 3, maxLength: 255 }),
              key: Type.String({ title: 'Key', minLength: 2, maxLength: 64 }),
              type: Type.Optional(Type.Enum(METAFIELD_TYPES, { title: 'Type', default: 'single_line_text_field' })),
            },
            { additionalProperties: false, title: 'Metafield' },
          ),
        ],
        {
          title: 'Metafield',
          description: 'The field of the order that holds the number.',
          default: { namespace: 'koppel', key: 'afas_number' },
        },
      ),
    ),
    order: Type.Optional(
      Type.String({
        title: 'Order',
        description: 'A JSONata expression for the id of the order. Empty: the order that the record comes from.',
        default: '',
        'x-widget': 'expression',
      }),
    ),
  },
  { additionalProperties: false },
)

export type MarkConfig = Static<typeof MarkConfigSchema>

const ORDER_ID = /gid:\/\/shopify\/Order\/\d+/

/** The order's id in a text: an id by itself, or a record's identity, which has the shop before it. */
export function orderIdOf(text: unknown): string | undefined {
  return typeof text === 'string' ? ORDER_ID.exec(text)?.[0] : undefined
}
