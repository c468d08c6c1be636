import { createRandom, type Random } from '../../../sdk/sandbox/random.ts'
import { locations, type Article } from '../../../sdk/sandbox/world.ts'
import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import { gid, readGid } from '../graphql/gid.ts'
import { guestBuyer, knownBuyer, type Buyer } from '../orders/buyers.ts'
import { compose, wantedOf, type Wanted } from '../orders/compose.ts'
import { currencies, unknownArticle } from '../orders/generate.ts'
import { ids, orderName, type Address, type Order } from '../orders/order.ts'
import { gatewayFor, settle } from '../orders/payment.ts'
import type { Pay } from '../orders/recipes.ts'
import type { Shop } from '../shop.ts'
import type { Customer } from '../store/customers.ts'
import { commit } from '../store/levels.ts'
import { orderChanged } from '../webhooks/announce.ts'
import { invalid, onlyKnown, readCents, readFlag, readLines, readText, type Body, type LineWish } from './find.ts'

const kinds = ['guest', 'company', 'foreign', 'unknown-sku', 'unpaid', 'no-sku', 'no-email']
const known = [
  'kind',
  'email',
  'lines',
  'company',
  'companyLocation',
  'country',
  'financialStatus',
  'webhook',
  'note',
  'tags',
  'test',
]

const payments: Readonly<Record<string, Pay>> = {
  PAID: 'paid',
  PENDING: 'pending',
  AUTHORIZED: 'authorised',
  PARTIALLY_PAID: 'part-paid',
}

function buyerFor(shop: Shop, random: Random, n: number, kind: string, body: Body): Buyer {
  const email = readText(body, 'email')
  const country =
    readText(body, 'country')?.toUpperCase() ?? (kind === 'foreign' ? random.pick(['BE', 'DE', 'FR']) : 'NL')
  if (!/^(NL|BE|DE|FR|GB|US)$/.test(country)) throw invalid('"country" must be one of NL, BE, DE, FR, GB, US')
  const regulars = shop.world.customers
  const companies = regulars.filter((one) => one.kind === 'organisation' && one.inShop)
  const regular = regulars.find((one) => one.email.toLowerCase() === email?.toLowerCase())
  if (regular) return { ...knownBuyer(random, regular), email: email ?? regular.email }
  if (kind === 'company' && email === undefined && body['company'] === undefined && companies.length > 0) {
    return knownBuyer(random, random.pick(companies))
  }
  const before = email === undefined ? undefined : shop.customers.byEmail(email)
  const first = guestBuyer(random, n, country)
  const guest = before ? asBefore(first, before) : first
  if (kind === 'no-email') return { ...guest, email: null, customer: null }
  const company = readText(body, 'company') ?? (kind === 'company' ? `Bedrijf ${n} B.V.` : undefined)
  const named = company === undefined ? guest : asCompany(guest, company)
  if (email === undefined) return named
  if (!/^\S+@\S+$/.test(email)) throw invalid('"email" must be an e-mail address')
  return { ...named, email }
}

/** Somebody who buys for a company: its location, by global id or by the number that another system gave it. */
function forCompany(shop: Shop, buyer: Buyer, given: string): Buyer {
  const { companies } = shop
  const location = companies.location(readGid(given)?.id ?? 0) ?? companies.locationByExternal(given)
  const company = location && companies.get(location.company)
  if (!location || !company)
    throw new SandboxProblem(404, 'sandbox.not-found', `There is no company location "${given}"`)
  if (!companies.contactsOf(company.id).some(({ customer }) => customer === buyer.customer)) {
    throw invalid(`${buyer.email ?? 'nobody'} is no contact of ${company.name}`)
  }
  const placed = (address: Address | null, otherwise: Address): Address => ({
    ...(address ?? otherwise),
    firstName: buyer.billing.firstName,
    lastName: buyer.billing.lastName,
    company: company.name,
  })
  return {
    ...buyer,
    companyLocation: location.id,
    company: true,
    country: location.shipping?.country ?? buyer.country,
    billing: placed(location.billing, buyer.billing),
    shipTo: placed(location.shipping, buyer.shipTo),
  }
}

/** Who ordered before orders under the same name, from the same place. */
function asBefore(buyer: Buyer, customer: Customer): Buyer {
  const address = customer.addresses[0]
  if (!address) return { ...buyer, customer: customer.id }
  const { country } = address
  return {
    ...buyer,
    customer: customer.id,
    country,
    company: address.company !== null,
    billing: address,
    shipTo: address,
  }
}

