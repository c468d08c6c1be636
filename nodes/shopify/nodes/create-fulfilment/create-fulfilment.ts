import { Type, type Static } from 'typebox'
import type { Context, KnownEffect } from '../../../sdk/context.ts'
import { KeyedLock } from '../../../sdk/keyed-lock.ts'
import { eachRecord } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import type { Problem } from '../../../sdk/problem.ts'
import { withData, type Rec } from '../../../sdk/record.ts'
import { failed, passed, skipped } from '../../../sdk/settle.ts'
import type { Reference, WriteResult } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { allocate, type Piece } from './allocate.ts'
import { OPERATION, writeOf } from './fulfilment-write.ts'
import { noteFor, noteOf, type Note } from './note.ts'
import { readWork, type OrderWork, type SentLine } from './order-work.ts'
import { sentByHand, tooMuchSent, without } from './sent-before.ts'
import { sentMore } from './sent-more.ts'
import { shortfall } from './shortfall.ts'
import { fingerprint } from './tracking.ts'
import { wantedOf, type Wanted } from './wanted.ts'

const config = Type.Object({}, { additionalProperties: false })
type Ctx = Context<Static<typeof config>, ShopifyClient>

/** Reading what is left and sending it must not mix with another shipment of the same order, in whatever run. */
const orders = new KeyedLock()

export const createFulfilment = defineNode({
  type: 'shopify.create-fulfilment',
  version: 1,
  kind: 'target',
  title: 'Create fulfilment',
  description: 'Marks lines of an order in Shopify as sent, with tracking; once, also when an answer is lost.',
  icon: 'truck-delivery',
  config,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'Sent' } },
  operations: [OPERATION],
  run: eachRecord(4, async (record, ctx: Ctx) => {
    const wanted = wantedOf(record)
    const problem = faultOf(record.key, wanted)
    if (problem) return failed(record, problem)
    if (wanted.lines.length === 0 && ctx.effects(OPERATION, `${wanted.order}/${record.identity}/`).length === 0) {
      return skipped(record, wanted.returned ? 'return' : 'nothing-to-send')
    }
    return orders.run(`${ctx.environment} ${wanted.order}`, () => new Shipment(record, wanted, ctx).settle())
  }),
})

/** One record on its way: what of it is done, and what of it is in the books. */
class Shipment {
  readonly #record: Rec
  readonly #wanted: Wanted
  readonly #ctx: Ctx
  /** The beginning of the identities of its parts. */
  readonly #own: string
  readonly #names: Set<string>
  readonly #made: Reference[] = []
  #sent: readonly SentLine[] = []
  #written = 0

  constructor(record: Rec, wanted: Wanted, ctx: Ctx) {
    this.#record = record
    this.#wanted = wanted
    this.#ctx = ctx
    this.#own = `${wanted.order}/${record.identity}/`
    this.#names = new Set(ctx.effects(OPERATION, this.#own).map((one) => one.identity))
  }

