import { Type, type Static, type TSchema } from 'typebox'
import { schemaProblems } from '../../../../flows/schema-problems.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import { MOST_KEYS } from '../../client/documents/customers.ts'
import { AddressSchema } from '../../customers/address.ts'
import {
  fieldList,
  MetafieldSchema,
  MetafieldsSchema,
  type MetafieldDocument,
  type MetafieldsDocument,
} from '../../customers/metafields.ts'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
export const Tags = Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { maxItems: 50 }))
/** Metafields, and as a list of their own those that a value map names. */
export const metafields = {
  metafields: Type.Optional(MetafieldsSchema),
  ownFields: Type.Optional(Type.Array(MetafieldSchema)),
}

/** Two places are left for the numbers that the nodes write themselves. */
export function fieldsIn(part: {
  readonly metafields?: MetafieldsDocument
  readonly ownFields?: readonly MetafieldDocument[]
}): readonly MetafieldDocument[] {
  const list = fieldList(part.metafields, part.ownFields)
  if (list.length <= MOST_KEYS - 2) return list
  throw new ProblemError({
    code: 'shopify.no-customer',
    message: `A customer or location would get ${list.length} metafields; Koppel keeps at most ${MOST_KEYS - 2}.`,
    advice: 'Leave some out of the mapping or of the list of own fields.',
    retry: 'after-fix',
  })
}

const Document = Type.Object({
  /** The number in the other system. */
  number: Type.String({ minLength: 1, maxLength: 255 }),
  email: text,
  firstName: text,
  lastName: text,
  /** As people write it; what cannot be dialled is left out. */
  phone: text,
  /** ISO code of the country that a telephone number without a country's code is of. */
  country: text,
  /** ISO code of the language, in lower case. */
  locale: text,
  taxExempt: Type.Optional(Type.Boolean()),
  address: Type.Optional(Type.Union([AddressSchema, Type.Null()])),
  tags: Tags,
  ...metafields,
  blocked: Type.Optional(Type.Boolean()),
  /** The numbers of all that have this e-mail address, in the order in which they count. */
  sameEmail: Type.Optional(Type.Array(Type.String())),
})
/** What the mapping before `shopify.set-customer` makes. A field that is empty leaves what the shop has. */
export type CustomerDocument = Static<typeof Document>

/** The record's data as a customer, or a problem that names what is wrong with it. */
export function customerOf(data: unknown): CustomerDocument {
  check(Document, data, 'customer')
  return data as CustomerDocument
}

export function check(schema: TSchema, data: unknown, what: string): void {
  const faults = schemaProblems(schema, data)
  if (faults.length === 0) return
  const said = faults.slice(0, 5).map(({ path, message }) => `${path} ${message}`)
  throw new ProblemError({
    code: 'shopify.no-customer',
    message: `This is not a ${what} that Shopify takes: ${said.join('; ')}.`,
    advice: 'Correct the debtor in AFAS, or the mapping before this node, and run the record again.',
    retry: 'after-fix',
    details: faults,
  })
}

/** In the form in which a shop keeps it; null when there is none. */
export function emailOf(given: string | null | undefined): string | null {
  return given?.trim().toLowerCase() || null
}
