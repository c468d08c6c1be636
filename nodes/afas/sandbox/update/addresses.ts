import type { Value } from '../database.ts'
import type { WriteContext } from './context.ts'
import { oneRow, requireFilled, textOf, type Element } from './element.ts'

const flag = (value: unknown): number => (value === true ? 1 : 0)

function columnsOf(element: Element): Record<string, Value> {
  const text = (id: string): Value => textOf(element, id) || null
  const number = element.fields['HmNr']
  return {
    country: text('CoId'),
    po_box: flag(element.fields['PbAd']),
    before: text('StAd'),
    street: text('Ad'),
    number: typeof number === 'number' ? number : null,
    addition: text('HmAd'),
    postal_code: text('ZpCd'),
    city: text('Rs'),
    extra: text('AdAd'),
  }
}

/** An address that exists already is used again, as Profit does. */
export function saveAddress(context: WriteContext, element: Element): number {
  requireFilled(element)
  const columns = columnsOf(element)
  const names = Object.keys(columns)
  const same = context.db.get<{ id: number }>(
    `SELECT id FROM address WHERE ${names.map((name) => `${name} IS ?`).join(' AND ')} LIMIT 1`,
    ...Object.values(columns),
  )
  return same?.id ?? context.db.insert('address', { ...columns, created: context.now, modified: context.now })
}

/** Visiting and postal address of a relation or contact, as far as they are sent. */
export function saveAddresses(context: WriteContext, element: Element): { address?: number; postal?: number } {
  const visiting = oneRow(element, 'KnBasicAddressAdr')
  const postal = oneRow(element, 'KnBasicAddressPad')
  const saved: { address?: number; postal?: number } = {}
  if (visiting) saved.address = saveAddress(context, visiting)
  if (element.fields['PadAdr'] === true) {
    if (saved.address !== undefined) saved.postal = saved.address
  } else if (postal) saved.postal = saveAddress(context, postal)
  return saved
}
