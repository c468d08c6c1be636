import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Batch, Outcome, Outcomes } from '../../../sdk/outcome.ts'
import { ProblemError, problemOf } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { failed, settledBy } from '../../../sdk/settle.ts'
import type { Reference, Write } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { define } from '../../customers/known-number.ts'
import { typesIn } from '../../customers/metafields.ts'
import { shopifySystem } from '../../system.ts'
import { inParallel } from '../in-parallel.ts'
import { withWritten } from '../with-written.ts'
import { createCustomer, updateCustomer } from './apply.ts'
import { SetCustomerConfigSchema, withDefaults, type SetCustomerConfig } from './config.ts'
import { customerOf, emailOf, fieldsIn, type CustomerDocument } from './document.ts'
import { leftOut } from './left-out.ts'
import { keysOf, lookUp, type Sought } from './look-up.ts'
import { referenceTo } from './reference.ts'
import { customersById } from './shop-customer.ts'
import { currentView, phoneOf, wantedView, type Memory, type Place } from './view.ts'

type Ctx = Context<Partial<SetCustomerConfig>, ShopifyClient>

/** Customers of a batch that are written at once; the rate budget paces them anyway. */
const AT_ONCE = 6

/** Creates a customer, or brings the one that is there up to date without taking anything away from it. */
export const setCustomer = defineNode({
  type: 'shopify.set-customer',
  version: 1,
  kind: 'target',
  title: 'Create or update customer',
  description:
    'Finds the customer in Shopify by the number of the debtor or by e-mail address and brings it up to date; a new one is made. ' +
    'Notes, tags of others and whether somebody wants mail are never touched.',
  icon: 'user-heart',
  config: SetCustomerConfigSchema,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'In the shop' } },
  operations: ['customer'],
  run: eachBatch(writeBatch),
})

interface Item {
  readonly record: Rec
  readonly document: CustomerDocument
  readonly written: Reference | undefined
  readonly memory: Memory
  /** An earlier try to make it has no known end. */
  readonly making: boolean
}

async function writeBatch(batch: Batch, ctx: Ctx): Promise<Outcomes> {
  const config = withDefaults(ctx.config)
  const outcomes = new Map<Rec, Outcome>()
  const items: Item[] = []
  for (const record of batch) {
    try {
      const document = customerOf(record.data)
      const left = leftOut(record, document, config)
      if (left) outcomes.set(record, left)
      else items.push(itemOf(record, document, ctx))
    } catch (error) {
      outcomes.set(record, failed(record, problemOf(error)))
    }
  }
  const keys = keysOf(
    items.map(({ document }) => document),
    config,
  )
  const ids = items.flatMap(({ written }) => written?.id ?? [])
  const known = await customersById(ctx.client, ids, keys, ctx.signal)
  await inParallel(AT_ONCE, items, async (item) => {
    const customer = item.written && known.get(item.written.id)
    const sought = { document: item.document, memory: item.memory, customer, keys }
    const outcome = await writeItem(item, sought, config, ctx).catch((error: unknown) => {
      if (ctx.signal.aborted) throw error
      return failed(item.record, problemOf(error))
    })
    outcomes.set(item.record, outcome)
  })
  return batch.map((record) => outcomes.get(record) as Outcome)
}

function itemOf(record: Rec, document: CustomerDocument, ctx: Ctx): Item {
  claim(document, record, ctx)
  const wrote = ctx.wrote('customer', record.identity)
  const written = wrote?.reference
  const memory = (written?.data ?? {}) as Memory
  return { record, document, written, memory, making: wrote?.state === 'intent' && written === undefined }
}

/** Two records of a run with one e-mail address would overwrite each other in turn: the second is parked. */
function claim({ email }: CustomerDocument, record: Rec, ctx: Ctx): void {
  const address = emailOf(email)
  if (address === null) return
  const owner = ctx.cache.get(`customer ${address}`)
  if (owner !== undefined && owner !== record.identity) {
    throw new ProblemError({
      code: 'shopify.same-email',
      message: `Another record of this run has the e-mail address ${address} too.`,
      advice: 'Give each its own e-mail address in AFAS, or block the one that is not used; then run this one again.',
      retry: 'after-fix',
    })
  }
  ctx.cache.set(`customer ${address}`, record.identity)
}

