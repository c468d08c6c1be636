import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import { ProblemError, type Problem } from '../../sdk/problem.ts'
import type { Rec } from '../../sdk/record.ts'
import { failed } from '../../sdk/settle.ts'
import type { Reference } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { scalarText, textField } from '../client/rows.ts'
import { expectedCents } from '../order/check-total.ts'
import {
  balanced,
  debtCents,
  entryPayload,
  readEntry,
  voucherOf,
  withVatAccounts,
  type JournalEntry,
} from '../order/entry.ts'
import { noDocument, noNumber, noReference, orderWritten } from '../order/outcome.ts'
import { afasSystem } from '../system.ts'
import { vatAccounts } from '../vat-codes.ts'

const config = Type.Object(
  {
    documentType: Type.Optional(
      Type.String({
        title: 'Write as',
        description:
          'In a flow with a setting for the kind of document: that setting. Orders are led here for "financial-mutation" only.',
        default: 'financial-mutation',
      }),
    ),
    roundingLimit: Type.Optional(
      Type.Integer({
        title: 'Rounding limit (cents)',
        description:
          'How far debit and credit may differ before the order is parked. Up to there a rounding line makes them equal.',
        default: 10,
        minimum: 0,
      }),
    ),
    roundingAccount: Type.Optional(
      Type.String({
        title: 'Account for rounding',
        description: 'Empty: an entry that does not balance is parked.',
        'x-pick': 'afas.accounts',
        default: '',
      }),
    ),
    vatCodes: Type.Optional(
      Type.String({
        title: 'Get-connector with VAT codes',
        description: 'The account of each VAT code, for lines of VAT that have none.',
        'x-pick': 'afas.get-connectors',
        default: 'Profit_VAT_code',
      }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with journal entries',
        'x-pick': 'afas.get-connectors',
        default: 'Profit_Transactions',
      }),
    ),
    voucherField: Type.Optional(
      Type.String({
        title: 'Its field with the voucher number',
        description: 'What BpNr is shown as.',
        default: 'VoucherNo',
      }),
    ),
    journalField: Type.Optional(Type.String({ title: 'Its field with the journal', default: 'JournalId' })),
    numberField: Type.Optional(Type.String({ title: 'Its field with the entry number', default: 'EntryNo' })),
  },
  { additionalProperties: false },
)
type Ctx = Context<Static<typeof config>, AfasClient>

const CONNECTOR = 'FiEntries'
const ENTRY = { is: 'a journal entry', root: 'FiEntryPar', mapping: CONNECTOR }
const VOUCHER = { field: 'BpNr', name: 'voucher number' }

/** Books each order as a journal entry, once. */
export const writeEntry = defineNode<typeof config, AfasClient>({
  type: 'afas.write-entry',
  version: 1,
  kind: 'target',
  title: 'Write journal entry',
  description:
    'Books each order as a financial mutation, once: debit and credit are equal to the cent. AFAS is asked first whether it has the order already, by its voucher number.',
  icon: 'file-invoice',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { written: { title: 'Written' } },
  operations: ['order'],
  document: () => CONNECTOR,
  config,
  run: eachRecord<Ctx>(5, write),
})

async function write(record: Rec, ctx: Ctx): Promise<Outcome> {
  const { documentType = 'financial-mutation' } = ctx.config
  if (documentType !== 'financial-mutation') throw ledAstray(documentType)
  const ready = await readyEntry(record, ctx)
  if ('problem' in ready) return failed(record, ready.problem)
  const { entry } = ready
  const payload = entryPayload(entry)
  const find = async () => {
    const number = await numberOf(entry, ctx)
    return number === undefined ? undefined : { reference: referenceOf(number) }
  }
  const result = await ctx.write({
    record,
    operation: 'order',
    kind: 'event',
    payload,
    findWhen: 'first',
    onExisting: 'skip',
    find,
    create: async () => {
      const made = await ctx.client.insert(CONNECTOR, payload)
      const number = made['EnNo'] ?? (await numberOf(entry, ctx))
      if (number === undefined) throw noNumber(`the journal entry of ${voucherOf(entry)}`)
      return referenceOf(number)
    },
    sentence: (made) => `${made.label ?? made.id} written, € ${(debtCents(entry) / 100).toFixed(2)}`,
  })
  return orderWritten(result, record)
}

/** The entry with its VAT accounts, equal in debit and credit and to what the customer pays; or why it is none. */
async function readyEntry(record: Rec, ctx: Ctx): Promise<{ entry: JournalEntry } | { problem: Problem }> {
  const mapped = readEntry(record.data)
  if (!mapped) return { problem: noDocument(record, ENTRY) }
  if (voucherOf(mapped) === '') return { problem: noReference(record, VOUCHER) }
  const { roundingLimit: limit = 10, roundingAccount: account = '' } = ctx.config
  const accounts = await vatAccounts(ctx, ctx.config.vatCodes ?? 'Profit_VAT_code')
  const filled = withVatAccounts(mapped, accounts)
  if ('problem' in filled) return filled
  const total = expectedCents(record.data)
  const debt = debtCents(filled.entry)
  if (total !== undefined && total !== debt) return { problem: debtDiffers(debt, total) }
  return balanced(filled.entry, { limit, account })
}

/** In AFAS, by voucher and journal: a payment may carry the same voucher number in another one. */
async function numberOf(entry: JournalEntry, ctx: Ctx): Promise<string | undefined> {
  const { connector = 'Profit_Transactions', voucherField = 'VoucherNo' } = ctx.config
  const { journalField = 'JournalId', numberField = 'EntryNo' } = ctx.config
  const journal = scalarText(entry.fields['JoCo']).trim()
  const rows = await ctx.client.lookUp(connector, voucherField, [voucherOf(entry)], ctx.signal, `${numberField},SeqNo`)
  const row = rows.find((one) => textField(one, journalField).trim() === journal)
  return row && textField(row, numberField)
}

function referenceOf(number: string): Reference {
  return { id: number, label: `Journal entry ${number}` }
}

function ledAstray(kind: string): ProblemError {
  return new ProblemError({
    code: 'afas.document-type',
    message: `This node writes journal entries; the settings ask for "${kind}".`,
    advice: 'Lead orders that become sales documents to the node "Write order", as the template does.',
    retry: 'after-fix',
    scope: 'system',
  })
}

function debtDiffers(debt: number, total: number): Problem {
  return {
    code: 'engine.total-differs',
    message: `The debtor would owe ${(debt / 100).toFixed(2)} by the journal entry, the order is ${(total / 100).toFixed(2)}.`,
    advice: 'Correct the amount of the debtor line in the mapping, then retry.',
    retry: 'after-fix',
    details: { entry: debt / 100, order: total / 100 },
  }
}
