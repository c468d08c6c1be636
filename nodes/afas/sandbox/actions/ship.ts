import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import type { SandboxDatabase } from '../database.ts'
import { localTime } from '../local-time.ts'
import type { WriteContext } from '../update/context.ts'
import { makeSlip, type SlipLine } from '../update/delivery.ts'
import {
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

/** A line is named by its GUID or by its item code. */
function wantedLine(lines: readonly StoredLine[], given: unknown): Wanted {
  if (!isBody(given)) return invalid('a line must be an object')
  checkNames(given, ['guid', 'ItCd', 'quantity'])
  const guid = textIn(given, 'guid', '').toLowerCase()
  const code = textIn(given, 'ItCd', '').toLowerCase()
  const matches = lines.filter((one) =>
    guid === '' ? one.item.toLowerCase() === code : one.guid.toLowerCase() === guid,
  )
  const source = matches.find((one) => openOf(one) !== 0) ?? matches[0]
  if (!source) throw new SandboxProblem(404, 'sandbox.not-found', `The order has no line ${guid || code}`)
  return { source, quantity: numberIn(given, 'quantity') ?? openOf(source) }
}

function wantedLines(lines: readonly StoredLine[], body: Body): Wanted[] {
  const given = body['lines']
  if (given === undefined) return lines.map((source) => ({ source, quantity: openOf(source) }))
  return Array.isArray(given) ? given.map((one) => wantedLine(lines, one)) : invalid('"lines" must be a list')
}

function slipLine(context: WriteContext, wanted: Wanted, header: Fields): SlipLine {
  const { GuLi: _, ...known } = parse(wanted.source.fields)
  const fields = { ...known, QuUn: wanted.quantity, SoGu: wanted.source.guid }
  const element = {
    name: 'FbDeliveryNoteLines',
    shape: { fields: {}, objects: {} },
    action: undefined,
    fields,
    objects: {},
  }
  return { line: makeLine(context, element, lineDefaults(header)), source: wanted.source }
}

/** `POST /_sandbox/ship`: the warehouse sends what was ordered, whatever the stock says. */
export function ship(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['order', 'lines', 'tracking', 'carrier'])
  const context = { db, now: localTime(Date.now()) }
  return db.transaction(() => {
    const order = findOrder(db, body)
    const {
      DbId = null,
      RfCs = null,
      Unit = null,
      War = null,
      CuId = null,
      InVa = null,
      VaDu = null,
      TrPt = null,
    } = parse(order.fields)
    const lines = wantedLines(storedLines(context, order.id), body).filter((one) => one.quantity !== 0)
    if (lines.length === 0) throw new SandboxProblem(409, 'sandbox.nothing-open', 'Nothing of this order is open')
    const carrier = textIn(body, 'carrier', '') || TrPt
    const tracking = textIn(body, 'tracking', '') || null
    const sent = { DbId, RfCs, Unit, War, CuId, InVa, VaDu, SoOr: order.number, TrPt: carrier, TrTr: tracking }
    const makeLines = (header: Fields) => lines.map((one) => slipLine(context, one, header))
    return { slip: makeSlip(context, sent, makeLines, false), order: order.number }
  })
}
