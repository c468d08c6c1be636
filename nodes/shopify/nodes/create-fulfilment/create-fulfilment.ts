import { Type, type Static } from 'typebox'
import type { Context, KnownEffect } from '../../../sdk/context.ts'
import { KeyedLock } from '../../../sdk/keyed-lock.ts'
import { eachRecord } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { ProblemError, type Problem } from '../../../sdk/problem.ts'
import { withData, type Rec } from '../../../sdk/record.ts'
import { failed, passed, skipped } from '../../../sdk/settle.ts'
import type { Reference, Write, WriteResult } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import {
  CREATE_FULFILMENT,
  FULFILMENT,
  UPDATE_TRACKING,
  type FulfilmentInput,
  type TrackingInput,
} from '../../client/documents/fulfilments.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { shopifySystem } from '../../system.ts'
import { allocate, type Piece, type WantedLine } from './allocate.ts'
import { readWork, skuOf, type OrderWork } from './order-work.ts'

const config = Type.Object({}, { additionalProperties: false })
type Ctx = Context<Static<typeof config>, ShopifyClient>

interface Wanted {
  readonly order: string
  readonly version: string
  readonly notify: boolean
  readonly tracking: TrackingInput | undefined
  readonly lines: readonly WantedLine[]
  readonly returned: boolean
}
type Input = FulfilmentInput['lineItemsByFulfillmentOrder']
interface SentLine {
  readonly lineItem: string
  readonly sku: string
  readonly quantity: number
}
/** Kept with the intent and then with the reference: what was sent, and which fulfilments were there before. */
interface Note {
  readonly before: readonly string[]
  readonly input: Input
  readonly lines: readonly SentLine[]
}

/** Reading what is left and sending it must not mix with another slip of the same order, in whatever run. */
const orders = new KeyedLock()
const OPERATION = 'fulfilment'

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
    const wanted = read(record)
    if (wanted.order === '') return failed(record, noOrder(record))
    return orders.run(`${ctx.environment} ${wanted.order}`, () => settle(record, wanted, ctx))
  }),
})

function read(record: Rec): Wanted {
  const data = (record.data ?? {}) as { fulfilment?: Record<string, unknown> }
  const given = data.fulfilment ?? {}
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
  const raw = (Array.isArray(given['lines']) ? given['lines'] : []) as Record<string, unknown>[]
  const info = (given['tracking'] ?? {}) as Record<string, unknown>
  const [number, url, company] = [text(info['number']), text(info['url']), text(info['company'])]
  const tracking = {
    ...(company === '' ? {} : { company }),
    ...(number === '' ? {} : { number }),
    ...(url === '' ? {} : { url }),
  }
  const lines = raw.map((one) => ({
    sku: text(one['sku']),
    quantity: Number(one['quantity']) || 0,
    ...(text(one['lineItem']) === '' ? {} : { lineItem: text(one['lineItem']) }),
    ...(text(one['location']) === '' ? {} : { location: text(one['location']) }),
  }))
  return {
    order: text(given['order']),
    version: text(given['version']),
    notify: given['notifyCustomer'] === true,
    tracking: number === '' && url === '' ? undefined : tracking,
    lines: lines.filter((one) => one.quantity > 0),
    returned: lines.some((one) => one.quantity < 0),
  }
}

