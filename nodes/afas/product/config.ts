import { Type, type Static } from 'typebox'
import { KOPPEL } from '../koppel.ts'
import {
  conditionSetting,
  OVERLAP_SECONDS,
  overlapSetting,
  timeOfDaySetting,
  triggerSetting,
} from '../reading/settings.ts'

const connector = (title: string, description: string, initial: string) =>
  Type.Optional(Type.String({ title, description, default: initial, 'x-pick': 'afas.get-connectors' }))

export const ProductsConfigSchema = Type.Object(
  {
    trigger: triggerSetting({ type: 'manual' }),
    everythingAt: timeOfDaySetting(
      'Everything once a day, from',
      'Normally only what changed is read. The first run after this time (Dutch time, such as 03:00) reads all items, which puts right what was changed in the shop by hand and notices prices that begin or end. Empty: never.',
      '03:00',
    ),
    filters: Type.Optional(
      Type.Array(
        conditionSetting(
          { description: 'A field of the get-connector with items.' },
          { description: 'Yes or no is true or false.' },
        ),
        {
          title: 'Only items for which',
          description:
            'All of these hold together. Items left out here are not seen at all, so they are not taken off sale either.',
          default: [],
        },
      ),
    ),
    parentField: Type.Optional(
      Type.String({
        title: 'Field that items of one product share',
        description: 'Items with the same value become the variants of one product. Empty: every item is a product.',
        default: KOPPEL.articles.parent,
        'x-pick': 'afas.article-fields',
      }),
    ),
    optionFields: Type.Optional(
      Type.Array(Type.String({ 'x-pick': 'afas.article-fields' }), {
        title: 'Fields that tell such items apart',
        description: 'Those that all items of the product have filled in become its options, such as colour and size.',
        default: ['Colour', 'Size', 'Version'],
      }),
    ),
    priceLists: Type.Optional(
      Type.Array(Type.String({ 'x-pick': 'afas.price-lists' }), {
        title: 'Price lists',
        description: 'Lists of which today’s prices are given along; empty ones are left out.',
        default: [],
      }),
    ),
    stockFor: Type.Optional(
      Type.String({
        title: 'Stock along, for location',
        description:
          'Filled in: the stock of the moment, available minus reserved over all warehouses, is given along with each variant.',
        default: '',
      }),
    ),
    articles: connector('Get-connector with items', 'One row an item.', KOPPEL.articles.connector),
    combinations: connector(
      'Get-connector with dimensions',
      'One row a combination of sizes, colours and so on. Empty: items have none.',
      KOPPEL.articleVariants.connector,
    ),
    categories: connector('Get-connector with categories', 'Empty: none are read.', KOPPEL.articleCategories.connector),
    images: connector('Get-connector with images', 'Empty: none are read.', KOPPEL.articleImages.connector),
    prices: connector('Get-connector with price lists', 'Empty: none are read.', KOPPEL.prices.connector),
    stock: connector('Get-connector with stock', 'Read only where stock is given along.', 'Koppel_Stock'),
    modifiedField: Type.Optional(
      Type.String({
        title: 'Field with the moment of change',
        description: 'In each of these connectors. Empty: everything is read each time.',
        default: 'Modified',
      }),
    ),
    overlapSeconds: overlapSetting,
    pageSize: Type.Optional(Type.Integer({ title: 'Items a call', default: 100, minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
)
export type ProductsConfig = Static<typeof ProductsConfigSchema>

/** The config with nothing left out. */
export function withDefaults(config: ProductsConfig) {
  return {
    everythingAt: config.everythingAt ?? '03:00',
    filters: config.filters ?? [],
    parentField: config.parentField ?? KOPPEL.articles.parent,
    optionFields: config.optionFields ?? ['Colour', 'Size', 'Version'],
    priceLists: (config.priceLists ?? []).filter((list) => list !== ''),
    articles: config.articles ?? KOPPEL.articles.connector,
    combinations: config.combinations ?? KOPPEL.articleVariants.connector,
    categories: config.categories ?? KOPPEL.articleCategories.connector,
    images: config.images ?? KOPPEL.articleImages.connector,
    prices: config.prices ?? KOPPEL.prices.connector,
    stock: config.stockFor ? (config.stock ?? 'Koppel_Stock') : '',
    modifiedField: config.modifiedField ?? 'Modified',
    overlapSeconds: config.overlapSeconds ?? OVERLAP_SECONDS,
    pageSize: config.pageSize ?? 100,
  }
}
export type Settled = ReturnType<typeof withDefaults>
