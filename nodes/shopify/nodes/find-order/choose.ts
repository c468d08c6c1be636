import type { Problem } from '../../../sdk/problem.ts'
import type { FoundOrder } from '../../client/documents/find-orders.ts'

/** What is known of the order that a record is for. */
export interface Sought {
  /** What people call the record, for problems. */
  readonly key: string
  readonly name: string
  readonly number: string
  /** The tag that an order with this number carries; empty: none. */
  readonly tag: string
  /** Takes the number out of a tag of that kind. */
  readonly numberIn: (tag: string) => string | undefined
}

export type Choice = { readonly order: FoundOrder } | { readonly problem: Problem } | undefined

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/**
 * The one order that is meant, out of what a loose search gave: the one with the number noted on it, else the one with
 * the name. Undefined when there is none.
 */
export function chooseOrder(sought: Sought, orders: readonly FoundOrder[], takeOther: boolean): Choice {
  const { name, number, tag } = sought
  const numbered = orders.filter(
    (order) =>
      (tag !== '' && order.tags.some((one) => same(one, tag))) || (number !== '' && order.mark?.value === number),
  )
  const named = orders.filter((order) => name !== '' && same(order.name, name))
  const both = numbered.filter((order) => named.includes(order))
  const found = [both, numbered, named].find((some) => some.length > 0) ?? []
  const [order] = found
  if (!order) return undefined
  if (found.length > 1) return { problem: several(sought, found) }
  if (numbered.includes(order) || number === '' || takeOther) return { order }
  const others = numbersOn(order, sought)
  return others.length === 0 ? { order } : { problem: otherNumber(sought, order, others) }
}

/** The numbers that an order carries. */
function numbersOn({ mark, tags }: FoundOrder, { numberIn }: Sought): string[] {
  return [...new Set([...(mark ? [mark.value] : []), ...tags.flatMap((tag) => numberIn(tag) ?? [])])]
}

function several({ key }: Sought, found: readonly FoundOrder[]): Problem {
  return {
    code: 'shopify.several-orders',
    message: `${key} fits several orders of the shop: ${found.map((one) => one.name).join(', ')}.`,
    advice:
      'Correct the reference of the order in AFAS, or take the tag off the wrong order in Shopify. Then run it again.',
    retry: 'after-fix',
  }
}

function otherNumber({ key, number }: Sought, order: FoundOrder, others: readonly string[]): Problem {
  return {
    code: 'shopify.other-order',
    message: `${key} is for order ${number} of AFAS, but ${order.name} in the shop is order ${others.join(', ')} there.`,
    advice:
      'Two shops may use the same names: limit the flow to its own administration. If it is the right order all the same, correct the tag in Shopify, or let "Order in the shop" take it; then run it again.',
    retry: 'after-fix',
  }
}
