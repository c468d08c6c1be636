import { ProblemError } from '../../sdk/problem.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import { localTime, textField, type Row } from '../client/rows.ts'
import type { StockFields } from './fields.ts'
import { stockedItemOf, type StockedItem } from './sku.ts'

/** What AFAS says of one item in one warehouse, in the item's own unit. */
export interface WarehouseLevel {
  readonly warehouse: string
  readonly physical: number
  /** Before reservations. */
  readonly available: number
  readonly reserved: number
  readonly onOrder: number
}

/** A stock record: one item, or one combination of its dimensions, with all its warehouses. */
export interface ItemStock extends StockedItem {
  readonly unit: string
  /** The newest change among its rows, Amsterdam time; empty when that is not read. */
  readonly modified: string
  readonly levels: readonly WarehouseLevel[]
}

export interface QuantityFields {
  readonly warehouseField: string
  readonly physicalField: string
  readonly availableField: string
  readonly reservedField: string
  readonly onOrderField: string
  readonly unitField: string
  readonly modifiedField: string
}

/** Rows of items as records, in the order of the rows; the rows of one item must stand together. */
export function stockOf(rows: readonly Row[], fields: StockFields & QuantityFields): ItemStock[] {
  const items = new Map<string, ItemStock & { levels: WarehouseLevel[]; modified: string }>()
  for (const row of rows) {
    const { sku, item, dimension1, dimension2 } = stockedItemOf(row, fields)
    if (item === '') throw noItem(fields)
    const name = identityOf({ item, dimension1, dimension2 })
    const unit = fields.unitField === '' ? '' : textField(row, fields.unitField)
    const known = items.get(name) ?? { sku, item, dimension1, dimension2, unit, modified: '', levels: [] }
    const modified = fields.modifiedField === '' ? '' : localTime(row[fields.modifiedField])
    known.levels.push(levelOf(row, fields))
    items.set(name, { ...known, modified: modified > known.modified ? modified : known.modified })
  }
  return [...items.values()]
}

function levelOf(row: Row, fields: QuantityFields & StockFields): WarehouseLevel {
  const number = (field: string): number => {
    if (field === '') return 0
    if (!Object.hasOwn(row, field)) throw noField(fields, field)
    const value = row[field] ?? 0
    const read = typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
    if (Number.isFinite(read)) return read
    throw notANumber(fields, field, value)
  }
  return {
    warehouse: textField(row, fields.warehouseField).trim(),
    physical: number(fields.physicalField),
    available: number(fields.availableField),
    reserved: number(fields.reservedField),
    onOrder: number(fields.onOrderField),
  }
}

export function identityOf(one: Pick<StockedItem, 'item' | 'dimension1' | 'dimension2'>): string {
  const { item, dimension1, dimension2 } = one
  return dimension1 === '' && dimension2 === '' ? item : [item, dimension1, dimension2].join('|')
}

export function stockRecord(stock: ItemStock): SourceRecord<ItemStock> {
  const keys = [{ type: 'sku', value: stock.sku }]
  if (stock.item !== stock.sku) keys.push({ type: 'sku', value: stock.item })
  return { identity: identityOf(stock), key: stock.sku, keys, data: stock }
}

function noItem({ connector, itemField }: StockFields): ProblemError {
  return new ProblemError({
    code: 'afas.no-item-code',
    message: `${connector} has a row without ${itemField}, so its stock belongs to no article.`,
    advice: 'Choose the field with the item code in the settings of the node that reads stock.',
    retry: 'after-fix',
    scope: 'system',
  })
}

/** Without what is reserved, the shop would sell what is promised to somebody else. */
function noField({ connector }: StockFields, field: string): ProblemError {
  return new ProblemError({
    code: 'afas.unknown-field',
    message: `${connector} has no field "${field}", so no stock was read: what is missing would count as none.`,
    advice:
      'Add the field to the get-connector in AFAS, or choose another one in the node that reads stock. Leave it empty there when you do without it.',
    retry: 'after-fix',
    scope: 'system',
  })
}

function notANumber({ connector }: StockFields, field: string, value: unknown): ProblemError {
  return new ProblemError({
    code: 'afas.not-a-number',
    message: `${field} in ${connector} holds "${String(value)}", which is no quantity.`,
    advice: 'Choose the field with the quantity in the settings of the node that reads stock.',
    retry: 'after-fix',
    scope: 'system',
  })
}
