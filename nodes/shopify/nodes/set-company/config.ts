import { Type, type Static } from 'typebox'
import { common, METAFIELD_PATTERN } from '../set-customer/config.ts'

export const SetCompanyConfigSchema = Type.Object(
  {
    ...common,
    role: Type.Optional(
      Type.String({
        title: 'What contacts may do',
        description:
          'The role that a contact gets at each location, as Shopify calls it. Empty: the company’s own default.',
        default: '',
        maxLength: 255,
      }),
    ),
    number: Type.Optional(
      Type.String({
        title: 'Metafield with the number',
        description: 'On each location: the debtor that orders of the company are booked on. Namespace, point, key.',
        default: 'koppel.afas_debtor',
        pattern: METAFIELD_PATTERN,
      }),
    ),
    contactNumber: Type.Optional(
      Type.String({
        title: 'Metafield of contacts with the number',
        description: 'Which debtor a customer is a contact of. Namespace, point, key.',
        default: 'koppel.company_debtor',
        pattern: METAFIELD_PATTERN,
      }),
    ),
  },
  { additionalProperties: false },
)

export type SetCompanyConfig = Required<Static<typeof SetCompanyConfigSchema>>

export function withDefaults(given: Static<typeof SetCompanyConfigSchema>): SetCompanyConfig {
  return {
    update: given.update ?? true,
    blocked: given.blocked ?? 'skip',
    withoutEmail: given.withoutEmail ?? 'skip',
    role: given.role ?? '',
    number: given.number ?? 'koppel.afas_debtor',
    contactNumber: given.contactNumber ?? 'koppel.company_debtor',
  }
}
