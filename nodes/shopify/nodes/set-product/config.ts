import { Type, type Static } from 'typebox'

const updates = (title: string, description: string, initial: boolean) =>
  Type.Optional(Type.Boolean({ title, description, default: initial }))

/** Field by field: whether a product that is there follows the source. Given in part, the rest has its default. */
const UpdateSchema = Type.Object(
  {
    title: updates('Title', 'The name of the product.', true),
    description: updates('Description', 'The long text. Off: written once, then yours.', false),
    shortDescription: updates('Short description', 'The metafield with the short text.', true),
    price: updates('Price', 'The price, and the price it was before.', true),
    barcode: updates('Barcode', 'The EAN or GTIN of each variant.', true),
    status: updates('Status', 'Active, draft or archived.', true),
    images: updates('Images', 'New and replaced images; images of your own always stay.', true),
    collections: updates('Collections', 'In which collections it is; those you added it to always stay.', true),
    metafields: updates('Metafields', 'The information fields.', true),
    vendor: updates('Vendor and type', 'The vendor and the product type.', true),
    tags: updates('Tags', 'Missing tags are added; yours always stay.', true),
    options: updates('Option values', 'The names of sizes, colours and so on of variants that are there.', false),
    details: updates('Weight and origin', 'Weight, cost price, country of origin and customs code.', true),
    publications: updates('Sales channels', 'Put back on the sales channels.', false),
  },
  { additionalProperties: false },
)
export type UpdateSwitches = Static<typeof UpdateSchema>

export const SetProductConfigSchema = Type.Object(
  {
    update: Type.Optional(
      Type.Unsafe<UpdateSwitches>({
        ...UpdateSchema,
        title: 'Update when it is there',
        description: 'A new product gets every field. Of one that is there, only these fields follow the source.',
        default: {},
      }),
    ),
    shortDescription: Type.Optional(
      Type.String({
        title: 'Metafield of the short description',
        'x-pick': 'shopify.product-metafields',
        description: 'Shopify has no field for it. Namespace, point, key.',
        default: 'koppel.short_description',
        pattern: '^[A-Za-z0-9_$:-]{2,255}\\.[A-Za-z0-9_-]{2,64}$',
      }),
    ),
    gone: Type.Optional(
      Type.Union(
        [
          Type.Literal('leave', { title: 'Leave the variant as it is' }),
          Type.Literal('draft', { title: 'Make the product a draft' }),
        ],
        {
          title: 'When a variant is no longer in the source',
          description: 'It is never deleted.',
          default: 'leave',
        },
      ),
    ),
    priceChange: Type.Optional(
      Type.Integer({
        title: 'Ask when prices change by more than (%)',
        description:
          'When more than one product in ten would get a price that differs so much, the run stops and waits for your yes. 0: never.',
        default: 50,
        minimum: 0,
        maximum: 1000,
      }),
    ),
    stockLocation: Type.Optional(
      Type.String({
        title: 'Location of the first stock',
        description:
          'Where new variants get the quantity that the mapping gives. Empty: none, the stock flow fills it in.',
        default: '',
        'x-pick': 'shopify.locations',
      }),
    ),
  },
  { additionalProperties: false },
)
export type SetProductConfig = Static<typeof SetProductConfigSchema>

/** The switches with their defaults in place. */
export function switchesOf(given: UpdateSwitches | undefined): Required<UpdateSwitches> {
  return {
    title: true,
    description: false,
    shortDescription: true,
    price: true,
    barcode: true,
    status: true,
    images: true,
    collections: true,
    metafields: true,
    vendor: true,
    tags: true,
    options: false,
    details: true,
    publications: false,
    ...given,
  }
}
