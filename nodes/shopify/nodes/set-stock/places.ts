import { ProblemError } from '../../../sdk/problem.ts'
import { LOCATIONS } from '../../client/documents/shop.ts'
import { VariantFinder } from '../../variants/finder.ts'
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
  #byName: Promise<ReadonlyMap<string, string>> | undefined

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
    for (const one of names) ids.set(one, await this.#idOf(one))
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

  /** The id of a location. One that the shop does not have would fail every record, so it stops the run. */
  async #idOf(name: string): Promise<string> {
    if (name.startsWith('gid://shopify/Location/')) return name
    this.#byName ??= this.#read()
    const id = (await this.#byName).get(plain(name))
    if (id === undefined) throw unknownLocation(name, this.#ctx.client.config.shop)
    return id
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    const { client, signal } = this.#ctx
    const found = new Map<string, string>()
    let after: string | null = null
    do {
      const { locations }: NonNullable<(typeof LOCATIONS)['data']> = await client.run(LOCATIONS, { after }, signal)
      for (const one of locations.nodes) found.set(plain(one.name), one.id)
      after = locations.pageInfo.hasNextPage ? locations.pageInfo.endCursor : null
    } while (after !== null)
    return found
  }
}

function plain(name: string): string {
  return name.trim().toLowerCase()
}

function unknownLocation(name: string, shop: string): ProblemError {
  return new ProblemError({
    code: 'shopify.unknown-location',
    message: `The shop ${shop} has no active location "${name}".`,
    advice: 'Correct the name in the value map of locations; it must be written as in Shopify.',
    retry: 'after-fix',
    scope: 'system',
  })
}
