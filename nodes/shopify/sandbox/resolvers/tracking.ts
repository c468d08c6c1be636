import type { Tracking } from '../orders/order.ts'

/** Carriers whose links the shop makes itself, by the exact name. */
const known = [
  'PostNL',
  'DHL Parcel',
  'DHL eCommerce',
  'DHL Express',
  'DPD',
  'GLS',
  'UPS',
  'FedEx',
  'TNT',
  'BPost',
  'Mondial Relay',
]

/** Which link Shopify makes for a carrier is not documented: here it leads nowhere, and is there as it would be there. */
const linkOf = (company: string | null, number: string): string | null =>
  company !== null && known.includes(company)
    ? `https://tracking.example/${encodeURIComponent(company)}/${encodeURIComponent(number)}`
    : null

export function trackingInfoOf({ company, numbers, urls }: Tracking) {
  const rows = Math.max(numbers.length, urls.length, company === null ? 0 : 1)
  return Array.from({ length: rows }, (_, place) => {
    const number = numbers[place] ?? null
    return { company, number, url: urls[place] ?? (number === null ? null : linkOf(company, number)) }
  })
}
