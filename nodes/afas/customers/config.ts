import { Type, type Static } from 'typebox'
import { TriggerSchema } from '../../../flows/schema.ts'
import { OPERATORS, type Operator } from '../client/filter.ts'
import { KOPPEL } from '../koppel.ts'

const filter = Type.Object(
  {
    field: Type.String({ title: 'Field', minLength: 1 }),
    operator: Type.Union(
      (Object.keys(OPERATORS) as Operator[]).map((name) => Type.Literal(name, { title: name.replaceAll('-', ' ') })),
      { title: 'Comparison', default: 'equals' },
    ),
    value: Type.Optional(Type.String({ title: 'Value', description: 'Dates as 2026-11-01T00:00:00, Dutch time.' })),
  },
  { additionalProperties: false },
)

const trigger = Type.Unsafe<Static<typeof TriggerSchema>>({
  ...TriggerSchema,
  title: 'Starts',
  description: 'On a schedule, or by hand only.',
  default: { type: 'manual' },
})

export const DebtorsConfigSchema = Type.Object(
  {
    trigger: Type.Optional(trigger),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with debtors',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.debtors.connector,
        minLength: 1,
      }),
    ),
    contacts: Type.Optional(
      Type.String({
        title: 'Get-connector with contact persons',
        description: 'Empty: a company gets the one contact that the connector with debtors shows.',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.contacts.connector,
      }),
    ),
    addresses: Type.Optional(
      Type.String({
        title: 'Get-connector with delivery addresses',
        description: 'Empty: a debtor has its own address only.',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.addresses.connector,
      }),
    ),
    vatCodes: Type.Optional(
      Type.String({
        title: 'Get-connector with VAT codes',
        description:
          'Tells the percentage of each code, so that an order uses it for lines of that rate only. Empty: not known.',
        'x-pick': 'afas.get-connectors',
        default: 'Profit_VAT_code',
      }),
    ),
    filters: Type.Optional(
      Type.Array(filter, {
        title: 'Only debtors for which',
        description: 'All of these hold together, for instance: Classification equals 003.',
        default: [],
      }),
    ),
    modifiedField: Type.Optional(
      Type.String({
        title: 'Field with the moment of change',
        description:
          'After the first time only debtors that changed are read, their people and addresses included. Empty: all of them, each time.',
        default: KOPPEL.debtors.modified,
      }),
    ),
    overlapSeconds: Type.Optional(
      Type.Integer({
        title: 'Overlap (seconds)',
        description: 'AFAS rounds the moments it shows, so the end of the last reading is read once more.',
        default: 120,
        minimum: 0,
        maximum: 86_400,
      }),
    ),
    sweepAt: Type.Optional(
      Type.String({
        title: 'Everything once a day, from',
        description:
          'The first run after this time reads all debtors again, and so finds what changed without a change of its own. Empty: never.',
        default: '',
        pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9])?$',
      }),
    ),
    pageSize: Type.Optional(Type.Integer({ title: 'Debtors a call', default: 200, minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
)

export type DebtorsConfig = Required<Omit<Static<typeof DebtorsConfigSchema>, 'trigger'>>

export function withDefaults(given: Static<typeof DebtorsConfigSchema>): DebtorsConfig {
  return {
    connector: given.connector ?? KOPPEL.debtors.connector,
    contacts: given.contacts ?? KOPPEL.contacts.connector,
    addresses: given.addresses ?? KOPPEL.addresses.connector,
    vatCodes: given.vatCodes ?? 'Profit_VAT_code',
    filters: given.filters ?? [],
    modifiedField: given.modifiedField ?? KOPPEL.debtors.modified,
    overlapSeconds: given.overlapSeconds ?? 120,
    sweepAt: given.sweepAt ?? '',
    pageSize: given.pageSize ?? 200,
  }
}
