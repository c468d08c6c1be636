import Sqlite from 'better-sqlite3'
import type { RawVariant } from '../client/documents/variant-stock.ts'
import { plainSku, variantOf, type ShopVariant } from './variant.ts'

const ROWS_A_COMMIT = 1000

/**
 * All variants of a shop by SKU, on disk: memory stays the same for a thousand and for a million. The file has no name
 * and is gone with the process.
 */
export class VariantIndex {
  readonly #file: Sqlite.Database
  readonly #locations: readonly string[]
  readonly #find: Sqlite.Statement<[string], { body: string }>
  readonly size: number

  private constructor(file: Sqlite.Database, locations: readonly string[]) {
    this.#file = file
    this.#locations = locations
    this.#find = file.prepare('SELECT body FROM variants WHERE sku = ? ORDER BY rowid')
    this.size = (file.prepare('SELECT count(*) AS n FROM variants').get() as { n: number }).n
  }

  /** Reads to the end before it answers: the last row may be the second one with a SKU. */
  static async of(rows: AsyncIterable<RawVariant>, locations: readonly string[]): Promise<VariantIndex> {
    const file = new Sqlite('')
    try {
      file.pragma('journal_mode = OFF')
      file.pragma('synchronous = OFF')
      file.pragma('cache_size = -4000')
      file.exec('CREATE TABLE variants (sku TEXT NOT NULL, body TEXT NOT NULL)')
      const insert = file.prepare('INSERT INTO variants (sku, body) VALUES (?, ?)')
      let rowsIn = 0
      for await (const raw of rows) {
        if (rowsIn % ROWS_A_COMMIT === 0) file.exec(rowsIn === 0 ? 'BEGIN' : 'COMMIT; BEGIN')
        if (raw.sku !== null && raw.sku.trim() !== '') insert.run(plainSku(raw.sku), JSON.stringify(raw))
        rowsIn += 1
      }
      if (rowsIn > 0) file.exec('COMMIT')
      file.exec('CREATE INDEX variants_sku ON variants (sku)')
      return new VariantIndex(file, locations)
    } catch (error) {
      file.close()
      throw error
    }
  }

  /** All that have this SKU; empty: none. */
  get(sku: string): readonly ShopVariant[] {
    return this.#find.all(plainSku(sku)).map(({ body }) => variantOf(JSON.parse(body) as RawVariant, this.#locations))
  }

  close(): void {
    this.#file.close()
  }
}
