import { Type, type Static } from 'typebox'
import { common, METAFIELD_PATTERN } from '../set-customer/config.ts'

export const SetCompanyConfigSchema = Type.Object(
  {
    ...common,
    leavers: Type.Optional(
      Type.Union(
        [
          Type.Literal('revoke', { title: 'Take back what Koppel gave them' }),
          Type.Literal('keep', { title: 'Leave them as they are' }),
        ],
        {
          title: 'When a contact leaves',
          description:
            'Somebody who is no contact any more in the source, or is blocked there. Taken back are roles, tags and metafields ' +
            'that came through this node; what was given in the shop stays, and so does the customer.',
          default: 'revoke',
        },
      ),
    ),
    mostLeaving: Type.Optional(
      Type.Number({
        title: 'Stop when contacts of more than this leave (%)',
        description:
          'Of all companies. When the source shows no contacts any more, for lack of a right, nobody should lose theirs. 100: never.',
        default: 20,
        minimum: 0,
        maximum: 100,
      }),
    ),
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
    leavers: given.leavers ?? 'revoke',
    mostLeaving: given.mostLeaving ?? 20,
    role: given.role ?? '',
    number: given.number ?? 'koppel.afas_debtor',
    contactNumber: given.contactNumber ?? 'koppel.company_debtor',
  }
}
