import { Type, type Static } from 'typebox'

export const SetStockConfigSchema = Type.Object(
  {
    tracked: Type.Optional(
      Type.Union(
        [
          Type.Literal(true, { title: 'Shopify keeps stock of it' }),
          Type.Literal(false, { title: 'Shopify keeps no stock of it' }),
          Type.Literal('leave', { title: 'Leave it as it is' }),
        ],
        {
          title: 'Track quantity',
          description: 'Without tracking Shopify sells an article whatever its stock says.',
          default: true,
        },
      ),
    ),
    notStocked: Type.Optional(
      Type.Union(
        [Type.Literal('activate', { title: 'Stock it there' }), Type.Literal('park', { title: 'Park the record' })],
        {
          title: 'At a location that does not stock the article',
          description: 'An article is sold from the locations that stock it.',
          default: 'activate',
        },
      ),
    ),
    unknownSku: Type.Optional(
      Type.Union(
        [Type.Literal('skip', { title: 'Skip the record' }), Type.Literal('park', { title: 'Park the record' })],
        {
          title: 'An article that the shop does not have',
          description: 'AFAS mostly has more articles than the shop sells.',
          default: 'skip',
        },
      ),
    ),
    subtractOpenOrders: Type.Optional(
      Type.Boolean({
        title: 'Subtract paid orders that are not in AFAS yet',
        description: 'An order is in AFAS once it carries the mark below, which the orders flow sets.',
        default: false,
      }),
    ),
    markTag: Type.Optional(
      Type.String({
        title: 'Tag of orders that are in AFAS',
        description: 'afas:* for all tags that begin so. Empty: the metafield alone says so.',
        default: 'afas:*',
      }),
    ),
    markMetafield: Type.Optional(
      Type.String({
        title: 'Metafield of orders that are in AFAS',
        description: 'Namespace and key of the field that holds the number in AFAS.',
        default: 'koppel.afas_number',
        pattern: '^[\\w-]{3,255}\\.[\\w-]{2,64}$',
      }),
    ),
    compare: Type.Optional(
      Type.Boolean({
        title: 'Not over a sale in between',
        description: 'A level is set only while it still is what was read; otherwise it is read again.',
        default: true,
      }),
    ),
    mostToZero: Type.Optional(
      Type.Number({
        title: 'Stop when more than this would sell out (%)',
        description: 'A run that would set more articles to zero stops and asks first. 100: never.',
        default: 50,
        minimum: 0,
        maximum: 100,
      }),
    ),
  },
  { additionalProperties: false },
)

export type SetStockConfig = Static<typeof SetStockConfigSchema>

/** The configuration with its defaults filled in. */
export function complete(config: SetStockConfig) {
  const { tracked = true, notStocked = 'activate', unknownSku = 'skip', subtractOpenOrders = false } = config
  const { markTag = 'afas:*', markMetafield = 'koppel.afas_number', compare = true, mostToZero = 50 } = config
  return { tracked, notStocked, unknownSku, subtractOpenOrders, markTag, markMetafield, compare, mostToZero }
}

export type CompleteConfig = ReturnType<typeof complete>
