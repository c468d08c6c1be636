import { randomBytes } from 'node:crypto'
import { createRandom, type Seed } from '../../sdk/sandbox/random.ts'
import type { Reset } from '../../sdk/sandbox/system.ts'
import { afasCountry } from '../../sdk/trade/country.ts'
import {
  defaultWorld,
  fewestProducts,
  makeWorld,
  startingStock,
  warehouses,
  type Address,
  type Article,
  type Catalogue,
  type Customer,
} from '../../sdk/sandbox/world.ts'
import type { SandboxDatabase, Value } from './database.ts'
import { addArticle, addCategories } from './seed-articles.ts'
import { addAwkwardDebtors } from './seed-debtors.ts'
import { localTime } from './local-time.ts'

/** Long enough ago that nothing of the beginning looks new, with a fraction of a second as real stamps have. */
const began = Date.UTC(2026, 0, 5, 8, 12, 33, 640)

const text = (value: string): Value => (value === '' ? null : value)

/** Some of it is held back (damaged, being counted) and some is on its way, so that no two kinds of stock are alike. */
function addStock(db: SandboxDatabase, seed: Seed, article: Article): void {
  const at = localTime(began + article.index * 61_731)
  const sold = article.variants.length > 0 ? article.variants : [{ sku: article.sku, dimension1: '', dimension2: '' }]
  for (const { sku, dimension1, dimension2 } of sold) {
    for (const { code } of warehouses) {
      const random = createRandom(seed, 'stock detail', sku, code)
      const physical = startingStock(seed, sku, code)
      db.insert('stock', {
        item: article.sku,
        warehouse: code,
        dimension1,
        dimension2,
        physical,
        held: random.chance(0.1) ? Math.min(physical, random.between(1, 3)) : 0,
        reserved: 0,
        on_order: random.chance(0.25) ? random.between(1, 8) * 12 : 0,
        modified: at,
      })
    }
  }
}

function addAddress(db: SandboxDatabase, address: Address, at: string): number {
  return db.insert('address', {
    country: afasCountry(address.country),
    po_box: 0,
    before: null,
    street: text(address.street),
    number: address.number === '' ? null : Number(address.number),
    addition: text(address.addition),
    postal_code: text(address.postalCode),
    city: text(address.city),
    extra: text(address.line2),
    created: at,
    modified: at,
  })
}

function addPerson(db: SandboxDatabase, customer: Customer, address: number, at: string): number {
  const name = [customer.firstName, customer.prefix, customer.lastName].filter((part) => part !== '').join(' ')
  const fields = {
    FiNm: customer.firstName,
    Is: customer.prefix || null,
    LaNm: customer.lastName,
    ViGe: 'O',
    EmAd: customer.email,
  }
  return db.insert('relation', {
    number: String(db.next('relation', 100_001)),
    kind: 'person',
    name,
    email: customer.email,
    phone: text(customer.phone),
    mobile: null,
    coc: null,
    fiscal: null,
    address,
    postal: address,
    fields: JSON.stringify(fields),
    created: at,
    modified: at,
  })
}

function addOrganisation(db: SandboxDatabase, customer: Customer, address: number, at: string): number {
  const fields = {
    Nm: customer.company,
    EmAd: customer.email,
    TeNr: customer.phone,
    CcNr: customer.chamberOfCommerce || null,
  }
  return db.insert('relation', {
    number: String(db.next('relation', 100_001)),
    kind: 'organisation',
    name: customer.company,
    email: customer.email,
    phone: text(customer.phone),
    mobile: null,
    coc: text(customer.chamberOfCommerce),
    fiscal: null,
    address,
    postal: address,
    fields: JSON.stringify(fields),
    created: at,
    modified: at,
  })
}

function addDebtor(db: SandboxDatabase, customer: Customer): void {
  const at = localTime(began + 86_400_000 + customer.index * 97_337)
  const address = addAddress(db, customer.address, at)
  const person = addPerson(db, customer, address, at)
  const isCompany = customer.kind === 'organisation'
  const relation = isCompany ? addOrganisation(db, customer, address, at) : person
  const contact = isCompany
    ? db.insert('contact', {
        owner: relation,
        person,
        kind: 'PRS',
        email: customer.email,
        address: null,
        fields: '{}',
        created: at,
        modified: at,
      })
    : null
  const fields = {
    IsDb: true,
    CuId: 'EUR',
    PaCd: isCompany ? '30' : '14',
    VaDu: '1',
    ColA: '1400',
    VaId: customer.vatNumber || null,
    VaTp: ['001', '002', '003', null][customer.index % 4] ?? null,
    PrLs: isCompany ? 'B2B' : null,
  }
  db.insert('debtor', {
    number: String(db.next('debtor', 20_001)),
    relation,
    contact,
    email: customer.email,
    blocked: 0,
    fields: JSON.stringify(fields),
    created: at,
    modified: at,
  })
}

/** The collective debtor that a workspace may book guests on. */
function addCollectiveDebtor(db: SandboxDatabase): void {
  const at = localTime(began)
  const relation = db.insert('relation', {
    number: '100000',
    kind: 'organisation',
    name: 'Webshop particulieren',
    email: null,
    phone: null,
    mobile: null,
    coc: null,
    fiscal: null,
    address: null,
    postal: null,
    fields: '{"Nm":"Webshop particulieren"}',
    created: at,
    modified: at,
  })
  db.insert('debtor', {
    number: '20000',
    relation,
    contact: null,
    email: null,
    blocked: 0,
    created: at,
    modified: at,
    fields: JSON.stringify({ IsDb: true, CuId: 'EUR', PaCd: '00', VaDu: '1', ColA: '1300' }),
  })
}

function sizeFor(
  db: SandboxDatabase,
  reset: Reset,
): { seed: Seed; products: number; customers: number; catalogue: Catalogue } {
  const before = JSON.parse(db.setting('size') ?? '{}') as Partial<Reset>
  const { seed, products, customers, catalogue } = { ...defaultWorld, ...before, ...reset }
  return { seed, products: Math.max(fewestProducts, products), customers, catalogue }
}

/** Everything anew: the same seed and size give the same environment, under a new id. */
export function seedDatabase(db: SandboxDatabase, reset: Reset): void {
  const size = sizeFor(db, reset)
  const world = makeWorld(size)
  db.transaction(() => {
    db.empty()
    db.set('size', JSON.stringify(size))
    db.set(
      'environment',
      `O${10_000 + (randomBytes(2).readUInt16BE() % 90_000)}${randomBytes(2).toString('hex').toUpperCase()}`,
    )
    db.set('emptyStock', 'shown')
    addCollectiveDebtor(db)
    addCategories(db, localTime(began))
    for (const article of world.articles) {
      if (!article.inAfas) continue
      addArticle(db, size.seed, article, localTime(began + article.index * 61_731))
      addStock(db, size.seed, article)
    }
    for (const customer of world.customers) if (customer.inAfas) addDebtor(db, customer)
    addAwkwardDebtors(db, size.customers, localTime(began + 172_800_000))
  })
}