async function settle(record: Rec, wanted: Wanted, ctx: Ctx): Promise<Outcome> {
  if (wanted.lines.length === 0) return skipped(record, wanted.returned ? 'return' : 'nothing-to-send')
  const fraction = wanted.lines.find((one) => !Number.isInteger(one.quantity))
  if (fraction)
    return failed(
      record,
      problem(
        'shopify.fraction',
        `${record.key} sends ${fraction.quantity} of ${fraction.sku}; Shopify counts whole units.`,
        'Let the mapping make whole units of it; then retry.',
      ),
    )
  const own = `${wanted.order}/${record.identity}/`
  const results: WriteResult[] = []
  let lines: SentLine[] = []
  const known = ctx.effects(OPERATION, own)
  for (const effect of known) {
    const note = noteOf(effect)
    if (!note) continue
    const result = await ctx.write(writeOf(record, wanted, effect.identity, note, effect, ctx))
    if (result.kind === 'failed') return failed(record, result.problem)
    if (result.kind === 'skipped') return skipped(record, result.reason, result.detail)
    results.push(result)
    lines = [...lines, ...note.lines]
  }
  const rest = without(wanted.lines, lines)
  if (rest.length === 0) return passed(withWritten(record, results))
  const order = await readWork(ctx.client, wanted.order, ctx.signal)
  if (!order) return failed(record, noOrder(record))
  const ours = new Set(ctx.effects(OPERATION, `${wanted.order}/`).flatMap((one) => one.reference?.id ?? []))
  const open = without(rest, sentByHand(order, ours, wanted.tracking))
  if (open.length > 0 && order.cancelled !== undefined) {
    return failed(
      record,
      problem(
        'shopify.order-cancelled',
        `Order ${order.name} was cancelled in the shop (${order.cancelled.toLowerCase()}), and ${record.key} sends it.`,
        'Find out whether the goods left. When they did, settle it with the customer; then dismiss this.',
      ),
    )
  }
  const { parts, short, unknown } = allocate(open, order)
  const why = whyNot(record, order, ours, short)
  if (why) return failed(record, why)
  if (parts.length === 0 && results.length === 0 && open.length > 0 && short.length === 0) {
    return failed(
      record,
      problem(
        'shopify.line-not-in-order',
        `Order ${order.name} has no line with ${unknown.join(', ')}, which ${record.key} sends.`,
        'When it replaces another article, mark that line as sent by hand in Shopify; then dismiss this.',
      ),
    )
  }
  if (unknown.length > 0)
    ctx.log.warn(`${record.key}: ${unknown.join(', ')} is not in order ${order.name} and is left out.`)
  const used = new Set(known.map((one) => one.identity))
  let number = 0
  for (const part of parts) {
    do number += 1
    while (used.has(`${own}${number}`))
    const before = [
      ...order.sent.map((one) => one.id),
      ...results.flatMap((one) => (one.kind === 'written' && one.reference ? [one.reference.id] : [])),
    ]
    const result = await ctx.write(
      writeOf(record, wanted, `${own}${number}`, { before, ...sendingOf(part) }, undefined, ctx),
    )
    if (result.kind === 'failed') return failed(record, result.problem)
    if (result.kind === 'skipped') return skipped(record, result.reason, result.detail)
    results.push(result)
  }
  if (results.length === 0)
    return skipped(record, 'already-fulfilled', `Order ${order.name} was marked as sent in the shop.`)
  return passed(withWritten(record, results))
}

function noteOf(effect: KnownEffect): Note | undefined {
  const kept = (effect.note ?? effect.reference?.data) as Note | undefined
  return kept?.input ? kept : undefined
}

function sendingOf(part: readonly Piece[]): Pick<Note, 'input' | 'lines'> {
  const works = [...new Set(part.map(({ line }) => line.work))]
  return {
    input: works.map((work) => ({
      fulfillmentOrderId: work,
      fulfillmentOrderLineItems: part
        .filter(({ line }) => line.work === work)
        .map(({ line, quantity }) => ({ id: line.id, quantity })),
    })),
    lines: part.map(({ line, quantity }) => ({ lineItem: line.lineItem, sku: line.sku, quantity })),
  }
}

function without(wanted: readonly WantedLine[], sent: readonly SentLine[]): WantedLine[] {
  const left = sent.map((one) => ({ ...one }))
  return wanted.flatMap((one) => {
    let { quantity } = one
    for (const some of left) {
      if (one.lineItem ? some.lineItem !== one.lineItem : some.sku !== skuOf(one.sku)) continue
      const taken = Math.min(quantity, some.quantity)
      quantity -= taken
      some.quantity -= taken
    }
    return quantity > 0 ? [{ ...one, quantity }] : []
  })
}

/** Somebody typed this very tracking number in the shop: that was this slip. */
function sentByHand(order: OrderWork, ours: ReadonlySet<string>, tracking: TrackingInput | undefined): SentLine[] {
  if (!tracking?.number) return []
  const same = order.sent.filter(
    (one) =>
      one.status === 'SUCCESS' && !ours.has(one.id) && one.tracking.some((info) => info.number === tracking.number),
  )
  return same.flatMap((one) => one.lines)
}

/** Why not all of it can be sent; nothing when what lacks was sent by hand. */
function whyNot(
  record: Rec,
  order: OrderWork,
  ours: ReadonlySet<string>,
  short: ReturnType<typeof allocate>['short'],
): Problem | undefined {
  for (const { sku, wanted, missing, held, holds } of short) {
    const byHand = order.sent
      .filter((one) => one.status === 'SUCCESS' && !ours.has(one.id))
      .flatMap((one) => one.lines)
      .reduce((all, one) => all + (one.sku === skuOf(sku) ? one.quantity : 0), 0)
    if (held > 0 && missing <= held + byHand) {
      return {
        ...problem(
          'shopify.on-hold',
          `Order ${order.name} is on hold in the shop: ${holds.join(', ')}. ${record.key} waits.`,
          'Release the hold in Shopify; it goes on by itself.',
        ),
        retry: 'later',
      }
    }
    if (missing > byHand) {
      return problem(
        'shopify.more-than-ordered',
        `${record.key} sends ${wanted} of ${sku}, and of order ${order.name} only ${wanted - missing} can be sent.`,
        'Look whether lines were removed, refunded or sent otherwise in the shop. Nothing of this slip was sent.',
      )
    }
  }
  return undefined
}

