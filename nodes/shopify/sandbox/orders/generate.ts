import { createRandom, type Random, type Seed } from '../../../sdk/sandbox/random.ts'
import type { Article, World } from '../../../sdk/sandbox/world.ts'
import { pickBuyer, type Buyer } from './buyers.ts'
import { compose, wantedOf, type Wanted } from './compose.ts'
import { callOff } from './fulfilment-orders.ts'
import type { Discount, Order } from './order.ts'
import { gatewayFor, refund, settle } from './payment.ts'
import { overPlaces, sendSeeded } from './places.ts'
import { recipeOf, type Recipe } from './recipes.ts'

export interface Plan {
  readonly seed: Seed
  readonly world: World
  readonly orders: number
  /** When the last of them was placed: the midnight before the reset. */
  readonly until: number
}

const day = 86_400_000

/** Orders come evenly over the last thirty days, each a little off, none before the one before it. */
function placedAt(random: Random, plan: Plan, n: number): number {
  const gap = Math.max(1000, Math.floor((30 * day) / (plan.orders + 1)))
  const at = plan.until - (plan.orders - n + 1) * gap + random.int(Math.floor(gap / 2))
  return Math.floor(at / 1000) * 1000
}

function someArticles(random: Random, articles: readonly Article[], count: number): Article[] {
  const chosen = new Map<number, Article>()
  for (let tries = 0; chosen.size < Math.min(count, articles.length) && tries < count * 4; tries++) {
    const article = random.pick(articles)
    chosen.set(article.index, article)
  }
  return [...chosen.values()]
}

/** An article that the shop sells and AFAS does not know; a shop without one has sold out of its own. */
export function unknownArticle(random: Random, world: World): Wanted {
  const own = world.onlyInShop.filter((one) => one.variants.length === 0)
  if (own.length > 0) return wantedOf(random.pick(own), 1)
  return { sku: 'WINKEL-0001', title: 'Alleen in de winkel', quantity: 1, price: 1250, vatRate: 21, deleted: true }
}

function wantedFor(random: Random, world: World, recipe: Recipe, buyer: Buyer): Wanted[] {
  const { twist } = recipe
  const count = twist === 'many-lines' ? random.between(51, 80) : random.between(1, 4)
  const most = buyer.company ? 24 : 3
  const articles = someArticles(random, world.orderable, twist === 'bundle' ? Math.max(2, count) : count)
  const wanted: Wanted[] = articles.map((one) => wantedOf(one, random.between(1, most)))
  // What is refunded in part must have more than the unit that comes back.
  if (recipe.pay === 'part-refunded' && wanted[0]) wanted[0] = { ...wanted[0], quantity: wanted[0].quantity + 1 }
  while (twist === 'many-lines' && wanted.length < count && articles.length > 0) {
    wanted.push(wantedOf(random.pick(articles), 1))
  }
  if (twist === 'deleted-variant' && wanted[0]) wanted[0] = { ...wanted[0], deleted: true }
  if (twist === 'bundle') return wanted.map((one, place) => (place < 2 ? { ...one, bundle: true } : one))
  if (twist === 'unknown-article') wanted.push(unknownArticle(random, world))
  if (twist === 'no-sku') wanted.push({ sku: null, title: 'Cadeauverpakking', quantity: 1, price: 295, vatRate: 21 })
  if (twist === 'tip') wanted.push({ sku: null, title: 'Tip', quantity: 1, price: 200, vatRate: 0 })
  return wanted
}

function discountsFor(random: Random, recipe: Recipe): Discount[] {
  if (recipe.twist === 'order-discount') {
    const percent = random.pick([5, 10, 15])
    const value = random.chance(0.3) ? { cents: random.pick([250, 500, 1000]) } : { percent }
    return [{ kind: 'code', title: `HAVEN${percent}`, target: 'LINE_ITEM', method: 'ACROSS', value }]
  }
  if (recipe.twist === 'line-discount') {
    const value = { percent: random.pick([20, 25, 33]) }
    return [{ kind: 'automatic', title: 'Actie van de week', target: 'LINE_ITEM', method: 'EACH', value }]
  }
  if (recipe.twist === 'free-shipping') {
    const value = { percent: 100 }
    return [{ kind: 'code', title: 'GRATISVERZENDING', target: 'SHIPPING_LINE', method: 'EACH', value }]
  }
  return []
}

function afterwards(random: Random, order: Order, recipe: Recipe): void {
  const later = order.updatedAt + 60_000 * random.between(5, 600)
  sendSeeded(order, recipe, order.updatedAt + 60_000)
  if (recipe.pay === 'refunded') {
    refund(order, { shipping: true, restock: 'RETURN', note: 'Alles retour', at: later, money: true })
  }
  if (recipe.pay === 'part-refunded' && order.lines[0]) {
    const lines = new Map([[order.lines[0].id, 1]])
    refund(order, { lines, shipping: false, restock: 'RETURN', note: null, at: later, money: true })
  }
  if (recipe.twist === 'cancelled') {
    order.cancelledAt = later
    order.cancelReason = 'CUSTOMER'
    callOff(order, later)
    order.updatedAt = later
  }
}

export const currencies: Readonly<Record<string, Order['presentment']>> = {
  GB: { currency: 'GBP', rate: 0.8437 },
  US: { currency: 'USD', rate: 1.0862 },
}

/** The buyer's order at the counter has no address; one without a number has only a street. */
function adjusted(buyer: Buyer, recipe: Recipe): Buyer {
  if (recipe.twist !== 'no-number') return buyer
  const bare = (address: Buyer['billing']) => ({ ...address, address1: 'Hoeve Zeldenrust', address2: null })
  return { ...buyer, billing: bare(buyer.billing), shipTo: bare(buyer.shipTo) }
}

/** The n-th order of a shop: depends on the seed, the size of the shop and n, and on nothing else. */
export function generateOrder(plan: Plan, n: number): Order {
  const random = createRandom(plan.seed, 'order', n)
  const recipe = recipeOf(plan.seed, plan.orders, n)
  const buyer = adjusted(pickBuyer(random, plan.world, recipe, n), recipe)
  const counter = recipe.twist === 'counter'
  const discounts = discountsFor(random, recipe)
  const only = new Map(recipe.twist === 'line-discount' ? [[0, [0]]] : [])
  const order = compose(random, {
    n,
    buyer,
    wanted: overPlaces(plan.seed, n, wantedFor(random, plan.world, recipe, buyer)),
    discounts,
    only,
    shipping: !counter,
    base: {
      createdAt: placedAt(random, plan, n),
      test: recipe.twist === 'test',
      source: counter ? 'pos' : 'web',
      tags: random.chance(0.1) ? ['cadeau'] : [],
      presentment: currencies[buyer.country] ?? null,
    },
  })
  if (counter) order.billing = order.shipTo = null
  if (recipe.twist === 'edited') order.edited = true
  if (buyer.company) order.poNumber = `PO-${random.between(1000, 9999)}`
  if (random.chance(0.08))
    order.note = random.pick(['Graag bij de buren afgeven', 'Bel aan bij nr. 4', 'Cadeau, geen pakbon'])
  settle(random, order, recipe.pay, counter ? 'shopify_payments' : gatewayFor(random, buyer.country, buyer.company))
  afterwards(random, order, recipe)
  order.updatedAt = Math.min(order.updatedAt, plan.until)
  return order
}
