import type { Fields } from '../graphql/context.ts'
import { companyMutations } from './companies/companies.ts'
import { customerMutations } from './customers/customers.ts'
import { definitionMutations } from './definitions.ts'
import { inventoryMutations } from './inventory/inventory.ts'
import { bulkMutations } from './bulk.ts'
import { fulfilmentOrderMutations } from './fulfilment-orders.ts'
import { fulfilmentMutations } from './fulfilments.ts'
import { metafieldMutations } from './metafields.ts'
import { orderMutations } from './orders.ts'
import { collectionMutations } from './collections.ts'
import { fileMutations } from './files.ts'
import { publicationMutations } from './publications.ts'
import { optionMutations } from './products/product-options.ts'
import { productMutations } from './products/products.ts'
import { reorderMutations } from './products/reorder-media.ts'
import { variantMutations } from './products/variants-bulk.ts'
import { tagMutations } from './tags.ts'
import { webhookMutations } from './webhooks.ts'

/** All that the sandbox can do; the rest of the schema's mutations say honestly that they are not there yet. */
export const mutationFields: Fields = {
  ...companyMutations,
  ...customerMutations,
  ...definitionMutations,
  ...inventoryMutations,
  ...bulkMutations,
  ...fulfilmentMutations,
  ...fulfilmentOrderMutations,
  ...metafieldMutations,
  ...orderMutations,
  ...collectionMutations,
  ...fileMutations,
  ...optionMutations,
  ...productMutations,
  ...publicationMutations,
  ...reorderMutations,
  ...variantMutations,
  ...tagMutations,
  ...webhookMutations,
}
