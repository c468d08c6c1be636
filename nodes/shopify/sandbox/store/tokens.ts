import { randomBytes } from 'node:crypto'
import type { Database } from './database.ts'

/** All that Koppel's own flows ask for. */
export const usualScopes = [
  'read_orders',
  'write_orders',
  'read_all_orders',
  'read_customers',
  'write_customers',
  'read_companies',
  'write_companies',
  'read_products',
  'write_products',
  'read_inventory',
  'write_inventory',
  'read_locations',
  'read_publications',
  'write_publications',
  'read_files',
  'write_files',
  'read_translations',
  'write_translations',
  'read_payment_terms',
  'read_returns',
  'read_fulfillments',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
]

export interface Token {
  readonly token: string
  readonly scopes: readonly string[]
  /** Whose rate budget it draws on: tokens that were asked for with the client's credentials share one. */
  readonly bucket: string
}

const dayLong = 86_399

/** Access tokens: the app's own, which does not expire, and those handed out for client credentials. */
export class Tokens {
  readonly #database: Database
  readonly own: string

  constructor(database: Database) {
    this.#database = database
    const known = database.get<{ token: string }>('SELECT token FROM tokens WHERE own = 1')
    this.own = known?.token ?? this.make(usualScopes, null, 1)
  }

  make(scopes: readonly string[], expires: number | null = null, own = 0): string {
    const token = `shpat_${randomBytes(16).toString('hex')}`
    this.#database.run(
      'INSERT INTO tokens (token, scopes, expires, own) VALUES (?, ?, ?, ?)',
      token,
      scopes.join(','),
      expires,
      own,
    )
    return token
  }

  forDay(): { access_token: string; scope: string; expires_in: number } {
    this.#database.run('DELETE FROM tokens WHERE expires < ?', Date.now())
    const token = this.make(usualScopes, Date.now() + dayLong * 1000)
    return { access_token: token, scope: usualScopes.join(','), expires_in: dayLong }
  }

  find(token: string): Token | undefined {
    const row = this.#database.get<{ scopes: string; expires: number | null }>(
      'SELECT scopes, expires FROM tokens WHERE token = ?',
      token,
    )
    if (!row || (row.expires !== null && row.expires < Date.now())) return undefined
    const bucket = row.expires === null ? token : 'client-credentials'
    return { token, scopes: row.scopes === '' ? [] : row.scopes.split(','), bucket }
  }
}
