import type { ShopifyClient } from '../client/client.ts'
import { chooseReading } from '../client/bulk/choose.ts'
import { bulkLines } from '../client/bulk/read.ts'
import { PAGE_SIZES } from '../client/documents/document.ts'
import {
  allVariants,
  LOCATIONS_AT_ONCE,
  locationVariables,
  VARIANT_STOCK,
  VARIANTS_COUNT,
} from '../client/documents/variant-stock.ts'
import { variantPages, type VariantOptions } from './search.ts'
import { VariantIndex } from './variant-index.ts'

const PAGE = PAGE_SIZES[0]

export interface AllOptions extends VariantOptions {
  /** See `BulkOptions.mark`. */
  readonly mark?: string
}

export async function countVariants(client: ShopifyClient, signal: AbortSignal): Promise<number> {
  const { productVariantsCount } = await client.run(VARIANTS_COUNT, {}, signal)
  return productVariantsCount?.count ?? 0
}

/** Every variant of the shop with its levels, in pages or in bulk as its number asks for. */
export async function readAllVariants(client: ShopifyClient, options: AllOptions): Promise<VariantIndex> {
  const { locations, signal, mark } = options
  const rows = await countVariants(client, signal)
  const page = { q: '', n: PAGE, after: null, ...locationVariables(locations) }
  const volume = { rows, rowsPerPage: PAGE, pointsPerPage: VARIANT_STOCK.cost(page) }
  if (locations.length <= LOCATIONS_AT_ONCE && chooseReading(client, volume) === 'pages') {
    return VariantIndex.of(variantPages(client, '', PAGE, options), locations)
  }
  const bulk = { signal, doing: 'read all variants', ...(mark === undefined ? {} : { mark }) }
  return VariantIndex.of(bulkLines(client, allVariants(locations), bulk), locations)
}
