import { Type, type Static } from 'typebox'
import type { Context, MapRow } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Batch, Outcome } from '../../sdk/outcome.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'
import type { AfasClient } from '../client/client.ts'
import { debtorOf } from '../debtor/debtor-of.ts'
import { rememberDebtors, rememberedNumber, rememberNumbers, type DebtorSource } from '../debtor/find-debtor.ts'
import { emailOf, knownDebtor, text, type ShopOrder } from '../debtor/shop-order.ts'
import { writeDebtor, type DebtorPlan } from '../debtor/write-debtor.ts'
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
    addedFields: Type.Optional(
      Type.Array(row, {
        title: 'Fields to add or replace',
        description: 'In the debtor’s document, for instance KnSalesRelationPer.Element.Fields.InPv.',
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
    'Finds the debtor by the number that the customer has in the shop, or by e-mail address. When there is none it is created: an organisation with its contact person ' +
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
      const numbers = batch
        .map((record) => knownDebtor(orderOf(record), ctx.environment))
        .filter((number) => number !== '')
      const source = sourceOf(ctx.config)
      await Promise.all([
        rememberNumbers(ctx.client, source, numbers, ctx.cache, ctx.signal),
        rememberDebtors(ctx.client, source, emails, ctx.cache, ctx.signal),
      ]).catch((error: unknown) => {
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
  const plan: DebtorPlan = {
    debtor,
    source: sourceOf(ctx.config),
    number: knownDebtor(order, ctx.environment),
    extra: await addedFields(record, ctx),
    // A company that is known in AFAS is kept there: who buys for it must not become its name and address.
    update: ctx.config.update !== false && !(order.accounting?.company === true && (await isKnown(order, ctx))),
    version: text(order.processedAt) || text(order.createdAt),
  }
  const written = await writeDebtor(record, plan, ctx)
  if (!written.ok) return failed(record, written.result.problem)
  const { number, created } = written
  return passed(
    withDebtor(record, number === undefined ? { DbId: null, isNew: true, created } : { DbId: number, created }),
  )
}

/** The number that the buyer is known by leads to a debtor in AFAS. Asked here too: the look-up of the batch may have failed. */
async function isKnown(order: ShopOrder, ctx: Ctx): Promise<boolean> {
  const number = knownDebtor(order, ctx.environment)
  if (number === '') return false
  const source = sourceOf(ctx.config)
  await rememberNumbers(ctx.client, source, [number], ctx.cache, ctx.signal)
  return rememberedNumber(ctx.cache, source, number) !== undefined
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

async function addedFields(record: Rec, ctx: Ctx): Promise<unknown> {
  const rows: readonly MapRow[] = ctx.config.addedFields ?? []
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
