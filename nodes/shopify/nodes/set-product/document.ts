import { Type, type Static } from 'typebox'
import { ProblemError } from '../../../sdk/problem.ts'
import { schemaProblems } from '../../../../flows/schema-problems.ts'

const text = Type.Union([Type.String(), Type.Null()])
const amount = Type.Union([Type.Number(), Type.String({ pattern: '^-?[0-9]+(\\.[0-9]+)?$' }), Type.Null()])

const Metafield = Type.Object({
  /** `namespace.key`, and behind a space the type where it is not a line of text: `custom.warranty number_integer`. */
  name: Type.String({ pattern: '^[A-Za-z0-9_$:-]{2,255}\\.[A-Za-z0-9_-]{2,64}( [a-z_.]+)?$' }),
  value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
})

const Variant = Type.Object({
  sku: Type.String({ minLength: 1, maxLength: 255 }),
  barcode: Type.Optional(text),
  /** In the shop's currency, with or without VAT as the shop has its prices. */
  price: Type.Optional(amount),
  compareAtPrice: Type.Optional(amount),
  cost: Type.Optional(amount),
  /** Grams. */
  weight: Type.Optional(amount),
  /** ISO code of two letters. */
  countryOfOrigin: Type.Optional(text),
  harmonizedSystemCode: Type.Optional(text),
  taxable: Type.Optional(Type.Boolean()),
  tracked: Type.Optional(Type.Boolean()),
  /** Stock of a new variant, where the node has a location for it. */
  quantity: Type.Optional(Type.Integer()),
  options: Type.Optional(
    Type.Array(Type.Object({ name: Type.String({ minLength: 1 }), value: Type.String({ minLength: 1 }) })),
  ),
  metafields: Type.Optional(Type.Array(Metafield)),
})
export type VariantDocument = Static<typeof Variant>

const Document = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 255 }),
  handle: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  descriptionHtml: Type.Optional(text),
  shortDescription: Type.Optional(text),
  vendor: Type.Optional(text),
  productType: Type.Optional(text),
  status: Type.Optional(
    Type.Union([Type.Literal('ACTIVE'), Type.Literal('DRAFT'), Type.Literal('ARCHIVED'), Type.Null()]),
  ),
  /** No longer sold: such a product is not made when it is not there, and `status` always holds. */
  blocked: Type.Optional(Type.Boolean()),
  /** The currency of all its amounts, checked against that of the shop. */
  currency: Type.Optional(text),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 255 }))),
  metafields: Type.Optional(Type.Array(Metafield)),
  variants: Type.Array(Variant, { minItems: 1, maxItems: 2048 }),
})
/** What the mapping before `shopify.set-product` makes; fields it does not know are for nodes behind it. */
export type ProductDocument = Static<typeof Document>

/** The record's data as a product, or a problem that names what is wrong with it. */
export function productOf(data: unknown): ProductDocument {
  const faults = schemaProblems(Document, data)
  if (faults.length > 0) {
    throw new ProblemError({
      code: 'shopify.no-product',
      message: `This is not a product that Shopify takes: ${faults
        .slice(0, 5)
        .map(({ path, message }) => `${path} ${message}`)
        .join('; ')}.`,
      advice: 'Correct the item in AFAS, or the mapping before this node, and run the record again.',
      retry: 'after-fix',
      details: faults,
    })
  }
  const product = data as ProductDocument
  checkSkus(product)
  checkOptions(product)
  return product
}

function checkSkus({ variants }: ProductDocument): void {
  const seen = new Set<string>()
  const double = variants.find(({ sku }) => seen.size === seen.add(sku).size)
  if (!double) return
  throw new ProblemError({
    code: 'shopify.duplicate-sku',
    message: `Two variants of this product have the SKU ${double.sku}.`,
    advice: 'Give each variant its own code in AFAS.',
    retry: 'after-fix',
  })
}

/** Shopify wants a value of every option from every variant, and no two variants alike. */
function checkOptions({ variants }: ProductDocument): void {
  const namesOf = (one: VariantDocument): string => JSON.stringify((one.options ?? []).map(({ name }) => name))
  const valuesOf = (one: VariantDocument): string =>
    JSON.stringify((one.options ?? []).map(({ value }) => value.toLowerCase()))
  const first = variants[0] as VariantDocument
  const odd = variants.find((one) => namesOf(one) !== namesOf(first))
  const seen = new Map<string, string>()
  const twin = variants.find((one) => seen.has(valuesOf(one)) || !seen.set(valuesOf(one), one.sku))
  if (!odd && !twin) return
  const message = odd
    ? `The variants ${first.sku} and ${odd.sku} do not have the same options.`
    : `The variants ${seen.get(valuesOf(twin as VariantDocument))} and ${twin?.sku} have the same option values.`
  throw new ProblemError({
    code: 'shopify.options-differ',
    message,
    advice:
      'Fill in what tells the variants apart (size, colour, ...) for each of them in AFAS, or change the mapping.',
    retry: 'after-fix',
  })
}
