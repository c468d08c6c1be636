import type { SourceRecord } from '../../sdk/record.ts'
import { groupedBy, localTime, scalarText, textField, type Row } from '../client/rows.ts'
import type { Names } from './names.ts'

/** What of a packing slip belongs to one order: what left, how, and where it can be followed. */
export interface Shipment {
  readonly slip: string
  /** Dutch time without a zone, as AFAS gives it. */
  readonly date: string
  readonly created: string
  readonly modified: string
  readonly finished: boolean
  /** It was given before, and AFAS has nothing of it any more; only its order is known then. */
  readonly withdrawn: boolean
  /** Number empty and reference filled in: a slip without a sales order. */
  readonly order: { readonly number: string; readonly reference: string }
  readonly debtor: string
  readonly administration: number | null
  readonly warehouse: string
  readonly carrier: { readonly code: string; readonly name: string }
  /** AFAS keeps a number or a whole link in one field; here they are apart. */
  readonly tracking: { readonly number: string; readonly url: string }
  readonly lines: readonly ShipmentLine[]
}

export const emptyShipment: Shipment = {
  slip: '',
  date: '',
  created: '',
  modified: '',
  finished: false,
  withdrawn: false,
  order: { number: '', reference: '' },
  debtor: '',
  administration: null,
  warehouse: '',
  carrier: { code: '', name: '' },
  tracking: { number: '', url: '' },
  lines: [],
}

export interface ShipmentLine {
  readonly sequence: number
  /** AFAS: 2 is an article; 6 costs, 5 a surcharge, 3 and 4 text. */
  readonly itemType: string
  readonly itemCode: string
  readonly dimension1: string
  readonly dimension2: string
  readonly description: string
  readonly unit: string
  /** Negative: it came back. */
  readonly quantity: number
  /** GUID of the line of the order. */
  readonly orderLine: string
  /** Which of several lines of the order with this article it is, 1 the first; 0: the only one, or not known. */
  readonly occurrence: number
  readonly warehouse: string
}

export interface ShipmentFields {
  readonly names: Pick<Names, 'slip' | 'line'>
  readonly tracking: string
  /** By GUID, of lines of orders; see `occurrence`. */
  readonly occurrences: ReadonlyMap<string, number>
  /** Empty: AFAS has no field with the link apart. */
  readonly trackingUrl: string
}

/** A record for each order of a slip, in the order of the lines. */
export function shipmentsOf(slip: Row, lines: readonly Row[], fields: ShipmentFields): readonly Shipment[] {
  const groups = groupedBy(lines, (line) => {
    const { number, reference } = orderOf(line, slip, fields)
    return number === '' ? `reference ${reference}` : number
  })
  const { number, reference } = orderOf({}, slip, fields)
  // Nothing is left on it: its order has to hear that.
  if (groups.size === 0 && (number !== '' || reference !== '')) return [shipmentOf(slip, [], fields)]
  return [...groups.values()].map((group) => shipmentOf(slip, group, fields))
}

function shipmentOf(slip: Row, lines: readonly Row[], fields: ShipmentFields): Shipment {
  const { names } = fields
  const administration = slip[names.slip.administration]
  return {
    slip: textField(slip, names.slip.number),
    date: localTime(slip[names.slip.date]).slice(0, 10),
    created: localTime(slip[names.slip.created]),
    modified: localTime(slip[names.slip.modified]),
    finished: slip[names.slip.finished] === true,
    withdrawn: false,
    order: orderOf(lines[0] ?? {}, slip, fields),
    debtor: textField(slip, names.slip.debtor),
    administration: typeof administration === 'number' ? administration : null,
    warehouse: textField(slip, names.slip.warehouse),
    carrier: { code: textField(slip, names.slip.carrier), name: textField(slip, names.slip.carrierName) },
    tracking: trackingOf(textField(slip, fields.tracking), fields.trackingUrl && textField(slip, fields.trackingUrl)),
    lines: lines.map((line) => lineOf(line, fields)),
  }
}

/** The order of a line; a connector that only knows it of the whole slip will do as well. */
function orderOf(line: Row, slip: Row, { names }: ShipmentFields): Shipment['order'] {
  const number = textField(line, names.line.order) || textField(slip, names.slip.order)
  const reference = textField(line, names.line.reference) || textField(slip, names.slip.reference)
  return { number: number.trim(), reference: reference.trim() }
}

function lineOf(row: Row, { names: { line }, occurrences }: ShipmentFields): ShipmentLine {
  const orderLine = textField(row, line.orderLine)
  return {
    sequence: Number(scalarText(row[line.sequence])) || 0,
    itemType: textField(row, line.type),
    itemCode: textField(row, line.code),
    dimension1: textField(row, line.dimension1),
    dimension2: textField(row, line.dimension2),
    description: textField(row, line.description),
    unit: textField(row, line.unit),
    quantity: Number(scalarText(row[line.quantity])) || 0,
    orderLine,
    occurrence: occurrences.get(orderLine.toLowerCase()) ?? 0,
    warehouse: textField(row, line.warehouse),
  }
}

/** The last part of a link that looks like the number of a parcel: letters and digits, at least one digit. */
const NUMBER_IN_LINK = /(?:^|[/=#:-])((?=[A-Z0-9]*\d)[A-Z0-9]{6,40})(?=$|[/&?#-])/gi

export function trackingOf(value: string, link: string): Shipment['tracking'] {
  const text = value.trim()
  if (!/^https?:\/\//i.test(text)) return { number: text, url: link.trim() }
  const numbers = [...text.replace(/^https?:\/\/[^/]*/i, '').matchAll(NUMBER_IN_LINK)].map((match) => match[1] ?? '')
  return { number: numbers.toSorted((a, b) => b.length - a.length)[0] ?? '', url: link.trim() || text }
}

export function recordOf(shipment: Shipment): SourceRecord<Shipment> {
  const { slip, order, tracking } = shipment
  return {
    identity: `${slip}/${order.number || order.reference}`,
    key: slip,
    keys: [
      { type: 'document', value: slip },
      ...(order.reference === '' ? [] : [{ type: 'order', value: order.reference }]),
      ...(order.number === '' ? [] : [{ type: 'document', value: order.number }]),
      ...(tracking.number === '' ? [] : [{ type: 'tracking', value: tracking.number }]),
    ],
    data: shipment,
    summary: { who: order.reference || order.number, ...(tracking.number === '' ? {} : { amount: tracking.number }) },
  }
}
