import { KOPPEL } from '../koppel.ts'
import { scalarText, type Row } from '../client/rows.ts'
import type { Debtor } from './debtor-of.ts'
import type { Document } from './documents.ts'

const { debtors } = KOPPEL

/** Which field of the get-connector shows which field of a document, per part of the document. */
const SHOWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  KnSalesRelationOrg: { VaId: debtors.vatNumber },
  KnSalesRelationPer: { VaId: debtors.vatNumber },
  KnOrganisation: { Nm: debtors.name, EmAd: debtors.email, TeNr: debtors.phone },
  KnPerson: {
    FiNm: debtors.firstName,
    Is: debtors.prefix,
    LaNm: debtors.lastName,
    EmAd: debtors.email,
    TeNr: debtors.phone,
  },
  KnBasicAddressAdr: {
    CoId: debtors.country,
    Ad: debtors.street,
    HmNr: debtors.houseNumber,
    HmAd: debtors.addition,
    ZpCd: debtors.postalCode,
    Rs: debtors.city,
    AdAd: debtors.addressExtra,
  },
}

/**
 * The document as it would read with what AFAS shows now, so that the two can be compared. What the get-connector does
 * not show counts as equal: a debtor is not written anew for a field that nobody can see.
 */
export function currentDocument(document: Document, row: Row): Document {
  return Object.fromEntries(
    Object.entries(document).map(([root, part]) => [root, currentPart(root, part, row)]),
  ) as Document
}

function currentPart(name: string, part: unknown, row: Row): unknown {
  const { Element } = part as { Element: { Fields?: Row; Objects?: Row } }
  const fields = currentFields(name, Element.Fields ?? {}, row)
  const parts = Object.entries(Element.Objects ?? {}).map(([child, value]) => [child, currentPart(child, value, row)])
  return {
    Element: { ...Element, Fields: fields, ...(Element.Objects ? { Objects: Object.fromEntries(parts) as Row } : {}) },
  }
}

function currentFields(name: string, fields: Row, row: Row): Row {
  const shown = SHOWN[name] ?? {}
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const column = shown[field]
      const known = column === undefined ? undefined : row[column]
      return [field, known === undefined || alike(known, value) ? value : known]
    }),
  )
}

/** Numbers and texts compare by what they say, e-mail addresses and names without regard to case or outer blanks. */
function alike(a: unknown, b: unknown): boolean {
  const text = (value: unknown): string => scalarText(value).trim().toLowerCase()
  return text(a) === text(b)
}

/** The row as the get-connector will show it once a document of this debtor has been written over `before`. */
export function rowAfter(before: Row, debtor: Debtor): Row {
  const { address, organisation, person } = debtor
  const shown: Record<string, unknown> = {
    [debtors.email]: debtor.email,
    [debtors.name]: organisation['Nm'] ?? debtor.name,
    [debtors.phone]: person['TeNr'],
    [debtors.vatNumber]: debtor.vatNumber === '' ? undefined : debtor.vatNumber,
    [debtors.country]: address['CoId'],
    [debtors.street]: address['Ad'],
    [debtors.houseNumber]: address['HmNr'],
    [debtors.addition]: address['HmAd'],
    [debtors.postalCode]: address['ZpCd'],
    [debtors.city]: address['Rs'],
    [debtors.addressExtra]: address['AdAd'],
    [debtors.firstName]: person['FiNm'],
    [debtors.prefix]: person['Is'],
    [debtors.lastName]: person['LaNm'],
  }
  return { ...before, ...Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) }
}
