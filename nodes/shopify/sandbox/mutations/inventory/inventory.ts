import type { Fields } from '../../graphql/context.ts'
import { activationMutations } from './activation.ts'
import { inventoryAdjustQuantities } from './adjust-quantities.ts'
import { updateItem } from './item.ts'
import { inventorySetQuantities } from './set-quantities.ts'

export const inventoryMutations: Fields = {
  ...activationMutations,
  inventoryAdjustQuantities,
  inventorySetQuantities,
  inventoryItemUpdate: (_, args: Parameters<typeof updateItem>[0], context) => updateItem(args, context),
}