function asCompany(buyer: Buyer, company: string): Buyer {
  const named = { ...buyer.billing, company }
  return { ...buyer, company: true, billing: named, shipTo: named }
}

/** The article with that SKU, or that variant of one; else something only this order knows. */
export function wantedBySku(shop: Shop, wish: LineWish): Wanted {
  const price = readCents(wish.price, 'price')
  const place = wish.location === undefined ? 0 : locations.findIndex((one) => one.name === wish.location)
  if (place < 0) throw invalid(`"location" of a line must be one of ${locations.map((one) => one.name).join(', ')}`)
  const priced = (wanted: Wanted): Wanted => ({
    ...wanted,
    ...(price === undefined ? {} : { price, exact: true }),
    ...(place === 0 ? {} : { location: place }),
  })
  const quantity = Math.max(1, wish.quantity)
  const sku = wish.sku ?? null
  const article = shop.world.articles.find((one) => one.sku === sku)
  if (article && article.variants.length === 0) return priced(wantedOf(article, quantity))
  for (const one of shop.world.articles) {
    const place = one.variants.findIndex((variant) => variant.sku === sku)
    if (place < 0) continue
    const variantTitle = one.variants[place]?.title ?? ''
    return priced({ ...wantedOf(one, quantity), sku, variant: ids.variant(one.index, place), variantTitle })
  }
  const title = wish.title ?? (sku === null ? 'Maatwerk' : `Artikel ${sku}`)
  return priced({ sku, title, quantity, price: 1000, vatRate: 21, deleted: true })
}

function wantedFor(shop: Shop, random: Random, kind: string, lines: readonly LineWish[] | undefined): Wanted[] {
  if (lines && lines.length > 0) return lines.map((one) => wantedBySku(shop, one))
  const some: readonly Article[] = shop.world.orderable
  const chosen = new Set<Article>()
  for (let i = 0; i < 2; i++) if (some.length > 0) chosen.add(random.pick(some))
  const wanted = [...chosen].map((one) => wantedOf(one, random.between(1, 3)))
  if (kind === 'unknown-sku') wanted.push(unknownArticle(random, shop.world))
  if (kind === 'no-sku') wanted.push({ sku: null, title: 'Cadeauverpakking', quantity: 1, price: 295, vatRate: 21 })
  return wanted
}

function paymentFor(kind: string, body: Body): Pay {
  const status = readText(body, 'financialStatus')?.toUpperCase() ?? (kind === 'unpaid' ? 'PENDING' : 'PAID')
  const pay = payments[status]
  if (!pay) throw invalid(`"financialStatus" must be one of ${Object.keys(payments).join(', ')}`)
  return pay
}

/** Places an order as a customer would: it is there, stock is promised, and those who listen are told. */
export function placeOrder(shop: Shop, body: Body) {
  onlyKnown(body, known)
  const kind = readText(body, 'kind') ?? 'guest'
  if (!kinds.includes(kind)) throw invalid(`"kind" must be one of ${kinds.join(', ')}`)
  const pay = paymentFor(kind, body)
  const n = shop.orders.nextNumber()
  const random = createRandom(shop.settings.seed, 'placed', n)
  const somebody = buyerFor(shop, random, n, kind, body)
  const place = readText(body, 'companyLocation')
  const buyer = place === undefined ? somebody : forCompany(shop, somebody, place)
  const tags = body['tags'] ?? []
  if (!Array.isArray(tags)) throw invalid('"tags" must be a list')
  const order = compose(random, {
    n,
    buyer,
    wanted: wantedFor(shop, random, kind, readLines(body['lines'])),
    shipping: true,
    base: {
      createdAt: Date.now(),
      test: readFlag(body, 'test', false),
      source: 'web',
      tags: tags.map(String),
      presentment: currencies[buyer.country] ?? null,
    },
  })
  order.note = readText(body, 'note') ?? null
  settle(random, order, pay, gatewayFor(random, buyer.country, buyer.company))
  order.updatedAt = order.createdAt
  store(shop, order, readFlag(body, 'webhook', true))
  return { name: orderName(n), id: gid('Order', ids.order(n)) }
}

function store(shop: Shop, order: Order, tell: boolean): void {
  shop.database.transaction(() => {
    if (order.customer !== null && !shop.customers.get(order.customer)) shop.customers.ordered(order)
    shop.orders.save(order)
    commit(shop.database, order)
    const paid = order.transactions.some((one) => one.status === 'SUCCESS' && one.kind === 'SALE')
    if (tell) orderChanged(shop, order, ['ORDERS_CREATE', ...(paid ? ['ORDERS_PAID'] : []), 'ORDERS_UPDATED'])
  })
}
