import { createHash } from 'node:crypto'
import type { RawTracking, TrackingInput } from '../../client/documents/fulfilments.ts'

/** How a customer can follow the parcels of a shipment: never without a number or a link. */
export interface Tracking {
  readonly company: string
  readonly numbers: readonly string[]
  readonly url: string
}

/** Several parcels stand in one field, as people type them: `3SA, 3SB`. */
export function trackingOf(given: unknown): Tracking | undefined {
  const info = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  const numbers = text(info['number'])
    .split(/[\s,;|]+/)
    .filter((one) => one !== '')
  const url = text(info['url'])
  return numbers.length === 0 && url === '' ? undefined : { company: text(info['company']), numbers, url }
}

/** Shopify takes `number` and `url`, or `numbers` and `urls`, never one of each. */
export function inputOf({ company, numbers, url }: Tracking): TrackingInput {
  const several = numbers.length > 1
  const [number] = numbers
  return {
    ...(company === '' ? {} : { company }),
    ...(several ? { numbers } : number === undefined ? {} : { number }),
    ...(url === '' ? {} : several ? { urls: [url] } : { url }),
  }
}

/** What tells one tracking from another, for the ledger: it keeps no numbers, only what is made of them. */
export function fingerprint(tracking: Tracking | undefined): string {
  const what = tracking ? tracking.numbers.join(' ') || tracking.url : ''
  return what === '' ? '' : createHash('sha256').update(what).digest('base64url').slice(0, 16)
}

/** A tracking as the shop shows it; its own link to a carrier is left out. */
export function shownTracking(infos: readonly RawTracking[]): Tracking | undefined {
  return trackingOf({
    company: infos[0]?.company,
    number: infos.flatMap((one) => one.number ?? []).join(' '),
    url: infos.some((one) => one.number) ? '' : infos[0]?.url,
  })
}

export function hasNumberOf(infos: readonly RawTracking[], tracking: Tracking): boolean {
  return infos.some((one) => one.number !== null && tracking.numbers.includes(one.number))
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
