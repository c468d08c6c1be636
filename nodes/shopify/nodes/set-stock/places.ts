import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { LOCATIONS } from '../../client/documents/shop.ts'

/** The locations of a shop, found by the name that people give them, or by id. */
export class Places {
  readonly #client: ShopifyClient
  readonly #signal: AbortSignal
  #byName: Promise<ReadonlyMap<string, string>> | undefined

  constructor(client: ShopifyClient, signal: AbortSignal) {
    this.#client = client
    this.#signal = signal
  }

  /** The id of a location. One that the shop does not have would fail every record, so it stops the run. */
  async idOf(name: string): Promise<string> {
    if (name.startsWith('gid://shopify/Location/')) return name
    this.#byName ??= this.#read()
    const id = (await this.#byName).get(plain(name))
    if (id === undefined) throw unknownLocation(name, this.#client.config.shop)
    return id
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>()
    let after: string | null = null
    do {
      const { locations }: NonNullable<(typeof LOCATIONS)['data']> = await this.#client.run(
        LOCATIONS,
        { after },
        this.#signal,
      )
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
