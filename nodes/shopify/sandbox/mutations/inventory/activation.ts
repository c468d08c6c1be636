import type { Context, Fields } from '../../graphql/context.ts'
import { repeatable, type Refused } from '../../graphql/idempotency.ts'
import { readGid } from '../../graphql/gid.ts'
import { ids } from '../../orders/order.ts'
import { emptyLevel, findLevel, levelsOf, saveLevel, type LevelRow } from '../../store/levels.ts'
import { levelsChanged } from '../../webhooks/announce.ts'
import { itemOf, locationOf, type Place } from './checks.ts'

interface Asked extends Place {
  readonly available?: number | null
  readonly onHand?: number | null
}

const refusal = (field: string, message: string): Refused => ({ userErrors: [{ field: [field], message }] })

function activate(asked: Asked, context: Context): { memo: Pick<LevelRow, 'item' | 'location'> } | Refused {
  const { database } = context.shop
  const item = itemOf(context, asked.inventoryItemId)
  if (item === undefined) return refusal('inventoryItemId', 'Inventory item does not exist')
  const location = locationOf(context, asked.locationId)
  if (location === undefined) return refusal('locationId', 'Location does not exist')
  const level = findLevel(database, item, location) ?? emptyLevel(item, location)
  const { available = null, onHand = null } = asked
  if (level.active === 1 && (available !== null || onHand !== null)) {
    const which = available === null ? 'onHand' : 'available'
    const message = `Not allowed to set ${which} quantity when the item is already active at the location.`
    return refusal(which, message)
  }
  if (available !== null && onHand !== null && onHand !== available + level.committed) {
    return refusal('onHand', 'The sandbox holds back nothing: on hand is what is available and what is committed.')
  }
  // Since 2026-04 a place that stocked the item before goes on with the numbers that it kept.
  const free = available ?? (onHand === null ? level.available : onHand - level.committed)
  const after = saveLevel(database, { ...level, active: 1, available: free })
  levelsChanged(context.shop, [after])
  return { memo: { item, location } }
}

function deactivate(context: Context, level: LevelRow): string | undefined {
  const { database } = context.shop
  if (levelsOf(database, level.item).length <= 1) return 'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION'
  if (level.committed > 0) return 'COMMITTED_INVENTORY_AT_LOCATION'
  if (level.incoming > 0) return 'INCOMING_INVENTORY_AT_LOCATION'
  saveLevel(database, { ...level, active: 0 })
  return undefined
}

const reasonWhyNot: Readonly<Record<string, string>> = {
  CANNOT_DEACTIVATE_FROM_ONLY_LOCATION:
    'Cannot unstock an inventory item from the only location at which it is stocked.',
  COMMITTED_INVENTORY_AT_LOCATION:
    'Cannot unstock this inventory item from this location because it has committed quantities.',
  INCOMING_INVENTORY_AT_LOCATION:
    'Cannot unstock this inventory item from this location because it has incoming quantities.',
}

interface Toggle {
  readonly inventoryItemId: string
  readonly inventoryItemUpdates: readonly { readonly locationId: string; readonly activate: boolean }[]
}

function toggle(asked: Toggle, context: Context) {
  const nothing = (code: string, field: string[], message: string) => ({
    inventoryItem: null,
    inventoryLevels: null,
    userErrors: [{ code, field, message }],
  })
  const { database } = context.shop
  const item = itemOf(context, asked.inventoryItemId)
  if (item === undefined) {
    return nothing('INVENTORY_ITEM_NOT_FOUND', ['inventoryItemId'], 'The inventory item was not found.')
  }
  const made: LevelRow[] = []
  for (const [index, one] of asked.inventoryItemUpdates.entries()) {
    const field = ['inventoryItemUpdates', String(index), 'locationId']
    const location = locationOf(context, one.locationId)
    if (location === undefined) return nothing('LOCATION_NOT_FOUND', field, 'The location was not found.')
    const level = findLevel(database, item, location) ?? emptyLevel(item, location)
    if (one.activate) made.push(saveLevel(database, { ...level, active: 1 }))
    else if (level.active === 1) {
      const why = deactivate(context, level)
      if (why !== undefined) return nothing(why, field, reasonWhyNot[why] ?? why)
    }
  }
  levelsChanged(context.shop, made)
  return { inventoryItem: database.row('variants', ids.variantOfItem(item)), inventoryLevels: made, userErrors: [] }
}

/** `gid://shopify/InventoryLevel/<location>?inventory_item_id=<item>`. */
function levelOf(context: Context, id: string): LevelRow | undefined {
  const item = Number(/inventory_item_id=(\d+)/.exec(id)?.[1])
  const location = readGid(id)?.id
  return Number.isNaN(item) || location === undefined ? undefined : findLevel(context.shop.database, item, location)
}

export const activationMutations: Fields = {
  inventoryActivate: repeatable({
    perform: activate,
    answer: ({ item, location }, context) => ({ inventoryLevel: findLevel(context.shop.database, item, location) }),
    nothing: { inventoryLevel: null },
  }),
  inventoryBulkToggleActivation: (_, args: Toggle, context) => toggle(args, context),
  inventoryDeactivate: (_, args: { inventoryLevelId: string }, context) => {
    const level = levelOf(context, args.inventoryLevelId)
    const why = level ? deactivate(context, level) : 'The inventory level was not found.'
    return { userErrors: why === undefined ? [] : [{ field: ['inventoryLevelId'], message: reasonWhyNot[why] ?? why }] }
  },
}
