import { ProblemError } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'

/** How many of an article should be for sale at a location. */
export interface WantedLevel {
  readonly location: string
  readonly quantity: number
  /** Whether the source named it there at all: what it does not name is not begun to be stocked there. */
  readonly named: boolean
}

/** What a record asks for. */
export interface Wanted {
  readonly record: Rec
  readonly sku: string
  readonly levels: readonly WantedLevel[]
}

/**
 * Reads `{ sku, levels: [{ location, available, warehouses? }] }`. Shopify counts whole units and takes nothing below
 * zero, so a quantity is rounded down and is at least zero.
 */
export function wantedOf(record: Rec): Wanted {
  const { sku, levels } = (record.data ?? {}) as { sku?: unknown; levels?: unknown }
  if (typeof sku !== 'string' || sku.trim() === '') throw notAStock('has no SKU')
  const list = levels === undefined || levels === null ? [] : levels
  if (!Array.isArray(list)) throw notAStock('has no list of levels')
  return { record, sku: sku.trim(), levels: list.map(levelOf) }
}

function levelOf(given: unknown): WantedLevel {
  const { location, available, warehouses } = (given ?? {}) as Record<string, unknown>
  if (typeof location !== 'string' || location.trim() === '') throw notAStock('has a level without a location')
  const quantity = typeof available === 'string' && available.trim() !== '' ? Number(available) : available
  if (typeof quantity !== 'number' || !Number.isFinite(quantity)) {
    throw notAStock(`has no quantity for ${location}`)
  }
  const named = !Array.isArray(warehouses) || warehouses.length > 0
  return { location: location.trim(), quantity: Math.max(0, Math.floor(quantity)), named }
}

function notAStock(what: string): ProblemError {
  return new ProblemError({
    code: 'shopify.not-a-stock',
    message: `The record ${what}, so there is nothing to set.`,
    advice:
      'The mapping before this node gives "sku" and, for each location, "levels" with "location" and "available".',
    retry: 'after-fix',
  })
}
