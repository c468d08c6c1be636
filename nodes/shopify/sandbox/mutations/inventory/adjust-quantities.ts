import type { Context } from '../../graphql/context.ts'
import { repeatable, type Refused } from '../../graphql/idempotency.ts'
import { saveLevel, type LevelRow } from '../../store/levels.ts'
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
  readonly delta: number
  readonly changeFromQuantity: number | null
  readonly ledgerDocumentUri?: string | null
}

interface Input {
  readonly name: string
  readonly reason: string
  readonly referenceDocumentUri?: string | null
  readonly changes: readonly Row[]
}

const most = 2_000_000_000

function rowFaults(row: Row, now: number, path: readonly string[]): StockFault[] {
  const faults: StockFault[] = []
  const add = (code: string, name: string, message: string) => faults.push({ code, field: [...path, name], message })
  if (row.ledgerDocumentUri) {
    const message = 'A ledger document URI is not allowed when adjusting available.'
    add('INVALID_AVAILABLE_DOCUMENT', 'ledgerDocumentUri', message)
  }
  if (row.changeFromQuantity !== null && row.changeFromQuantity !== now) {
    const message = 'The changeFromQuantity argument no longer matches the persisted quantity.'
    add('CHANGE_FROM_QUANTITY_STALE', 'changeFromQuantity', message)
  }
  if (now + row.delta > most) {
    add('INVALID_QUANTITY_TOO_HIGH', 'delta', "The quantity can't be higher than 2,000,000,000.")
  }
  if (now + row.delta < -most) {
    add('INVALID_QUANTITY_TOO_LOW', 'delta', "The quantity can't be lower than -2,000,000,000.")
  }
  return faults
}

function adjust({ input }: { input: Input }, context: Context): { memo: StockChanges } | Refused {
  checkRows(input.changes, 'input.changes')
  checkCompared(input.changes, 'input.changes')
  const faults = [...reasonFault(input.reason), ...documentFault(input.referenceDocumentUri)]
  if (input.name !== 'available') {
    const message = `The sandbox adjusts "available" only; ${input.name} was asked and nothing was changed.`
    faults.push({ code: 'INVALID_QUANTITY_NAME', field: ['input', 'name'], message })
  }
  const moves: { before: LevelRow; after: LevelRow }[] = []
  for (const [index, row] of input.changes.entries()) {
    const path = ['input', 'changes', String(index)]
    const before = levelFor(context, row, path)
    if ('code' in before) faults.push(before)
    else {
      faults.push(...rowFaults(row, before.available, path))
      moves.push({ before, after: { ...before, available: before.available + row.delta } })
    }
  }
  if (faults.length > 0) return { userErrors: faults }
  const { shop } = context
  const at = Date.now()
  levelsChanged(
    shop,
    moves.map((one) => saveLevel(shop.database, one.after, at)),
  )
  const changes = moves.flatMap((one) => changesBetween(one.before, one.after))
  const document = input.referenceDocumentUri ?? null
  return { memo: { id: shop.nextId('adjustment'), at, reason: input.reason, document, changes } }
}

export const inventoryAdjustQuantities = repeatable({
  perform: adjust,
  answer: (memo: StockChanges, context) => ({ inventoryAdjustmentGroup: groupOf(memo, context) }),
  nothing: { inventoryAdjustmentGroup: null },
})
