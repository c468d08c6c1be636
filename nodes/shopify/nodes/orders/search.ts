import { anyOf, quoted } from '../../client/search.ts'

/**
 * Shopify's search language, as far as orders need it. Two traps decide how it is used here: a filter that Shopify does
 * not know is no error but gives too much, and text is compared loosely. So every condition is checked again, exactly,
 * on what came back (take.ts), and the search only saves reading.
 */
interface OrderSearch {
  readonly statuses?: readonly string[]
  readonly updatedFrom?: Date
  readonly updatedUntil?: Date
  readonly createdFrom?: Date
  readonly createdUntil?: Date
  readonly processedFrom?: Date
}

export function searchOf(search: OrderSearch): string {
  const parts = [
    search.updatedFrom && `updated_at:>=${at(search.updatedFrom)}`,
    search.updatedUntil && `updated_at:<=${at(search.updatedUntil)}`,
    search.createdFrom && `created_at:>=${at(search.createdFrom)}`,
    search.createdUntil && `created_at:<=${at(search.createdUntil)}`,
    search.processedFrom && `processed_at:>=${at(search.processedFrom)}`,
    anyOf((search.statuses ?? []).map((status) => `financial_status:${status.toLowerCase()}`)),
  ]
  return parts.filter((part) => part).join(' AND ')
}

/** Orders of these names, with or without the sign before the number. */
export function searchByNames(names: readonly string[]): string {
  return anyOf(names.flatMap((name) => [name, `#${name}`]).map((name) => `name:${quoted(name)}`)) ?? ''
}

/** A name as it is compared: people leave the sign out, and do not mind about case. */
export function plainName(name: string): string {
  return name.trim().replace(/^#/, '').toLowerCase()
}

/** Whole seconds, always in UTC: without a zone Shopify would read the shop's own time. */
function at(date: Date): string {
  return quoted(`${date.toISOString().slice(0, 19)}Z`)
}
