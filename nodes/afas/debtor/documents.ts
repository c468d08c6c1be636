import type { Debtor, DebtorKind, Fields } from './debtor-of.ts'

/** A document of an update-connector: its root, an element, fields and parts. */
export type Document = Readonly<Record<string, { readonly Element: Readonly<Record<string, unknown>> }>>

/** What AFAS knows of a debtor that is there already. */
export interface KnownDebtor {
  readonly id: string
  readonly kind: DebtorKind
  /** Number of its organisation or person, by which AFAS finds the part to change. */
  readonly bcCo: string
}

const ROOTS = { organisation: 'KnSalesRelationOrg', person: 'KnSalesRelationPer' } as const
const ALWAYS_NEW = { organisation: { MatchOga: '6' }, person: { MatchPer: '7' } } as const

/** The update-connector for a debtor of this kind, which is also the root of its document. */
export function connectorFor(kind: DebtorKind): (typeof ROOTS)[DebtorKind] {
  return ROOTS[kind]
}

/** The document that makes a new debtor; AFAS gives the numbers. */
export function insertDocument(debtor: Debtor): Document {
  const part = debtor.kind === 'organisation' ? newOrganisation(debtor) : newPerson(debtor)
  return relation(debtor.kind, { Fields: { ...debtor.terms, ...vat(debtor) }, Objects: part })
}

/**
 * The document that brings a known debtor up to date: name, contact data and address. Terms such as the payment
 * condition stay as the bookkeeper has them. A debtor keeps its kind, also when the order says another.
 */
export function updateDocument(debtor: Debtor, known: KnownDebtor): Document {
  const element = { '@DbId': known.id, Fields: { ...vat(debtor) } }
  if (known.bcCo === '') return relation(known.kind, element)
  const found = { BcCo: known.bcCo, AutoNum: false, PadAdr: true }
  if (known.kind === 'person') {
    const fields = { MatchPer: '0', ...found, ...debtor.person }
    return relation('person', {
      ...element,
      Objects: { KnPerson: { Element: { Fields: fields, ...address(debtor) } } },
    })
  }
  const name = debtor.kind === 'organisation' ? debtor.organisation : {}
  const fields = { MatchOga: '0', ...found, ...name }
  return relation('organisation', {
    ...element,
    Objects: { KnOrganisation: { Element: { Fields: fields, ...address(debtor) } } },
  })
}

function relation(kind: DebtorKind, element: Readonly<Record<string, unknown>>): Document {
  return { [ROOTS[kind]]: { Element: element } }
}

function newOrganisation(debtor: Debtor): Fields {
  const fields = { ...ALWAYS_NEW.organisation, AutoNum: true, PadAdr: true, ...debtor.organisation }
  const person = { ...ALWAYS_NEW.person, AutoNum: true, PadAdr: true, ...debtor.person }
  const contact = {
    Element: {
      Fields: { ViKc: 'PRS', PadAdr: true, ...(debtor.email === '' ? {} : { EmAd: debtor.email }) },
      Objects: { KnPerson: { Element: { Fields: person } } },
    },
  }
  const parts = { ...address(debtor).Objects, KnContact: contact }
  return { KnOrganisation: { Element: { Fields: fields, Objects: parts } } }
}

function newPerson(debtor: Debtor): Fields {
  const fields = { ...ALWAYS_NEW.person, AutoNum: true, PadAdr: true, ...debtor.person }
  return { KnPerson: { Element: { Fields: fields, ...address(debtor) } } }
}

function address(debtor: Debtor): { readonly Objects?: Fields } {
  return Object.keys(debtor.address).length === 0
    ? {}
    : { Objects: { KnBasicAddressAdr: { Element: { Fields: debtor.address } } } }
}

function vat(debtor: Debtor): Fields {
  return debtor.vatNumber === '' ? {} : { VaId: debtor.vatNumber }
}

/** Fields that a person added, laid over a document; what belongs to the other kind of debtor is left out. */
export function withFields(document: Document, extra: unknown): Document {
  const root = Object.keys(document)[0]
  if (root === undefined || typeof extra !== 'object' || extra === null || !Object.hasOwn(extra, root)) return document
  return { [root]: merged(document[root], (extra as Record<string, unknown>)[root]) as Document[string] }
}

function merged(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over ?? base
  const result: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(over)) result[name] = merged(base[name], value)
  return result
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
