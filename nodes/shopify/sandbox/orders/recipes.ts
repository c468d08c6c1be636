import { createRandom, type Seed } from '../../../sdk/sandbox/random.ts'

export type Who = 'guest' | 'customer' | 'company' | 'abroad' | 'nobody'
export type Pay = 'paid' | 'gift-card' | 'pending' | 'authorised' | 'part-paid' | 'refunded' | 'part-refunded'
export type Twist =
  | 'unknown-article'
  | 'no-sku'
  | 'tip'
  | 'order-discount'
  | 'line-discount'
  | 'free-shipping'
  | 'bundle'
  | 'deleted-variant'
  | 'many-lines'
  | 'counter'
  | 'edited'
  | 'no-number'
  | 'cancelled'
  | 'test'

/** What kind of order this is: who ordered, how far it is paid, and what is out of the ordinary. */
export interface Recipe {
  readonly who: Who
  readonly pay: Pay
  readonly twist?: Twist
  /** Where an order from abroad goes. */
  readonly country?: string
}

export const blockSize = 20

const recipe = (who: Who, pay: Pay = 'paid', twist?: Twist): Recipe => ({ who, pay, ...(twist ? { twist } : {}) })

const visitors = ['BE', 'DE', 'GB', 'FR', 'US']

/** Three of each block come from abroad, every country in turn. */
function fromAbroad(block: number, place: number, twist?: Twist): Recipe {
  return { ...recipe('abroad', 'paid', twist), country: visitors[(block * 3 + place) % visitors.length] as string }
}

/**
 * Twenty orders, the most telling first, so that the smallest shop has each kind. The faulty ones are thick in the
 * first block and one in each later block: a large shop is mostly well.
 */
function blockOf(block: number): Recipe[] {
  const odd = block % 2 === 1
  const first = block === 0
  const faulty: Recipe[] = [
    recipe('guest', 'paid', 'unknown-article'),
    recipe('customer', 'paid', odd ? 'tip' : 'no-sku'),
    recipe('nobody'),
    recipe('customer', 'paid', 'unknown-article'),
  ]
  const turn = faulty[block % faulty.length] as Recipe
  return [
    recipe('guest'),
    ...(first ? faulty.slice(0, 2) : [turn, recipe('customer')]),
    recipe('company'),
    first ? recipe('nobody') : recipe('guest'),
    fromAbroad(block, 0),
    recipe('customer', odd ? 'authorised' : 'pending'),
    recipe('customer', 'paid', 'order-discount'),
    recipe('customer', odd ? 'refunded' : 'part-refunded'),
    recipe('guest', 'paid', odd ? 'test' : 'cancelled'),
    first ? recipe('customer', 'paid', 'unknown-article') : recipe('company'),
    recipe('customer', 'gift-card'),
    recipe('guest', 'paid', odd ? 'free-shipping' : 'line-discount'),
    recipe('company', 'paid', 'order-discount'),
    fromAbroad(block, 1, 'order-discount'),
    recipe('customer', 'paid', odd ? 'bundle' : 'many-lines'),
    recipe('guest', 'paid', odd ? 'deleted-variant' : 'no-number'),
    recipe('customer', odd ? 'part-paid' : 'paid', odd ? undefined : 'edited'),
    recipe('guest', 'paid', odd ? undefined : 'counter'),
    fromAbroad(block, 2),
  ]
}

let last: { readonly name: string; readonly deck: readonly Recipe[] } = { name: '', deck: [] }

/** The recipe of the n-th order (from 1) of a shop with `count` of them. */
export function recipeOf(seed: Seed, count: number, n: number): Recipe {
  const block = Math.floor((n - 1) / blockSize)
  const size = Math.min(blockSize, count - block * blockSize)
  const name = `${seed}/${block}/${size}`
  if (last.name !== name) {
    last = { name, deck: createRandom(seed, 'deck', block).shuffle(blockOf(block).slice(0, size)) }
  }
  return last.deck[(n - 1) % blockSize] as Recipe
}
