import { randomBytes, randomInt } from 'node:crypto'
import type { Seed } from '../../../sdk/sandbox/random.ts'
import { defaultWorld, fewestProducts, type Catalogue } from '../../../sdk/sandbox/world.ts'
import type { Reset } from '../../../sdk/sandbox/system.ts'
import type { Database } from './database.ts'
import { dataVersion } from './tables.ts'

/** What the shop is, apart from what is in it. */
export interface Settings {
  /** The shop's id: a new one after every reset, as if it were another shop. */
  readonly shopId: number
  readonly seed: Seed
  readonly orders: number
  readonly products: number
  readonly customers: number
  readonly catalogue: Catalogue
  readonly bucket: { readonly size: number; readonly restore: number }
  /** The midnight before which all generated orders were placed. */
  readonly until: number
  readonly version: number
}

export interface Identity {
  readonly clientId: string
  readonly clientSecret: string
}

/** What a shop on the standard plan may use. */
const standardBucket = { size: 2000, restore: 100 }

export function readMeta<T>(database: Database, name: string): T | undefined {
  const row = database.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)
  return row && (JSON.parse(row.value) as T)
}

export function writeMeta(database: Database, name: string, value: unknown): void {
  database.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, JSON.stringify(value))
}

export function readSettings(database: Database): Settings | undefined {
  const settings = readMeta<Settings>(database, 'settings')
  return settings?.version === dataVersion ? settings : undefined
}

export function newSettings(database: Database, reset: Reset): Settings {
  const before = readMeta<Settings>(database, 'settings')
  const chosen = { ...defaultWorld, bucket: standardBucket, ...before, ...reset }
  const settings: Settings = {
    shopId: randomInt(60_000_000_000, 99_999_999_999),
    seed: chosen.seed,
    orders: chosen.orders,
    products: Math.max(fewestProducts, chosen.products),
    customers: chosen.customers,
    catalogue: chosen.catalogue,
    bucket: chosen.bucket,
    until: Math.floor(Date.now() / 86_400_000) * 86_400_000,
    version: dataVersion,
  }
  writeMeta(database, 'settings', settings)
  return settings
}

/** The app's own secrets, made once for a data file. */
export function identityOf(database: Database): Identity {
  const known = readMeta<Identity>(database, 'identity')
  if (known) return known
  const made = {
    clientId: randomBytes(16).toString('hex'),
    clientSecret: `shpss_${randomBytes(16).toString('hex')}`,
  }
  writeMeta(database, 'identity', made)
  return made
}
