import type { Context, KnownEffect } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import type { Found, Reference, Write } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import {
  CREATE_FULFILMENT,
  FULFILMENT,
  UPDATE_TRACKING,
  type RawTracking,
  type TrackingInput,
} from '../../client/documents/fulfilments.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { inputLines, lasting, sameLines, type Note } from './note.ts'
import { readWork } from './order-work.ts'
import { fingerprint, inputOf, shownTracking } from './tracking.ts'
import type { Wanted } from './wanted.ts'

/** The business act in the ledger. Its identity is `<order>/<record>/<number of the part>`. */
export const OPERATION = 'fulfilment'

export interface Part {
  readonly record: Rec
  readonly wanted: Wanted
  readonly identity: string
  readonly note: Note
  /** What the ledger knows of it; undefined for a new one. */
  readonly effect: KnownEffect | undefined
}

/** One fulfilment: made once, and its tracking brought up to date when the shipment's changes. */
export function writeOf(part: Part, ctx: Context<unknown, ShopifyClient>): Write {
  const { record, wanted, identity, note, effect } = part
  const { tracking, version } = wanted
  const payload = payloadOf(note, wanted)
  return {
    ...{ record, operation: OPERATION, identity, kind: 'event', payload, note },
    ...(version === '' ? {} : { version }),
    find: () => (effect?.reference ? findMade(effect.reference, payload, ctx) : findUnknown(part, ctx)),
    findWhen: 'when-ambiguous',
    onExisting: followsTracking(part) ? 'update' : 'skip',
    create: () => create(part, ctx),
    ...(tracking ? { update: (existing) => updateTracking(part, existing, ctx) } : {}),
    sentence: ({ label = '' }, action) =>
      action === 'update' ? `Tracking of ${label} changed` : `${label} marked as sent`,
  }
}

/** What a person reads in the difference, with the ids that are sent. */
function payloadOf({ order, place, notify, lines }: Note, { tracking }: Wanted) {
  return {
    order,
    location: place,
    lines: lines.map(({ sku, quantity, id }) => ({ sku, quantity, fulfillmentOrderLineItem: id })),
    ...(tracking ? { trackingInfo: inputOf(tracking) } : {}),
    notifyCustomer: notify,
  }
}

/**
 * Whether this shipment's tracking is news. AFAS shows changes to the second, so of the same second another number is
 * newer. Only the number counts then: another name for the carrier in the value map is no reason to write to customers.
 */
function followsTracking({ wanted, note, effect }: Part): boolean {
  if (!wanted.tracking || !effect) return false
  const differs = fingerprint(wanted.tracking) !== note.tracked
  if (effect.version === undefined || wanted.version === '') return differs
  return wanted.version > effect.version || (wanted.version === effect.version && differs)
}

async function create({ wanted, note }: Part, { client, signal }: Context<unknown, ShopifyClient>): Promise<Reference> {
  const fulfillment = {
    lineItemsByFulfillmentOrder: inputLines(note.lines),
    ...(wanted.tracking ? { trackingInfo: inputOf(wanted.tracking) } : {}),
    notifyCustomer: note.notify,
  }
  // One attempt: it knows no idempotency key, so whatever is unclear is for the engine.
  const { fulfillmentCreate: answer } = await client.run(CREATE_FULFILMENT, { fulfillment }, signal, 1)
  refuseUserErrors(answer.userErrors, `mark order ${note.order} as sent`)
  if (answer.fulfillment) return referenceOf(answer.fulfillment, note)
  throw new ProblemError({
    code: 'shopify.unavailable',
    message: 'Shopify did not say which fulfilment it made.',
    advice: 'Koppel looks whether it was made before it tries again.',
    retry: 'later',
    effect: 'unknown',
  })
}

async function updateTracking(
  { wanted, note }: Part,
  { reference }: Found,
  { client, signal }: Context<unknown, ShopifyClient>,
): Promise<Reference> {
  const tracked = fingerprint(wanted.tracking)
  const tracking = wanted.tracking ? inputOf(wanted.tracking) : {}
  const variables = { id: reference.id, tracking, notify: wanted.notify && tracked !== note.tracked }
  const { fulfillmentTrackingInfoUpdate: answer } = await client.run(UPDATE_TRACKING, variables, signal)
  refuseUserErrors(answer.userErrors, `change the tracking of ${reference.label ?? 'a fulfilment'}`)
  return { ...reference, data: lasting({ ...note, tracked }) }
}

/** A fulfilment that was made, as it stands. */
async function findMade(
  reference: Reference,
  payload: ReturnType<typeof payloadOf>,
  { client, signal }: Context<unknown, ShopifyClient>,
): Promise<Found | undefined> {
  const { fulfillment } = await client.run(FULFILMENT, { id: reference.id }, signal)
  if (!fulfillment) return undefined
  if (fulfillment.status !== 'SUCCESS') {
    throw new ProblemError({
      code: 'shopify.fulfilment-cancelled',
      message: `${fulfillment.name} was cancelled in the shop, and its tracking changed since.`,
      advice:
        'Did the goods leave after all? Then "Run again, and update" marks them as sent anew. If not, dismiss this.',
      retry: 'after-fix',
    })
  }
  const { trackingInfo } = payload
  return {
    reference,
    current: trackingInfo ? { ...payload, trackingInfo: shownAs(trackingInfo, fulfillment.trackingInfo) } : payload,
  }
}

/** The tracking in the shop, in the shape of what is sent. */
function shownAs(sent: TrackingInput, infos: readonly RawTracking[]): TrackingInput {
  const [first] = infos
  const { company, number, url } = first ?? {}
  return {
    ...(sent.company !== undefined && company ? { company } : {}),
    ...(sent.number !== undefined && number ? { number } : {}),
    ...(sent.url !== undefined && url ? { url } : {}),
    ...(sent.numbers ? { numbers: infos.flatMap((one) => one.number ?? []) } : {}),
    ...(sent.urls && url ? { urls: [url] } : {}),
  }
}

/** After a lost answer: a fulfilment of just these units that was not there before and is nobody else's. */
async function findUnknown(
  { wanted, identity, note }: Part,
  { client, signal, effects }: Context<unknown, ShopifyClient>,
): Promise<Found | undefined> {
  const order = await readWork(client, wanted.order, signal)
  const others = new Set(
    effects(OPERATION, `${wanted.order}/`).flatMap((one) =>
      one.identity === identity ? [] : (one.reference?.id ?? []),
    ),
  )
  const made = order?.sent.find(
    (one) =>
      !note.before?.includes(one.id) &&
      !others.has(one.id) &&
      sameLines(one.lines, note.lines) &&
      fingerprint(shownTracking(one.tracking)) === note.tracked,
  )
  return made && { reference: referenceOf(made, note) }
}

function referenceOf({ id, name }: { readonly id: string; readonly name: string }, note: Note): Reference {
  return { id, label: name, data: lasting(note) }
}
