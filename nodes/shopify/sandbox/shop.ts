import type { BulkDesk } from './bulk/desk.ts'
import { makeWorld, type World } from '../../sdk/sandbox/world.ts'
import type { Reset } from '../../sdk/sandbox/system.ts'
import { locationRows, type LocationRow } from './store/locations.ts'
import { isGuest } from './orders/buyers.ts'
import type { Plan } from './orders/generate.ts'
import type { Order } from './orders/order.ts'
import { Database } from './store/database.ts'
import {
  identityOf,
  newSettings,
  readMeta,
  readSettings,
  writeMeta,
  type Identity,
  type Settings,
} from './store/meta.ts'
import { Promised } from './store/levels.ts'
import { Orders } from './store/orders.ts'
import { seedCatalogue } from './store/seed-catalogue.ts'
import { Companies } from './store/companies.ts'
import { Customers } from './store/customers.ts'
import { emptied } from './store/tables.ts'
import { Tokens } from './store/tokens.ts'
import { Tasks } from './tasks.ts'
import { Deliveries } from './webhooks/deliveries.ts'

/** The whole shop: its file, what is in it and what it tells others. Everything in it is synchronous. */
export class Shop {
  readonly database: Database
  readonly identity: Identity
  readonly tokens: Tokens
  readonly deliveries: Deliveries
  readonly tasks: Tasks
  /** What runs in bulk here; given by who serves GraphQL. */
  bulk!: BulkDesk
  /** Where this shop is reached; known from the first request on. */
  origin = ''
  settings!: Settings
  world!: World
  orders!: Orders
  customers!: Customers
  companies!: Companies

  /** `pauses`: how long webhooks wait between tries, in milliseconds. */
  constructor(file: string | undefined, pauses?: readonly number[]) {
    this.database = new Database(file)
    this.identity = identityOf(this.database)
    this.tokens = new Tokens(this.database)
    this.deliveries = new Deliveries(this, pauses)
    this.tasks = new Tasks(this)
    const settings = readSettings(this.database)
    if (settings) this.#open(settings)
    else this.reset({})
    this.deliveries.resume()
  }

  location(index: number): LocationRow | undefined {
    return locationRows[index]
  }

  get environment(): string {
    return String(this.settings.shopId)
  }

  /** Numbers that rise over everything of one kind, also over resets. */
  nextId(kind: string): number {
    const id = (readMeta<number>(this.database, `last ${kind}`) ?? 1_000_000) + 1
    writeMeta(this.database, `last ${kind}`, id)
    return id
  }

  #open(settings: Settings): Plan {
    this.settings = settings
    this.world = makeWorld(settings)
    const plan = { seed: settings.seed, world: this.world, orders: settings.orders, until: settings.until }
    this.orders = new Orders(this.database, plan)
    this.customers = new Customers(this.database)
    this.companies = new Companies(this.database)
    return plan
  }

  /** Another shop of that size: everything in it is new, who may call and who listens stays. */
  reset(wanted: Reset): void {
    this.deliveries.forget()
    this.tasks.forget()
    this.database.transaction(() => {
      for (const table of emptied) this.database.run(`DELETE FROM ${table}`)
      const plan = this.#open(newSettings(this.database, wanted))
      this.database.withoutIndexes(() => {
        seedCatalogue(this)
        const promised = new Promised()
        this.orders.seed(plan, (order: Order) => {
          if (isGuest(order.customer)) this.customers.ordered(order)
          promised.add(order)
        })
        promised.save(this.database)
      })
    })
  }

  close(): void {
    this.deliveries.stop()
    this.tasks.forget()
    this.database.close()
  }
}