function writeOf(
  record: Rec,
  wanted: Wanted,
  identity: string,
  note: Note,
  effect: KnownEffect | undefined,
  ctx: Ctx,
): Write {
  const { client, signal } = ctx
  const { tracking } = wanted
  const payload = {
    order: wanted.order,
    lineItemsByFulfillmentOrder: note.input,
    ...(tracking ? { trackingInfo: tracking } : {}),
  }
  // AFAS shows changes to the second: of the same second it may be the newer one, and what was sent says whether it differs.
  const older = effect?.version !== undefined && wanted.version < effect.version
  const referenceOf = (one: { id: string; name: string }): Reference => ({
    id: one.id,
    label: one.name,
    data: { ...note, before: [] },
  })
  const update = async (existing: { reference: Reference }): Promise<Reference> => {
    const { id } = existing.reference
    const { fulfillmentTrackingInfoUpdate: answer } = await client.run(
      UPDATE_TRACKING,
      { id, tracking: tracking ?? {}, notify: wanted.notify },
      signal,
    )
    refuseUserErrors(answer.userErrors, 'change the tracking of a fulfilment')
    return existing.reference
  }
  return {
    record,
    operation: OPERATION,
    identity,
    kind: 'event',
    payload,
    note,
    ...(wanted.version === '' ? {} : { version: wanted.version }),
    find: async () => {
      if (effect?.reference) {
        const { fulfillment } = await client.run(FULFILMENT, { id: effect.reference.id }, signal)
        const info = fulfillment?.trackingInfo[0]
        const same =
          info?.number === (tracking?.number ?? null) &&
          (!tracking?.company || info?.company === tracking.company) &&
          (!tracking?.url || info?.url === tracking.url)
        return fulfillment
          ? { reference: effect.reference, current: same ? payload : { ...payload, trackingInfo: info ?? null } }
          : undefined
      }
      const order = await readWork(client, wanted.order, signal)
      const others = new Set(
        ctx
          .effects(OPERATION, `${wanted.order}/`)
          .flatMap((one) => (one.identity === identity ? [] : (one.reference?.id ?? []))),
      )
      const made = order?.sent.find(
        (one) =>
          !note.before.includes(one.id) &&
          !others.has(one.id) &&
          sameLines(one.lines, note.lines) &&
          (one.tracking[0]?.number ?? '') === (tracking?.number ?? ''),
      )
      return made && { reference: referenceOf(made) }
    },
    findWhen: 'when-ambiguous',
    onExisting: tracking && !older ? 'update' : 'skip',
    create: async () => {
      const input: FulfilmentInput = {
        lineItemsByFulfillmentOrder: note.input,
        ...(tracking ? { trackingInfo: tracking } : {}),
        notifyCustomer: wanted.notify,
      }
      const { fulfillmentCreate: answer } = await client.run(CREATE_FULFILMENT, { fulfillment: input }, signal, 1)
      refuseUserErrors(answer.userErrors, 'mark the order as sent')
      if (!answer.fulfillment)
        throw new ProblemError({
          code: 'shopify.unavailable',
          message: 'Shopify did not say what it made.',
          retry: 'later',
          effect: 'unknown',
        })
      return referenceOf(answer.fulfillment)
    },
    ...(tracking ? { update } : {}),
    sentence: (reference) =>
      `Fulfilment ${reference.label ?? ''} made${tracking?.number ? `, ${tracking.number}` : ''}`,
  }
}

function sameLines(a: readonly SentLine[], b: readonly SentLine[]): boolean {
  const sums = (lines: readonly SentLine[]): string => {
    const all = new Map<string, number>()
    for (const one of lines) all.set(one.lineItem, (all.get(one.lineItem) ?? 0) + one.quantity)
    return JSON.stringify([...all].toSorted())
  }
  return sums(a) === sums(b)
}

function withWritten(record: Rec, results: readonly WriteResult[]): Rec {
  const references = results.flatMap((one) => (one.kind === 'written' && one.reference ? [one.reference] : []))
  const data = (record.data ?? {}) as { written?: object }
  return withData(record, { ...data, written: { ...data.written, fulfilments: references } })
}

function problem(code: `shopify.${string}`, message: string, advice: string): Problem {
  return { code, message, advice, retry: 'after-fix' }
}

function noOrder(record: Rec): Problem {
  return problem(
    'shopify.no-order',
    `${record.key} names no order that the shop has.`,
    'Place "Find order" before this node, and let the mapping pass on its id; then retry.',
  )
}
