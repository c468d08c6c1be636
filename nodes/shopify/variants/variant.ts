import type { RawLevel, RawVariant } from '../client/documents/variant-stock.ts'

export interface StockLevel {
  readonly available: number
  readonly onHand: number
  readonly committed: number
}

/** A variant of the shop as a program finds it: by the SKU that people gave it. */
export interface ShopVariant {
  readonly sku: string
  readonly variantId: string
  readonly productId: string
  readonly inventoryItemId: string
  readonly tracked: boolean
  /** By location id, of those asked for. A location that is not there does not stock the item. */
  readonly levels: Readonly<Record<string, StockLevel>>
}

/** Levels that stand in `l0`, `l1`, ... by the location that each was asked for. */
export function levelsOf(
  raw: { readonly [level: `l${number}`]: RawLevel | null },
  locations: readonly string[],
): Readonly<Record<string, StockLevel>> {
  const levels: Record<string, StockLevel> = {}
  for (const [place, location] of locations.entries()) {
    const level = raw[`l${place}`]
    if (!level) continue
    const amount = (name: string): number => level.quantities.find((one) => one.name === name)?.quantity ?? 0
    levels[location] = { available: amount('available'), onHand: amount('on_hand'), committed: amount('committed') }
  }
  return levels
}

export function variantOf(raw: RawVariant, locations: readonly string[]): ShopVariant {
  return {
    sku: raw.sku ?? '',
    variantId: raw.id,
    productId: raw.product.id,
    inventoryItemId: raw.inventoryItem.id,
    tracked: raw.inventoryItem.tracked,
    levels: levelsOf(raw.inventoryItem, locations),
  }
}

/** SKUs are one however they are written: case and spaces around them do not tell two articles apart. */
export function plainSku(sku: string): string {
  return sku.trim().toLowerCase()
}

/**
 * Variants by the SKU that was asked for. Usually one; several: nobody knows which one is meant, so park and never
 * guess. What the shop does not have is not in it.
 */
export type FoundVariants = ReadonlyMap<string, readonly ShopVariant[]>

/** The same with the SKUs written as `skus` has them, so that they can be compared as they are. */
export function spelledAs<V extends { readonly sku: string | null }>(
  variants: readonly V[],
  skus: readonly string[],
): readonly V[] {
  const spelling = new Map(skus.map((sku) => [plainSku(sku), sku]))
  return variants.map((one) => ({
    ...one,
    sku: one.sku === null ? null : (spelling.get(plainSku(one.sku)) ?? one.sku),
  }))
}
