import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { failed, settledBy } from '../../sdk/settle.ts'
import type { Found, Reference } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { scalarText, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { totalProblem } from '../order/check-total.ts'
import { currentOrder, withGuids } from '../order/current.ts'
import { readDocument, totalText, writeDocument, type SalesDocument } from '../order/document.ts'
import { findOrders, referenceKey } from '../order/find-order.ts'
import { afasSystem } from '../system.ts'

const config = Type.Object(
  {
    documentType: Type.Optional(
      Type.Union(
        [
          Type.Literal('sales-order', { title: 'Sales order' }),
          Type.Literal('quotation', { title: 'Quotation' }),
          Type.Literal('sales-invoice', { title: 'Sales invoice' }),
          Type.Literal('direct-invoice', { title: 'Direct invoice' }),
          Type.Literal('financial-mutation', { title: 'Financial mutation' }),
        ],
        { title: 'Write as', description: 'The kind of document in AFAS.', default: 'sales-order' },
      ),
    ),
    onExisting: Type.Optional(
      Type.Union(
        [
          Type.Literal('skip', { title: 'Leave it as it is' }),
          Type.Literal('update', { title: 'Update it' }),
          Type.Literal('park', { title: 'Park the order' }),
        ],
        { title: 'When it exists in AFAS', default: 'skip' },
      ),
    ),
    roundingLimit: Type.Optional(
      Type.Integer({
        title: 'Rounding limit (cents)',
        description: 'How far the lines may differ from the total that the mapping gives in check.total.',
        default: 5,
        minimum: 0,
      }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with documents',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.orders.connector,
      }),
    ),
    field: Type.Optional(
      Type.String({
        title: 'Its field with the reference',
        description: 'What RfCs is shown as.',
        default: KOPPEL.orders.reference,
      }),
    ),
    numberField: Type.Optional(
      Type.String({ title: 'Its field with the document number', default: KOPPEL.orders.number }),
    ),
    linesConnector: Type.Optional(
      Type.String({
        title: 'Get-connector with document lines',
        description: 'Read before an order that exists is updated.',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.orderLines.connector,
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, AfasClient>

const DOCUMENT = 'FbSales'
/** Sales order 60012466: how people call what this node writes. */
const NAME = 'Sales order'

/** Writes each order as a document in AFAS, once. */
export const writeOrder = defineNode<typeof config, AfasClient>({
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
  document: () => DOCUMENT,
  config,
  run: eachRecord<Ctx>(5, write),
})

async function write(record: Rec, ctx: Ctx): Promise<Outcome> {
  const kind = ctx.config.documentType ?? 'sales-order'
  if (kind !== 'sales-order') throw unsupported(kind)
  const document = readDocument(record.data, DOCUMENT)
  const reference = scalarText(document?.fields['RfCs']).trim()
  if (!document) return failed(record, notADocument(record))
  if (reference === '') return failed(record, noReference(record))
  const differs = totalProblem(record.data, document, ctx.config.roundingLimit ?? 5)
  if (differs) return failed(record, differs)
  // What else the record carries, such as the total to check, is not for AFAS.
  const payload = { [DOCUMENT]: (record.data as Record<string, unknown>)[DOCUMENT] }
  const result = await ctx.write({
    record,
    operation: 'order',
    kind: 'event',
    payload,
    findWhen: 'first',
    onExisting: ctx.config.onExisting ?? 'skip',
    find: () => find(document, reference, ctx),
    create: async () =>
      referenceOf((await ctx.client.insert(DOCUMENT, payload))['OrNu'] ?? (await numberOf(reference, ctx))),
    update: async (existing) => {
      const lines = await linesOf(existing.reference.id, ctx)
      const changed = withGuids({ ...document, fields: { ...document.fields, OrNu: existing.reference.id } }, lines)
      await ctx.client.update(DOCUMENT, writeDocument(changed))
      return existing.reference
    },
    sentence: (made, action) =>
      `${NAME} ${made.id} ${action === 'create' ? 'written' : 'updated'}, ${totalText(document)}`,
  })
  const made = result.kind === 'written' ? result.reference : undefined
  const data = { ...(record.data as object), written: { order: made ?? null } }
  const next = withData(record, data)
  const keys = made ? [...record.keys, { type: 'document', value: made.id }] : record.keys
  return settledBy(result, record, 'written', { ...next, keys })
}

/** By the reference in AFAS itself. What it looks like now is only read when it may be updated. */
async function find(document: SalesDocument, reference: string, ctx: Ctx): Promise<Found | undefined> {
  const row = await rowOf(reference, ctx)
  if (!row) return undefined
  const found = { reference: referenceOf(textField(row, ctx.config.numberField ?? KOPPEL.orders.number)) }
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
  throw new ProblemError({
    code: 'afas.no-number',
    message: `AFAS took order ${reference} but did not tell its number.`,
    advice: 'Nothing to do: it is looked up by its reference.',
    retry: 'later',
    scope: 'record',
    effect: 'unknown',
  })
}

function referenceOf(number: string): Reference {
  return { id: number, label: `${NAME} ${number}` }
}

function unsupported(kind: string): ProblemError {
  return new ProblemError({
    code: 'afas.document-type',
    message: `This version of Koppel writes sales orders; the settings ask for "${kind}".`,
    advice: 'Choose "sales order" as document type in the settings of the flow.',
    retry: 'after-fix',
    scope: 'system',
  })
}

function notADocument(record: Rec) {
  return {
    code: 'afas.no-document',
    message: `What arrives for ${record.key} is not a sales order of AFAS: it has no ${DOCUMENT}.Element.Fields.`,
    advice: 'Put a mapping to FbSales before this node.',
    retry: 'after-fix',
  } as const
}

/** Without a reference AFAS cannot be asked whether the order is there, so it could be written twice. */
function noReference(record: Rec) {
  return {
    code: 'afas.no-reference',
    message: `The sales order of ${record.key} has no reference (RfCs).`,
    advice: 'Map the order name to FbSales.Element.Fields.RfCs, then retry.',
    retry: 'after-fix',
  } as const
}
