import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import type { SandboxDatabase } from '../database.ts'
import { localTime } from '../local-time.ts'
import type { WriteContext } from '../update/context.ts'
import { correctLine, makeSlip, type SlipLine } from '../update/delivery.ts'
import {
  columnsOf,
  lineDefaults,
  openOf,
  parse,
  storedLines,
  type DocumentRow,
  type Fields,
  type StoredLine,
} from '../update/document-rows.ts'
import { makeLine } from '../update/sales-lines.ts'
import { checkNames, invalid, isBody, numberIn, textIn, type Body } from './body.ts'

interface Wanted {
  readonly source: StoredLine
  readonly quantity: number
}

function findOrder(db: SandboxDatabase, body: Body): DocumentRow {
  const order = textIn(body, 'order')
  const found = db.all<DocumentRow>(
    "SELECT * FROM document WHERE kind = 'FbSales' AND (number = ? OR reference = ?) ORDER BY number = ? DESC, id LIMIT 1",
    order,
    order,
    order,
  )
  if (!found[0]) throw new SandboxProblem(404, 'sandbox.not-found', `There is no sales order ${order}`)
  return found[0]
}

const skuOf = ({ item, dimension1, dimension2 }: StoredLine): string =>
  [item, dimension1, dimension2].filter((part) => part !== '').join('-')

/** A line is named by its GUID, by its item code, or by the item code with the codes of its dimensions behind it. */
function wantedLine(lines: readonly StoredLine[], given: unknown): Wanted {
  if (!isBody(given)) return invalid('a line must be an object')
  checkNames(given, ['guid', 'ItCd', 'sku', 'quantity'])
  const guid = textIn(given, 'guid', '').toLowerCase()
  const code = textIn(given, 'ItCd', '').toLowerCase()
  const sku = textIn(given, 'sku', '').toLowerCase()
  const isMeant = (one: StoredLine): boolean => {
    if (guid !== '') return one.guid.toLowerCase() === guid
    return sku === '' ? one.item.toLowerCase() === code : skuOf(one).toLowerCase() === sku
  }
  const matches = lines.filter(isMeant)
  const source = matches.find((one) => openOf(one) !== 0) ?? matches[0]
  if (!source) throw new SandboxProblem(404, 'sandbox.not-found', `The order has no line ${guid || sku || code}`)
  return { source, quantity: numberIn(given, 'quantity') ?? openOf(source) }
}

function wantedLines(lines: readonly StoredLine[], body: Body): Wanted[] {
  const given = body['lines']
  if (given === undefined) return lines.map((source) => ({ source, quantity: openOf(source) }))
  return Array.isArray(given) ? given.map((one) => wantedLine(lines, one)) : invalid('"lines" must be a list')
}

function slipLine(context: WriteContext, wanted: Wanted, order: string, header: Fields): SlipLine {
  const { GuLi: _, ...known } = parse(wanted.source.fields)
  const fields = { ...known, QuUn: wanted.quantity, SoOr: order, SoGu: wanted.source.guid }
  const element = {
    name: 'FbDeliveryNoteLines',
    shape: { fields: {}, objects: {} },
    action: undefined,
    fields,
    objects: {},
  }
  return { line: makeLine(context, element, lineDefaults(header)), source: wanted.source }
}

interface Packed {
  readonly order: DocumentRow
  readonly lines: readonly Wanted[]
}

/** What of an order goes into the box; nothing when nothing is open. */
function packed(context: WriteContext, body: Body): Packed {
  checkNames(body, ['order', 'lines', 'tracking', 'carrier', 'also'])
  const order = findOrder(context.db, body)
  const lines = wantedLines(storedLines(context, order.id), body).filter((one) => one.quantity !== 0)
  if (lines.length === 0)
    throw new SandboxProblem(409, 'sandbox.nothing-open', `Nothing of order ${order.number} is open`)
  return { order, lines }
}

/** `POST /_sandbox/slip`: somebody corrects a slip that went out before, or takes it back altogether. */
export function changeSlip(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['slip', 'lines', 'withdraw'])
  const context = { db, now: localTime(Date.now()) }
  return db.transaction(() => {
    const slip = slipIn(db, body)
    const lines = storedLines(context, slip.id)
    const withdraw = body['withdraw'] === true
    for (const { source, quantity } of withdraw ? lines.map(nothingOf) : wantedLines(lines, body)) {
      correctLine(context, source, quantity)
    }
    if (withdraw) db.run('DELETE FROM document WHERE id = ?', slip.id)
    else db.update('document', slip.id, { modified: context.now })
    return { slip: slip.number }
  })
}

const nothingOf = (source: StoredLine): Wanted => ({ source, quantity: 0 })

function slipIn(db: SandboxDatabase, body: Body): DocumentRow {
  const number = textIn(body, 'slip')
  const slip = db.get<DocumentRow>("SELECT * FROM document WHERE kind = 'FbDeliveryNote' AND number = ?", number)
  if (!slip) throw new SandboxProblem(404, 'sandbox.not-found', `There is no packing slip ${number}`)
  return slip
}

/** `POST /_sandbox/tracking`: what the carrier gave is noted on a slip that went out before. */
export function noteTracking(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['slip', 'tracking', 'carrier'])
  const context = { db, now: localTime(Date.now()) }
  return db.transaction(() => {
    const slip = slipIn(db, body)
    const fields = parse(slip.fields)
    if (body['tracking'] !== undefined) fields['TrTr'] = textIn(body, 'tracking') || null
    if (body['carrier'] !== undefined) fields['TrPt'] = textIn(body, 'carrier') || null
    db.update('document', slip.id, { ...columnsOf(fields), modified: context.now })
    return { slip: slip.number }
  })
}

/** `POST /_sandbox/ship`: the warehouse sends what was ordered, whatever the stock says. */
export function ship(db: SandboxDatabase, body: Body): object {
  const context = { db, now: localTime(Date.now()) }
  return db.transaction(() => {
    const first = packed(context, body)
    const also = Array.isArray(body['also']) ? (body['also'] as unknown[]) : []
    const all = [
      first,
      ...also.map((one) => packed(context, isBody(one) ? one : invalid('"also" must be a list of orders'))),
    ]
    const {
      DbId = null,
      RfCs = null,
      Unit = null,
      War = null,
      CuId = null,
      InVa = null,
      VaDu = null,
      TrPt = null,
    } = parse(first.order.fields)
    const carrier = textIn(body, 'carrier', '') || TrPt
    const tracking = textIn(body, 'tracking', '') || null
    const known = { DbId, RfCs, Unit, War, CuId, InVa, VaDu }
    const sent = { ...known, SoOr: first.order.number, TrPt: carrier, TrTr: tracking, RdDe: true }
    const makeLines = (header: Fields) =>
      all.flatMap(({ order, lines }) => lines.map((one) => slipLine(context, one, order.number, header)))
    return { slip: makeSlip(context, sent, makeLines, false), order: first.order.number }
  })
}
