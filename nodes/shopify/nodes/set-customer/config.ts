import { Type, type Static } from 'typebox'

export const METAFIELD_PATTERN = '^[A-Za-z0-9_-]{2,255}\\.[A-Za-z0-9_-]{2,64}$'

/** What customers and companies have in common. */
export const common = {
  update: Type.Optional(
    Type.Boolean({
      title: 'Update when it is there',
      description: 'Off: only what is not in the shop yet is made; what is there stays as it is.',
      default: true,
    }),
  ),
  blocked: Type.Optional(
    Type.Union(
      [
        Type.Literal('skip', { title: 'Skip them' }),
        Type.Literal('tag', { title: 'Treat them as the others, with the tag "blocked"' }),
      ],
      {
        title: 'Blocked in the source',
        description: 'With the tag the shop can act on it; it goes when the block goes.',
        default: 'skip',
      },
    ),
  ),
  withoutEmail: Type.Optional(
    Type.Union(
      [
        Type.Literal('skip', { title: 'Skip them' }),
        Type.Literal('create', { title: 'Make them all the same' }),
        Type.Literal('park', { title: 'Park them, somebody decides' }),
      ],
      { title: 'Without an e-mail address', description: 'They cannot sign in to the shop.', default: 'skip' },
    ),
  ),
}

export const SetCustomerConfigSchema = Type.Object(
  {
    ...common,
    sameEmail: Type.Optional(
      Type.Union(
        [
          Type.Literal('first', { title: 'The first that is open becomes the customer' }),
          Type.Literal('park', { title: 'Park them, somebody decides' }),
        ],
        {
          title: 'Several with one e-mail address',
          description: 'A shop has one customer for an e-mail address.',
          default: 'first',
        },
      ),
    ),
    emailChanges: Type.Optional(
      Type.Union(
        [
          Type.Literal('follow', { title: 'Change it in the shop too' }),
          Type.Literal('keep', { title: 'Keep the one of the shop' }),
          Type.Literal('park', { title: 'Park it, somebody decides' }),
        ],
        {
          title: 'When the e-mail address changes in the source',
          description: 'It is what a customer signs in with. One that the customer changed in the shop stays.',
          default: 'follow',
        },
      ),
    ),
    number: Type.Optional(
      Type.String({
        title: 'Metafield with the number',
        description: 'By which a customer is known again, and orders find their debtor. Namespace, point, key.',
        default: 'koppel.afas_debtor',
        pattern: METAFIELD_PATTERN,
      }),
    ),
  },
  { additionalProperties: false },
)

export type SetCustomerConfig = Required<Static<typeof SetCustomerConfigSchema>>

export function withDefaults(given: Static<typeof SetCustomerConfigSchema>): SetCustomerConfig {
  return {
    update: given.update ?? true,
    blocked: given.blocked ?? 'skip',
    withoutEmail: given.withoutEmail ?? 'skip',
    sameEmail: given.sameEmail ?? 'first',
    emailChanges: given.emailChanges ?? 'follow',
    number: given.number ?? 'koppel.afas_debtor',
  }
}
