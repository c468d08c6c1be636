import type { Context } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { Rec } from '../../sdk/record.ts'
import { failed } from '../../sdk/settle.ts'
import type { Found, Reference } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { scalarText, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { onceARun, vatRates } from '../vat-codes.ts'
import { checkedTotal, type TotalCheck } from '../order/check-total.ts'
import { currentOrder, withGuids } from '../order/current.ts'
import { payloadOf, readDocument, totalText, writeDocument, type SalesDocument } from '../order/document.ts'
import { findOrders, referenceKey } from '../order/find-order.ts'
import { asKind, SALES_KINDS, type DocumentKind } from '../order/kinds.ts'
import { noDocument, noNumber, noReference, orderWritten } from '../order/outcome.ts'
import type { VatRates } from '../order/totals.ts'
import { ROUNDING, writeOrderConfig, type WriteOrderConfig } from '../order/write-config.ts'
import { afasSystem } from '../system.ts'

type Ctx = Context<WriteOrderConfig, AfasClient>

/** What a mapping makes, whatever sales document it becomes. */
const MAPPED = 'FbSales'
const DOCUMENT = { is: 'a sales document', root: MAPPED, mapping: MAPPED }
const REFERENCE = { field: 'RfCs', name: 'reference' }

/** Writes each order as a document in AFAS, once. */
export const writeOrder = defineNode<typeof writeOrderConfig, AfasClient>({
  type: 'afas.write-order',
  version: 1,
  kind: 'target',
  title: 'Write order',
  description:
    'Writes each order to AFAS once. AFAS is asked first whether it has the order already, by its reference.',
  icon: 'file-invoice',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { written: { title: 'Written' } },
  operations: ['order'],
  document: () => MAPPED,
  config: writeOrderConfig,
  run: eachRecord<Ctx>(5, write),
})

async function write(record: Rec, ctx: Ctx): Promise<Outcome> {
  const kind = kindOf(ctx.config)
  const mapped = readDocument(record.data, MAPPED)
  const reference = scalarText(mapped?.fields['RfCs']).trim()
  if (!mapped) return failed(record, noDocument(record, DOCUMENT))
  if (reference === '') return failed(record, noReference(record, REFERENCE))
  const checked = await checkedTotal(record.data, asKind(mapped, kind), totalCheck(ctx))
  if ('problem' in checked) return failed(record, checked.problem)
  const { document } = checked
  // What else the record carries, such as the total to check, is not for AFAS.
  const payload = payloadOf(record.data, MAPPED, document)
  const { connector } = kind
  const result = await ctx.write({
    record,
    operation: 'order',
    kind: 'event',
    payload,
    findWhen: 'first',
    onExisting: ctx.config.onExisting ?? 'skip',
    find: () => find(document, reference, ctx),
    create: async () => {
      const made = await ctx.client.insert(connector, payload)
      return referenceOf(made['OrNu'] ?? (await numberOf(reference, ctx)), kind)
    },
    update: async (existing) => {
      const lines = await linesOf(existing.reference.id, ctx)
      const changed = withGuids({ ...document, fields: { ...document.fields, OrNu: existing.reference.id } }, lines)
      await ctx.client.update(connector, writeDocument(changed))
      return existing.reference
    },
    sentence: (made, action) =>
      `${kind.name} ${made.id} ${action === 'create' ? 'written' : 'updated'}, ${totalText(document)}`,
  })
  return orderWritten(result, record)
}

function kindOf({ documentType = 'sales-order' }: WriteOrderConfig): DocumentKind {
  if (documentType === 'financial-mutation') throw unsupported(documentType)
  return SALES_KINDS[documentType]
}

function totalCheck(ctx: Ctx): TotalCheck {
  const { roundingLimit = 10, roundingItem, roundingItemType, roundingUnit, roundingVatCode } = ctx.config
  return {
    limit: roundingLimit,
    item: {
      code: roundingItem ?? ROUNDING.item,
      type: roundingItemType ?? ROUNDING.type,
      unit: roundingUnit ?? ROUNDING.unit,
      vatCode: roundingVatCode ?? ROUNDING.vatCode,
    },
    rates: () => knownRates(ctx),
  }
}

function knownRates(ctx: Ctx): Promise<VatRates> {
  const connector = ctx.config.vatCodes ?? 'Profit_VAT_code'
  return onceARun(ctx.cache, 'vat rates', async () => {
    const rates = await vatRates(ctx.client, connector, ctx)
    if (Object.keys(rates).length === 0) throw noRates(connector)
    return rates
  })
}

/** By the reference in AFAS itself. What it looks like now is only read when it may be updated. */
async function find(document: SalesDocument, reference: string, ctx: Ctx): Promise<Found | undefined> {
  const row = await rowOf(reference, ctx)
  if (!row) return undefined
  const kind = kindOf(ctx.config)
  const other = textField(row, KOPPEL.orders.kind)
  const number = textField(row, ctx.config.numberField ?? KOPPEL.orders.number)
  if (other !== '' && other !== kind.connector) {
    if (ctx.run.update || ctx.config.onExisting === 'update') throw anotherKind(number, other)
    return { reference: { id: number } }
  }
  const found = { reference: referenceOf(number, kind) }
  if (ctx.config.onExisting !== 'update' && !ctx.run.update) return found
  const lines = await linesOf(found.reference.id, ctx)
  return { ...found, current: writeDocument(currentOrder(document, row, lines)) }
}

async function rowOf(reference: string, ctx: Ctx): Promise<Row | undefined> {
  const { connector = KOPPEL.orders.connector, field = KOPPEL.orders.reference } = ctx.config
  const found = await findOrders(ctx.client, { connector, referenceField: field }, [reference], ctx.signal)
  return found.get(referenceKey(reference))
}

function linesOf(number: string, ctx: Ctx): Promise<readonly Row[]> {
  const { linesConnector = KOPPEL.orderLines.connector } = ctx.config
  const { number: field, sequence } = KOPPEL.orderLines
  return ctx.client.lookUp(linesConnector, field, [number], ctx.signal, `${field},${sequence}`)
}

/** Written, but AFAS did not say as what. */
async function numberOf(reference: string, ctx: Ctx): Promise<string> {
  const row = await rowOf(reference, ctx)
  const number = row && textField(row, ctx.config.numberField ?? KOPPEL.orders.number)
  if (number) return number
  throw noNumber(`order ${reference}`)
}

function referenceOf(number: string, { name }: DocumentKind): Reference {
  return { id: number, label: `${name} ${number}` }
}

/** Updated would be one document, and another one is meant. */
function anotherKind(number: string, kind: string): ProblemError {
  return new ProblemError({
    code: 'afas.other-document',
    message: `The order is in AFAS as another kind of document: ${kind} ${number}.`,
    advice:
      'It is left as it is. Take it away in AFAS to have it written anew, or choose the document type that it has in the settings.',
    retry: 'after-fix',
    effect: 'none',
  })
}

/** Without percentages no total can be told beforehand, of no order. */
function noRates(connector: string): ProblemError {
  return new ProblemError({
    code: 'afas.connector-missing',
    message: `Orders are only written when their totals are known to be right, and no VAT percentages can be read from "${connector}".`,
    advice: 'Add the get-connector Profit_VAT_code to the app connector in AFAS, or choose another one in the node.',
    retry: 'after-fix',
    scope: 'system',
    effect: 'none',
  })
}

function unsupported(kind: string): ProblemError {
  return new ProblemError({
    code: 'afas.document-type',
    message: `This node writes sales documents; the settings ask for "${kind}".`,
    advice:
      'Lead orders that become journal entries to the node "Write journal entry", as the template does, or choose another document type.',
    retry: 'after-fix',
    scope: 'system',
  })
}
