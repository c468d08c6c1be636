import { isoCountry } from '../../sdk/trade/country.ts'
import { joinAddress } from '../../sdk/trade/address.ts'
import { localTime, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import type { AfasCustomer, CustomerAddress, CustomerContact, DeliveryAddress } from './customer.ts'

const D = KOPPEL.debtors
const known: ReadonlySet<string> = new Set(Object.values(D))

/** What belongs to a debtor, from the connectors beside that of debtors. */
export interface Belongings {
  readonly contacts: readonly Row[]
  readonly addresses: readonly Row[]
  readonly sameEmail: readonly Row[]
  readonly vatRates: Readonly<Record<string, number>>
  readonly environment: string
}

function text(row: Row, field: string): string | null {
  const value = textField(row, field).trim()
  return value === '' ? null : value
}

export const isOrganisation = (row: Row): boolean => !/^(p|per)/i.test(textField(row, D.kind))

/** Fields have the same names in the connectors of debtors and of addresses. */
export function addressOf(row: Row): CustomerAddress | null {
  const country = isoCountry(textField(row, D.country))
  const street = text(row, D.street)
  if (country === '' || (street === null && text(row, D.city) === null)) return null
  const given = textField(row, D.houseNumber)
  const number = given === '' || !Number.isFinite(Number(given)) ? null : Number(given)
  const addition = text(row, D.addition)
  return {
    street,
    number,
    addition,
    line1: joinAddress({ street: street ?? '', number, addition: addition ?? '' }, country),
    line2: text(row, D.addressExtra),
    postalCode: postalCodeOf(text(row, D.postalCode), country),
    city: text(row, D.city),
    country,
  }
}

/** AFAS keeps Dutch codes without their blank, people write them with it. */
function postalCodeOf(code: string | null, country: string): string | null {
  const dutch = country === 'NL' ? /^(\d{4})\s*([a-z]{2})$/i.exec(code ?? '') : null
  return dutch ? `${dutch[1]} ${dutch[2]!.toUpperCase()}` : code
}

function contactOf(row: Row): CustomerContact {
  const C = KOPPEL.contacts
  return {
    id: textField(row, C.number),
    person: text(row, C.person),
    firstName: text(row, C.firstName),
    prefix: text(row, C.prefix),
    lastName: text(row, C.lastName),
    email: text(row, C.email),
    phone: text(row, C.phone),
    job: text(row, C.job),
  }
}

/** The one contact that the connector of debtors shows, when there is no connector of contacts. */
function ownContact(row: Row): readonly CustomerContact[] {
  const [firstName, prefix, lastName] = [text(row, D.firstName), text(row, D.prefix), text(row, D.lastName)]
  if (!isOrganisation(row) || (firstName === null && lastName === null)) return []
  const email = text(row, D.email)
  const phone = text(row, D.phone)
  return [{ id: textField(row, D.number), person: null, firstName, prefix, lastName, email, phone, job: null }]
}

function deliveryAddressOf(row: Row): DeliveryAddress[] {
  const address = addressOf(row)
  const { number, name } = KOPPEL.addresses
  return address ? [{ ...address, id: textField(row, number), name: text(row, name) }] : []
}

/** AFAS names languages by country or word of its own; only what is surely one is told. */
function languageOf(row: Row): string | null {
  const code = textField(row, D.language).trim().toLowerCase()
  return /^[a-z]{2}(-[a-z]{2})?$/.test(code) ? code : null
}

const open = (row: Row): boolean => row[KOPPEL.debtors.blocked] !== true

/** A debtor and what belongs to it as one record. `contacts: undefined`: there is no connector of contacts. */
export function customerOf(row: Row, own: Belongings, withContacts: boolean): AfasCustomer {
  const sameEmail = own.sameEmail
    .map((one) => ({ id: textField(one, D.number), blocked: !open(one) }))
    .toSorted((a, b) => Number(a.blocked) - Number(b.blocked) || byNumber(a.id, b.id))
  return {
    id: textField(row, D.number),
    kind: isOrganisation(row) ? 'organisation' : 'person',
    name: textField(row, D.name).trim(),
    firstName: text(row, D.firstName),
    prefix: text(row, D.prefix),
    lastName: text(row, D.lastName),
    email: text(row, D.email),
    phone: text(row, D.phone),
    mobile: text(row, D.mobile),
    blocked: !open(row),
    relation: text(row, D.bcCo),
    address: addressOf(row),
    deliveryAddresses: own.addresses.filter(open).flatMap(deliveryAddressOf),
    contacts: withContacts ? own.contacts.filter(open).map(contactOf) : ownContact(row),
    vatNumber: text(row, D.vatNumber),
    vatDuty: text(row, D.vatDuty),
    taxCode: text(row, D.vatGroup),
    chamberOfCommerce: text(row, D.chamberOfCommerce),
    classification: text(row, D.classification),
    priceList: text(row, D.priceList),
    paymentCondition: text(row, D.paymentCondition),
    revenueAccount: text(row, D.revenueAccount),
    costCentre: text(row, D.costCentre),
    costUnit: text(row, D.costUnit),
    currency: text(row, D.currency),
    language: languageOf(row),
    remark: text(row, D.remark),
    sameEmail,
    fields: Object.fromEntries(Object.entries(row).filter(([name]) => !known.has(name) && !LEFT_OUT.has(name))),
    vatRates: own.vatRates,
    environment: own.environment,
    modified: localTime(row[D.modified]),
  }
}

/** Of the connector, but no field of the environment's own. */
const LEFT_OUT: ReadonlySet<string> = new Set(['ContactBcCo', 'ContactName', 'Created'])

/** Numbers by their size, others by their letters: 9 before 10. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
