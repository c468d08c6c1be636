import type { Context } from '../../graphql/context.ts'
import { repeatable, type Refused } from '../../graphql/idempotency.ts'
import { onHandOf, saveLevel, type LevelRow } from '../../store/levels.ts'
import { levelsChanged } from '../../webhooks/announce.ts'
import {
  changesBetween,
  checkCompared,
  checkRows,
  documentFault,
  groupOf,
  levelFor,
  reasonFault,
  type Place,
  type StockChanges,
  type StockFault,
} from './checks.ts'

interface Row extends Place {
  readonly quantity: number
  readonly changeFromQuantity: number | null
}

interface Input {
  readonly name: string
  readonly reason: string
  readonly referenceDocumentUri?: string | null
  readonly quantities: readonly Row[]
}

const most = 1_000_000_000

function quantityFault({ quantity }: Row, path: readonly string[]): StockFault[] {
  const field = [...path, 'quantity']
  if (quantity < 0) return [{ code: 'INVALID_QUANTITY_NEGATIVE', field, message: "The quantity can't be negative." }]
  if (quantity <= most) return []
  const message = "The total quantity can't be higher than 1,000,000,000."
  return [{ code: 'INVALID_QUANTITY_TOO_HIGH', field, message }]
}

/** All that is wrong with the input, and the levels as they would stand. Nothing is written before all of it is right. */
function read(input: Input, context: Context) {
  const faults: StockFault[] = [...reasonFault(input.reason), ...documentFault(input.referenceDocumentUri)]
  if (input.name !== 'available' && input.name !== 'on_hand') {
    const message = "The quantity name must be either 'available' or 'on_hand'."
    faults.push({ code: 'INVALID_NAME', field: ['input', 'name'], message })
  }
  const seen = new Set<string>()
  const moves: { before: LevelRow; after: LevelRow }[] = []
  for (const [index, row] of input.quantities.entries()) {
    const path = ['input', 'quantities', String(index)]
    faults.push(...quantityFault(row, path))
    const before = levelFor(context, row, path)
    if ('code' in before) {
      faults.push(before)
      continue
    }
    const pair = `${before.item} ${before.location}`
    if (seen.has(pair)) {
      const message = 'The combination of inventoryItemId and locationId must be unique.'
      faults.push({ code: 'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR', field: path, message })
    }
    seen.add(pair)
    const now = input.name === 'on_hand' ? onHandOf(before) : before.available
    if (row.changeFromQuantity !== null && row.changeFromQuantity !== now) {
      const message = 'The changeFromQuantity value does not match persisted value.'
      faults.push({ code: 'CHANGE_FROM_QUANTITY_STALE', field: [...path, 'changeFromQuantity'], message })
    }
    moves.push({ before, after: { ...before, available: before.available + row.quantity - now } })
  }
  return { faults, moves }
}

function set({ input }: { input: Input }, context: Context): { memo: StockChanges } | Refused {
  checkRows(input.quantities, 'input.quantities')
  checkCompared(input.quantities, 'input.quantities')
  const { faults, moves } = read(input, context)
  if (faults.length > 0) return { userErrors: faults }
  const { shop } = context
  const at = Date.now()
  const after = moves.map((one) => saveLevel(shop.database, one.after, at))
  levelsChanged(shop, after)
  const changes = moves.flatMap((one) => changesBetween(one.before, one.after))
  const document = input.referenceDocumentUri ?? null
  return { memo: { id: shop.nextId('adjustment'), at, reason: input.reason, document, changes } }
}

export const inventorySetQuantities = repeatable({
  perform: set,
  answer: (memo: StockChanges, context) => ({ inventoryAdjustmentGroup: groupOf(memo, context) }),
  nothing: { inventoryAdjustmentGroup: null },
})