  async settle(): Promise<Outcome> {
    const ended = await this.#bringUpToDate()
    if (ended) return ended
    // Somebody may mark lines as sent between reading the order and writing to it: then it is read once more.
    const outcome = (await this.#sendRest(true)) ?? (await this.#sendRest(false)) ?? passed(this.#done())
    return outcome.kind === 'failed' ? outcome : ((await this.#sentMore()) ?? outcome)
  }

  /** More of it is marked as sent than it sends now; what was cancelled in the shop does not count. */
  async #sentMore(): Promise<Outcome | undefined> {
    const { left, order } = this.#wanted
    if (tooMuchSent(this.#sent, left).length === 0) return undefined
    const shop = await readWork(this.#ctx.client, order, this.#ctx.signal)
    const own = new Set(this.#made.map(({ id }) => id))
    const stands = (shop?.sent ?? []).filter(({ id, status }) => status === 'SUCCESS' && own.has(id))
    const more = tooMuchSent(
      stands.flatMap(({ lines }) => lines),
      left,
    )
    return shop && more.length > 0 ? failed(this.#record, sentMore(this.#record.key, shop.name, more, left)) : undefined
  }

  /** What was sent of it before, or perhaps was: its end is found out, and its tracking brought up to date. */
  async #bringUpToDate(): Promise<Outcome | undefined> {
    const known = this.#ctx.effects(OPERATION, this.#own)
    const cancelled = this.#ctx.run.update && known.length > 0 ? await this.#cancelledOnes() : new Set<string>()
    for (const effect of known) {
      const note = noteOf(effect)
      if (!note || cancelled.has(effect.reference?.id ?? '')) continue
      const ended = this.#ended(await this.#write(effect.identity, note, effect))
      if (ended) return ended
      this.#sent = [...this.#sent, ...note.lines]
    }
    return undefined
  }

  async #cancelledOnes(): Promise<ReadonlySet<string>> {
    const order = await readWork(this.#ctx.client, this.#wanted.order, this.#ctx.signal)
    return new Set(order?.sent.flatMap((one) => (one.status === 'SUCCESS' ? [] : one.id)))
  }

  /** Undefined: the order was not as it was read any more, and it is the first time. */
  async #sendRest(first: boolean): Promise<Outcome | undefined> {
    const rest = without(this.#wanted.lines, this.#sent)
    if (rest.length === 0) return passed(this.#done())
    const order = await readWork(this.#ctx.client, this.#wanted.order, this.#ctx.signal)
    if (!order) return failed(this.#record, noOrder(this.#record.key))
    const byHand = sentByHand(order, this.#ours(), this.#wanted.tracking)
    const allocation = allocate(without(rest, byHand.same), order.lines)
    for (const part of allocation.parts) {
      const result = await this.#sendPart(order, part)
      if (first && result.kind === 'failed' && result.problem.code === 'shopify.user-errors') return undefined
      const ended = this.#ended(result)
      if (ended) return ended
    }
    const why = shortfall(this.#record.key, order, allocation, byHand.other)
    if (why) return failed(this.#record, why)
    if (this.#written > 0) return passed(this.#done())
    return skipped(this.#record, 'already-fulfilled', `Order ${order.name} was marked as sent in the shop.`)
  }

  async #sendPart(order: OrderWork, part: readonly Piece[]): Promise<WriteResult> {
    const identity = this.#nextName()
    const note = noteFor(order, part, {
      notify: this.#wanted.notify,
      tracked: fingerprint(this.#wanted.tracking),
      before: [...order.sent.map((one) => one.id), ...this.#made.map((one) => one.id)],
    })
    const result = await this.#write(identity, note, undefined)
    if (result.kind === 'written') this.#sent = [...this.#sent, ...note.lines]
    return result
  }

  async #write(identity: string, note: Note, effect: KnownEffect | undefined): Promise<WriteResult> {
    const part = { record: this.#record, wanted: this.#wanted, identity, note }
    const result = await this.#ctx.write(writeOf({ ...part, effect }, this.#ctx))
    if (result.kind !== 'written' || !effect || effect.reference) return result
    if (note.tracked === fingerprint(this.#wanted.tracking)) return result
    // Its answer had been lost, and what was found carries the tracking of that time.
    const found = this.#ctx.effects(OPERATION, identity).find((one) => one.identity === identity)
    return found?.reference ? this.#ctx.write(writeOf({ ...part, effect: found }, this.#ctx)) : result
  }

  /** Notes a result; an outcome when the record ends with it. */
  #ended(result: WriteResult): Outcome | undefined {
    if (result.kind === 'failed') return failed(this.#record, result.problem)
    if (result.kind === 'skipped') return skipped(this.#record, result.reason, result.detail)
    this.#written += 1
    if (result.reference) this.#made.push(result.reference)
    return undefined
  }

  /** The fulfilments of the order that Koppel made. */
  #ours(): ReadonlySet<string> {
    const all = this.#ctx.effects(OPERATION, `${this.#wanted.order}/`).flatMap((one) => one.reference?.id ?? [])
    return new Set([...all, ...this.#made.map((one) => one.id)])
  }

  #nextName(): string {
    let number = 1
    while (this.#names.has(`${this.#own}${number}`)) number += 1
    this.#names.add(`${this.#own}${number}`)
    return `${this.#own}${number}`
  }

  #done(): Rec {
    const data = (this.#record.data ?? {}) as { written?: object }
    return withData(this.#record, { ...data, written: { ...data.written, fulfilments: this.#made } })
  }
}

function faultOf(key: string, { order, lines }: Wanted): Problem | undefined {
  if (order === '') return noOrder(key)
  const fraction = lines.find((one) => !Number.isInteger(one.quantity))
  if (!fraction) return undefined
  return {
    code: 'shopify.fraction',
    message: `Shipment ${key} sends ${fraction.quantity} of ${fraction.sku}; Shopify counts whole units.`,
    advice: 'Let the mapping make whole units of it, such as boxes into pieces; then run it again.',
    retry: 'after-fix',
  }
}

function noOrder(key: string): Problem {
  return {
    code: 'shopify.no-order',
    message: `Shipment ${key} names no order that the shop has.`,
    advice: 'Place "Find order" before this step, and let the mapping pass on its id; then run it again.',
    retry: 'after-fix',
  }
}
