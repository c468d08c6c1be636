import { Type, type Static } from 'typebox'
import { KOPPEL } from '../koppel.ts'
import {
  conditionSetting,
  OVERLAP_SECONDS,
  overlapSetting,
  timeOfDaySetting,
  triggerSetting,
} from '../reading/settings.ts'

export const DebtorsConfigSchema = Type.Object(
  {
    trigger: triggerSetting({ type: 'manual' }),
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
      Type.Array(conditionSetting(), {
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
    overlapSeconds: overlapSetting,
    sweepAt: timeOfDaySetting(
      'Everything once a day, from',
      'The first run after this time reads all debtors again, and so finds what changed without a change of its own. Empty: never.',
      '',
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
    overlapSeconds: given.overlapSeconds ?? OVERLAP_SECONDS,
    sweepAt: given.sweepAt ?? '',
    pageSize: given.pageSize ?? 200,
  }
}
