import type { Family } from './world-families.ts'
import { groupWords, type GroupWords } from './world-names.ts'
import type { Dimension } from './world.ts'

/** What an article is made from: words and place, before prices are drawn. */
export interface Outline {
  readonly words: GroupWords
  readonly sku: string
  readonly title: string
  readonly family?: Family
  readonly dimensions?: readonly Dimension[]
  readonly whereabouts?: { readonly inAfas: boolean; readonly inShop: boolean }
}

const perProduct = 5
const colours = ['Blauw', 'Wit', 'Groen', 'Rood', 'Zwart']
const sizes: Dimension = {
  code: 'MAAT',
  title: 'Maat',
  values: ['XS', 'S', 'M', 'L', 'XL'].map((code) => ({ code, title: code })),
}

/**
 * Five to a product: one after the other a family of five items and an item with five sizes (which takes five places).
 * The shop has a quarter of the products, and of a family one item less.
 */
export function variantOutline(index: number): Outline | undefined {
  const product = Math.floor(index / perProduct)
  const place = index % perProduct
  const words = groupWords[product % groupWords.length] as GroupWords
  const round = Math.floor(product / groupWords.length)
  const name = words.names[round % words.names.length] ?? ''
  const kind = words.kinds[Math.floor(round / words.names.length) % words.kinds.length] ?? ''
  const title = `${name} ${kind} ${product + 1}`
  const code = `${words.prefix}-V${String(product + 1).padStart(4, '0')}`
  const inShop = product % 8 < 2
  if (product % 2 === 1) {
    return place > 0
      ? undefined
      : { words, sku: code, title, dimensions: [sizes], whereabouts: { inAfas: true, inShop } }
  }
  const colour = colours[place] ?? ''
  return {
    words,
    sku: `${code}-${place + 1}`,
    title: `${title} ${colour.toLowerCase()}`,
    family: { parent: code, title, lead: index - place, colour, version: '' },
    dimensions: [],
    whereabouts: { inAfas: true, inShop: inShop && place < perProduct - 1 },
  }
}
