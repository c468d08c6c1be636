import type { BinaryRef } from '../../sdk/binary.ts'
import type { Row } from '../client/rows.ts'

/** A product as `afas.products` gives it: an item, an item with dimensions, or items that share a parent code. */
export interface AfasProduct {
  /** The item code, or the code that its items share. */
  readonly code: string
  readonly kind: 'simple' | 'dimensions' | 'family'
  /** The item, every field of the get-connector; of a family its parent item, else its first. */
  readonly item: Row
  readonly variants: readonly AfasVariant[]
  readonly images: readonly AfasImage[]
  readonly categories: readonly Category[]
}

/** What is sold: it has a SKU of its own. A simple item is its own variant. */
export interface AfasVariant {
  readonly sku: string
  readonly barcode: string | null
  readonly blocked: boolean
  /** Without VAT, as on the item card or of the combination; null when none is filled in. */
  readonly price: number | null
  /** Today's price in each price list that was asked for, without VAT. */
  readonly listPrices: Readonly<Record<string, number>>
  /** Available minus reserved over all warehouses; only where stock is asked for. */
  readonly stock?: number
  /** What tells it from the others. */
  readonly options: readonly Option[]
  /** The item of this variant; only in a family, otherwise it is that of the product. */
  readonly item?: Row
}

export interface Option {
  /** The code of the dimension, or the field of the attribute. */
  readonly code: string
  readonly title: string
  readonly value: string
}

export interface AfasImage {
  /** AFAS gives another id to an image that replaces one. */
  readonly id: string
  readonly fileName: string
  /** The variants it shows; none: the product as a whole. */
  readonly skus: readonly string[]
  readonly file: BinaryRef
}

export interface Category {
  readonly code: string
  readonly title: string
  readonly parent: string | null
  readonly parentTitle: string | null
}
