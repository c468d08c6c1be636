import { VariantFinder } from '../../variants/finder.ts'
import { locationId } from '../location-id.ts'
import { FreshStock } from './fresh.ts'
import type { StockContext } from './set-stock.ts'
import type { Wanted } from './wanted.ts'

/** The locations that some records are about, and the shop's stock there. */
export interface Place {
  readonly idOf: (location: string) => string
  readonly finder: VariantFinder
  readonly fresh: FreshStock
}

/** The locations of a shop, found by the name that people give them, or by id. */
export class Places {
  readonly #ctx: StockContext
  readonly #known = new Map<string, Place>()

  constructor(ctx: StockContext) {
    this.#ctx = ctx
  }

  /** Nearly always the same ones for all records of a run. */
  async of(wanted: readonly Wanted[]): Promise<Place> {
    const names = [...new Set(wanted.flatMap((one) => one.levels.map((level) => level.location)))].toSorted()
    const name = names.join('\n')
    const known = this.#known.get(name)
    if (known) return known
    const { client, signal } = this.#ctx
    const ids = new Map<string, string>()
    for (const one of names) ids.set(one, await locationId(one, this.#ctx))
    const locations = [...new Set(ids.values())]
    const place: Place = {
      idOf: (location) => ids.get(location) as string,
      finder: new VariantFinder(this.#ctx, locations),
      fresh: new FreshStock(client, locations, signal),
    }
    this.#known.set(name, place)
    return place
  }

  close(): void {
    for (const { finder } of this.#known.values()) finder.close()
  }
}
