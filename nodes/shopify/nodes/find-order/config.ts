import { Type, type Static } from 'typebox'

export const FindOrderConfigSchema = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        title: 'Name of the order',
        description: 'A JSONata expression: #1001, exactly as the shop writes it.',
        default: 'order.reference',
        'x-widget': 'expression',
      }),
    ),
    number: Type.Optional(
      Type.String({
        title: 'Number noted on the order',
        description: 'A JSONata expression: the number in AFAS, which "Mark order" noted on the order in the shop.',
        default: 'order.number',
        'x-widget': 'expression',
      }),
    ),
    tag: Type.Optional(
      Type.String({
        title: 'Tag with that number',
        description: 'As "Mark order" sets it; {number} stands for the number. Empty: it sets none.',
        default: 'afas:{number}',
      }),
    ),
    unknown: Type.Optional(
      Type.Union([Type.Literal('park', { title: 'Park it' }), Type.Literal('skip', { title: 'Skip it' })], {
        title: 'When the shop has no such order',
        description: 'Skip when AFAS also has orders from elsewhere.',
        default: 'park',
      }),
    ),
    otherNumber: Type.Optional(
      Type.Union(
        [Type.Literal('park', { title: 'Park it' }), Type.Literal('take', { title: 'Take the order all the same' })],
        {
          title: 'When the order of that name carries another number',
          description:
            'Two shops may both have an order #1001. Take it when the number noted in the shop is not that of the sales order, such as that of the quotation before it.',
          default: 'park',
        },
      ),
    ),
  },
  { additionalProperties: false },
)

export type FindOrderConfig = Static<typeof FindOrderConfigSchema>