async function writeItem(item: Item, sought: Sought, config: SetCustomerConfig, ctx: Ctx): Promise<Outcome> {
  const place = await lookUp(sought, config, ctx)
  reportPhone(item.document, place, ctx)
  const result = await ctx.write(writeOf(item, sought, place, config, ctx))
  return settledBy(result, item.record, 'out', withWritten(item.record, 'customer', result))
}

/** A customer goes to the shop without a number that Shopify would not take; somebody may want to know. */
function reportPhone(document: CustomerDocument, { phoneTaken }: Place, ctx: Ctx): void {
  if (!document.phone?.trim()) return
  const why = phoneTaken
    ? 'another customer has it'
    : phoneOf(document) === undefined
      ? 'it cannot be dialled'
      : undefined
  if (why) ctx.log.info(`The telephone number of debtor ${document.number} is left out: ${why}.`)
}

function writeOf(item: Item, sought: Sought, first: Place, config: SetCustomerConfig, ctx: Ctx): Write {
  const { record, document, memory } = item
  const { client, signal } = ctx
  const types = typesIn(fieldsIn(document))
  const sending = { client, signal, number: config.number, types, config }
  const wanted = (place: Place) => wantedView(document, place, memory, config)
  let { making } = item
  // What was looked up serves the first question; a later one (after a lost answer) is asked anew.
  let fresh: Place | undefined = first
  let last = first
  const look = async (): Promise<Place> => {
    last = fresh ?? (await lookUp({ ...sought, customer: undefined, known: item.written?.id }, config, ctx))
    fresh = undefined
    return last
  }
  const change = async (place: Place): Promise<Reference | undefined> => {
    if (!place.customer) return undefined
    await define(config.number, ctx)
    const address = await updateCustomer(place.customer, wanted(place), memory, sending)
    return referenceTo(client, place.customer.id, document, address)
  }
  const create = async (): Promise<Reference> => {
    const again = making
    making = true
    const there = again && (await change(await look()))
    if (there) return there
    await define(config.number, ctx)
    const made = await createCustomer(wanted({ customer: undefined, phoneTaken: last.phoneTaken }), sending)
    if (made !== 'taken') return referenceTo(client, made.id, document, made.address)
    fresh = undefined
    const other = await change(await look())
    if (other) return other
    throw new ProblemError({
      code: 'shopify.customer-hidden',
      message: `Shopify says that the e-mail address or number of debtor ${document.number} is taken, and shows nobody who has it.`,
      advice: 'Koppel tries again by itself. When it stays, look for the customer in Shopify.',
      retry: 'later',
      scope: 'record',
    })
  }
  return {
    record,
    operation: 'customer',
    kind: 'state',
    payload: wanted(first),
    find: async () => {
      const place = await look()
      if (!place.customer) return undefined
      const should = wanted(place)
      const current = currentView(place.customer, should, memory, config)
      // One that we began to make and that is not as it should be is finished, not taken for done.
      if (making && !isDeepStrictEqual(current, should)) return undefined
      return { reference: referenceTo(client, place.customer.id, document, undefined, memory), current }
    },
    findWhen: 'always',
    onExisting: config.update ? 'update' : 'skip',
    create,
    // Deleted in the shop since we wrote it: it is made again.
    update: async () => (await change(last)) ?? create(),
    sentence: (_, action) =>
      `Customer ${nameIn(document)} ${action === 'create' ? 'made' : 'updated'} in Shopify (debtor ${document.number})`,
  }
}

function nameIn({ firstName, lastName, email, number }: CustomerDocument): string {
  return [firstName, lastName].filter(Boolean).join(' ') || email || number
}
