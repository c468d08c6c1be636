/**
 * A GraphQL document as data: its text, whether it reads or writes, and what Shopify charges for it before the answer
 * has said so. `Data` and `Variables` are types only; the text is checked against the published schema in a test.
 */
export interface Document<Data, Variables extends object> {
  readonly name: string
  readonly kind: 'query' | 'mutation'
  readonly text: string
  /** Expected cost. The client learns the true one per document and `size` from Shopify's answers. */
  readonly cost: (variables: Variables) => number
  /** What the cost depends on, e.g. the page size. */
  readonly size: (variables: Variables) => number
  /** Never set; carries the type of the answer. */
  readonly data?: Data
}

interface Declared<Variables> {
  readonly name: string
  readonly text: string
  readonly cost: number | ((variables: Variables) => number)
  readonly size?: (variables: Variables) => number
}

/** A document that reads: may be repeated after any failure. */
export function query<Data, Variables extends object = Record<string, never>>(
  declared: Declared<Variables>,
): Document<Data, Variables> {
  return { kind: 'query', ...complete(declared) }
}

/** A document that writes: after most failures it is unknown whether it was done. */
export function mutation<Data, Variables extends object = Record<string, never>>(
  declared: Declared<Variables>,
): Document<Data, Variables> {
  return { kind: 'mutation', ...complete(declared) }
}

function complete<Variables>(declared: Declared<Variables>) {
  const { name, text, cost, size = () => 0 } = declared
  return { name, text, size, cost: typeof cost === 'number' ? () => cost : cost }
}

/**
 * Shopify's price of a connection: 2, and its children times a factor that grows slowly with the page. Large pages are
 * cheap per row. Not published; measured by others and by the cost header.
 */
export function connectionCost(children: number, size: number): number {
  return 2 + children * Math.floor(2 * Math.log(Math.max(2, size)))
}

/** The last sizes before each step of that price. */
export const PAGE_SIZES = [244, 148, 90, 54, 33, 20, 12, 7, 4, 2, 1] as const

/** The cheapest page in which so many fit; at most the largest. */
export function pageFor(count: number): number {
  return [...PAGE_SIZES].reverse().find((size) => size >= count) ?? PAGE_SIZES[0]
}
