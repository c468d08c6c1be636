import { Type, type Static } from 'typebox'
import type { Context, MapRow } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Batch, Outcome } from '../../sdk/outcome.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'
import type { Found, Reference } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import { debtorOf, type Debtor } from '../debtor/debtor-of.ts'
import { currentDocument, rowAfter } from '../debtor/compare.ts'
import { connectorFor, insertDocument, updateDocument, withFields, type Document } from '../debtor/documents.ts'
import {
  findDebtor,
  kindOf,
  rememberDebtor,
  rememberDebtors,
  rememberedDebtor,
  type DebtorSource,
} from '../debtor/find-debtor.ts'
import { emailOf, text, type ShopOrder } from '../debtor/shop-order.ts'
import { KOPPEL } from '../koppel.ts'
import { afasSystem } from '../system.ts'

const row = Type.Object(
  { to: Type.String({ title: 'Target field' }), expression: Type.String({ title: 'Value', 'x-widget': 'expression' }) },
  { additionalProperties: false },
)

const config = Type.Object(
  {
    defaultDebtor: Type.Optional(
      Type.String({
        title: 'One debtor for all orders',
        description: 'The number of a debtor in AFAS. Leave it empty to give every customer a debtor of their own.',
        maxLength: 16,
      }),
    ),
    update: Type.Optional(
      Type.Boolean({
        title: 'Update debtors that exist',
        description: 'Name, contact data and address follow the newest order. Off: a debtor is only ever created.',
        default: true,
      }),
    ),
    controlAccount: Type.Optional(
      Type.String({
        title: 'Control account',
        description: 'Ledger account of new debtors.',
        'x-pick': 'afas.accounts',
        maxLength: 16,
      }),
    ),
    paymentCondition: Type.Optional(
      Type.String({ title: 'Payment condition of new debtors', 'x-pick': 'afas.payment-conditions', maxLength: 5 }),
    ),
    currency: Type.Optional(
      Type.String({ title: 'Currency of new debtors', description: 'Empty: the currency of the order.', maxLength: 3 }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with debtors',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.debtors.connector,
      }),
    ),
    emailField: Type.Optional(Type.String({ title: 'Its field with the e-mail', default: KOPPEL.debtors.email })),
    numberField: Type.Optional(
      Type.String({ title: 'Its field with the debtor number', default: KOPPEL.debtors.number }),
    ),
    fields: Type.Optional(
      Type.Array(row, {
        title: 'Fields to add or replace',
        description: 'In the debtor’s document, for instance KnSalesRelationPer.Element.Fields.InPv.',
        'x-widget': 'mapping',
        'x-document': 'KnSalesRelationPer',
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, AfasClient>

/** Finds the debtor of an order by e-mail, makes it when there is none, and keeps it up to date. */
export const ensureDebtor = defineNode<typeof config, AfasClient>({
  type: 'afas.ensure-debtor',
  version: 1,
  kind: 'target',
  title: 'Ensure debtor',
  description:
    'Finds the debtor by e-mail address. When there is none it is created: an organisation with its contact person ' +
    'when the order has a company name, a person otherwise.',
  icon: 'user-check',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { out: { title: 'Debtor known' } },
  operations: ['debtor'],
  config,
  run: (input, ctx) => eachRecord<Ctx>(5, ensure)(remembering(input, ctx), ctx),
})

/** Looks the debtors of a whole batch up in a few calls before its records are worked one by one. */
async function* remembering(input: AsyncIterable<Batch>, ctx: Ctx): AsyncGenerator<Batch> {
  for await (const batch of input) {
    if (!ctx.config.defaultDebtor) {
      const emails = batch.map((record) => emailOf(orderOf(record)).toLowerCase()).filter((email) => email !== '')
      await rememberDebtors(ctx.client, sourceOf(ctx.config), emails, ctx.cache, ctx.signal).catch((error: unknown) => {
        // Each record asks for itself below, and has the problem then if it is still there.
        ctx.log.debug('debtors of a batch could not be looked up together', { error: String(error) })
      })
    }
    yield batch
  }
}

async function ensure(record: Rec, ctx: Ctx): Promise<Outcome> {
  const fixed = ctx.config.defaultDebtor?.trim()
  if (fixed) return passed(withDebtor(record, { DbId: await knownNumber(fixed, ctx), created: false }))
  const order = orderOf(record)
  const today = amsterdamDate(ctx.now())
  const { controlAccount, paymentCondition, currency } = ctx.config
  const debtor = debtorOf(order, { controlAccount, paymentCondition, currency, today })
  if (debtor.email === '') return failed(record, noEmail(record))
  const extra = await extraFields(record, ctx)
  return write(record, debtor, extra, ctx)
}

/** A customer's newest order says who they are: an older one that is retried changes nothing back. */
function versionOf(record: Rec): { version?: string } {
  const { processedAt, createdAt } = record.data as { processedAt?: unknown; createdAt?: unknown }
  const at = processedAt ?? createdAt
  return typeof at === 'string' ? { version: at } : {}
}

/** Under the lock of its e-mail address, since AFAS would take the same customer twice from two flows. */
async function write(record: Rec, debtor: Debtor, extra: unknown, ctx: Ctx): Promise<Outcome> {
  const { client, cache, signal } = ctx
  const source = sourceOf(ctx.config)
  const email = debtor.email.toLowerCase()
  const look = (): Promise<Row | undefined> => findDebtor(client, source, email, debtor.kind, cache, signal)
  const remember = (row: Row): void => rememberDebtor(cache, email, rowAfter(row, debtor))
  const known = rememberedDebtor(cache, source, email, debtor.kind)
  const documents = documentsOf(debtor, extra, source, known)
  const { payload } = documents
  // Fields that a person added are seldom shown by the get-connector: they are sent when somebody asks for an update.
  const seen = ctx.run.update ? documentsOf(debtor, undefined, source, known).payload : payload
  const version = text(orderOf(record).processedAt)
  let created = false
  const result = await client.alone.run(`debtor:${email}`, () => {
    signal.throwIfAborted()
    return ctx.write({
      record,
      operation: 'debtor',
      identity: email,
      kind: 'state',
      payload,
      ...(version === '' ? {} : { version }),
      ...versionOf(record),
      findWhen: 'first',
      onExisting: ctx.config.update === false ? 'skip' : 'update',
      find: async () => {
        const row = await look()
        return row && { ...foundOf(row, source), current: currentDocument(seen, row) }
      },
      create: async () => {
        const made = await numberOf(await client.insert(connectorFor(debtor.kind), documents.insert), look, source)
        created = true
        const row = { [source.numberField]: made.id, [source.kindField]: debtor.kind, [source.bcCoField]: made.bcCo }
        remember(row)
        return foundOf(row, source).reference
      },
      update: async (existing) => {
        const row = (await look()) ?? { [source.numberField]: existing.reference.id, [source.kindField]: debtor.kind }
        await client.update(connectorFor(kindOf(row, source)), documents.update(row))
        remember(row)
        return foundOf(row, source).reference
      },
      sentence: (reference, action) => sentence(reference, action, debtor),
    })
  })
  if (result.kind === 'failed') return failed(record, result.problem)
  // Also when the debtor is not ours to change: the order goes on with it.
  const reference = result.reference ?? (await look().then((row) => row && foundOf(row, source).reference))
  return passed(withDebtor(record, reference ? { DbId: reference.id, created } : { DbId: null, isNew: true, created }))
}

/** The documents that make and change a debtor; `payload` is the one for what is known of it so far. */
function documentsOf(debtor: Debtor, extra: unknown, source: DebtorSource, known: Row | undefined) {
  const insert = withFields(insertDocument(debtor), extra)
  const update = (row: Row): Document => {
    const id = textField(row, source.numberField)
    const there = { id, kind: kindOf(row, source), bcCo: textField(row, source.bcCoField) }
    return withFields(updateDocument(debtor, there), extra)
  }
  return { insert, update, payload: known ? update(known) : insert }
}

function foundOf(row: Row, source: DebtorSource): Found {
  const id = textField(row, source.numberField)
  return { reference: { id, label: `Debtor ${id}` } }
}

/** Some versions answer without the number; then AFAS is asked by e-mail. */
async function numberOf(
  made: Readonly<Record<string, string>>,
  look: () => Promise<Row | undefined>,
  source: DebtorSource,
): Promise<{ id: string; bcCo: string }> {
  if (made['DbId']) return { id: made['DbId'], bcCo: made['BcCo'] ?? '' }
  const row = await look()
  if (row) return { id: textField(row, source.numberField), bcCo: textField(row, source.bcCoField) }
  throw new ProblemError({
    code: 'afas.no-number',
    message: 'AFAS made the debtor but did not tell its number.',
    advice: 'Retry: Koppel finds the debtor by its e-mail address.',
    retry: 'later',
    effect: 'unknown',
  })
}

function sentence(reference: Reference, action: 'create' | 'update', debtor: Debtor): string {
  if (action === 'update') return `Debtor ${reference.id} updated for ${debtor.email}`
  const kind = debtor.kind === 'organisation' ? 'Organisation' : 'Person'
  return `${kind} debtor ${reference.id} created for ${debtor.email}`
}

function sourceOf(value: Config): DebtorSource {
  return {
    connector: value.connector ?? KOPPEL.debtors.connector,
    numberField: value.numberField ?? KOPPEL.debtors.number,
    emailField: value.emailField ?? KOPPEL.debtors.email,
    kindField: KOPPEL.debtors.kind,
    bcCoField: KOPPEL.debtors.bcCo,
    blockedField: KOPPEL.debtors.blocked,
  }
}

/** A fixed debtor that AFAS lacks would park every order one by one, so the run stops and says it once. */
async function knownNumber(number: string, ctx: Ctx): Promise<string> {
  const key = `afas.debtor-number:${number}`
  if (ctx.cache.get(key) === true) return number
  const source = sourceOf(ctx.config)
  const rows = await ctx.client.lookUp(source.connector, source.numberField, [number], ctx.signal)
  if (rows.length > 0) {
    ctx.cache.set(key, true)
    return number
  }
  throw new ProblemError({
    code: 'afas.unknown-debtor',
    message: `Debtor ${number}, which the settings name for all orders, does not exist in AFAS.`,
    advice: 'Correct the number in the settings of the flow, or leave it empty.',
    retry: 'after-fix',
    scope: 'system',
  })
}

async function extraFields(record: Rec, ctx: Ctx): Promise<unknown> {
  const rows: readonly MapRow[] = ctx.config.fields ?? []
  if (rows.length === 0) return undefined
  const [answer] = await ctx.evaluate({ rows }, [record])
  if (!answer) throw new Error('the evaluator gave no answer')
  if (!answer.ok) throw new ProblemError(answer.problem)
  return answer.value
}

function withDebtor(record: Rec, debtor: Readonly<Record<string, unknown>>): Rec {
  const number = debtor['DbId']
  const next = withData(record, { ...(record.data as object), debtor })
  return typeof number === 'string' ? { ...next, keys: [...next.keys, { type: 'debtor', value: number }] } : next
}

function orderOf(record: Rec): ShopOrder {
  return typeof record.data === 'object' && record.data !== null ? record.data : {}
}

function noEmail(record: Rec) {
  return {
    code: 'afas.no-email',
    message: `Order ${record.key} has no e-mail address, so its debtor cannot be found.`,
    advice: 'Add the customer’s e-mail address to the order in the shop, then retry; or use one debtor for all orders.',
    retry: 'after-fix',
  } as const
}

function amsterdamDate(now: Date): string {
  return now.toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' })
}
