import { scalarText, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import type { SalesDocument } from './document.ts'

const { orders, orderLines } = KOPPEL

/** Which field of the get-connector shows which field of the document. */
const HEADER: Readonly<Record<string, string>> = {
  OrNu: orders.number,
  RfCs: orders.reference,
  DbId: orders.debtor,
  OrDa: orders.date,
  Unit: orders.administration,
  War: orders.warehouse,
  CuId: orders.currency,
}
const LINE: Readonly<Record<string, string>> = {
  ItCd: orderLines.code,
  VaIt: orderLines.type,
  BiUn: orderLines.unit,
  QuUn: orderLines.quantity,
  Upri: orderLines.price,
  ARDc: orderLines.discount,
  Ds: orderLines.description,
  VaRc: orderLines.vatGroup,
  War: orderLines.warehouse,
}

/**
 * The document as far as AFAS shows it now, in the form in which it is sent. What the get-connectors do not show is
 * missing, and so counts as a difference: whoever asks for an update gets one. Lines that AFAS has and the document
 * lacks stand at the end.
 */
export function currentOrder(document: SalesDocument, header: Row, lines: readonly Row[]): SalesDocument {
  const pairs = pairLines(document.lines, lines)
  const known = pairs.flatMap(({ wanted, row }) => (row ? [currentFields(wanted, row, LINE)] : []))
  const others = lines.filter((row) => !pairs.some((pair) => pair.row === row))
  return {
    root: document.root,
    fields: currentFields(document.fields, header, HEADER),
    lines: [...known, ...others.map(lineOf)],
  }
}

/** Gives lines that are there already the GUID by which AFAS knows them; without it an update adds them again. */
export function withGuids(document: SalesDocument, lines: readonly Row[]): SalesDocument {
  const pairs = pairLines(document.lines, lines)
  const guided = pairs.map(({ wanted, row }) => {
    const guid = row ? textField(row, orderLines.guid) : ''
    return guid === '' ? wanted : { ...wanted, GuLi: guid }
  })
  return { ...document, lines: guided }
}

/** The first line of an article belongs to the first of that article, and so on. */
function pairLines(wanted: SalesDocument['lines'], rows: readonly Row[]) {
  const left = [...rows]
  return wanted.map((fields) => {
    const code = text(fields['ItCd'])
    const at = left.findIndex((row) => text(row[orderLines.code]) === code)
    const [row] = at < 0 ? [] : left.splice(at, 1)
    return { wanted: fields, row }
  })
}

function currentFields(fields: Row, row: Row, shown: Readonly<Record<string, string>>): Row {
  const current = Object.entries(fields).map(([field, value]) => {
    const known = shown[field] === undefined ? undefined : row[shown[field]]
    return [field, alike(known, value) ? value : known] as const
  })
  return Object.fromEntries(current.filter(([, value]) => value !== undefined))
}

function lineOf(row: Row): Row {
  return Object.fromEntries(
    Object.entries(LINE)
      .map(([field, column]) => [field, row[column]] as const)
      .filter(([, value]) => value !== undefined && value !== null),
  )
}

function alike(known: unknown, value: unknown): boolean {
  if (known === undefined) return false
  if (typeof known === 'number') return Math.abs(known - Number(value)) < 0.000_001
  const date = /^\d{4}-\d\d-\d\d/
  const [a, b] = [text(known), text(value)]
  return a === b || (date.test(a) && date.test(b) && a.slice(0, 10) === b.slice(0, 10))
}

function text(value: unknown): string {
  return scalarText(value).trim().toLowerCase()
}
