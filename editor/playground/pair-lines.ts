import type { AfasDocument, ShopLine } from './sandbox-shapes.ts'

export interface LineOfBoth {
  key: string
  shop: ShopLine | undefined
  afas: Readonly<Record<string, unknown>> | undefined
}

/** Lines of the shop beside those of the document, by article: each is used once, what has no partner stands alone. */
export function pairLines(shop: readonly ShopLine[], document: AfasDocument | undefined): LineOfBoth[] {
  const left = [...(document?.lines ?? [])]
  const pairs: LineOfBoth[] = shop.map((line, index) => {
    const at = left.findIndex((one) => same(one.fields['ItCd'], line.sku))
    const found = at < 0 ? undefined : left.splice(at, 1)[0]
    return { key: `shop${String(index)}`, shop: line, afas: found?.fields }
  })
  return [...pairs, ...left.map((one, index) => ({ key: `afas${String(index)}`, shop: undefined, afas: one.fields }))]
}

const same = (one: unknown, other: unknown) =>
  one !== undefined &&
  one !== null &&
  other !== null &&
  String(one).trim().toLowerCase() === String(other).trim().toLowerCase()
