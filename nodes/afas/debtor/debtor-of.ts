import { isPostBox, splitAddressLines } from '../../sdk/trade/address.ts'
import { afasCountry } from '../../sdk/trade/country.ts'
import { splitName, splitPrefix } from './names.ts'
import { addressOf, emailOf, text, vatNumberOf, type ShopAddress, type ShopOrder } from './shop-order.ts'

export type DebtorKind = 'organisation' | 'person'
export type Fields = Readonly<Record<string, unknown>>

export interface DebtorSettings {
  readonly controlAccount?: string | undefined
  readonly paymentCondition?: string | undefined
  /** Used when the order does not say one. */
  readonly currency?: string | undefined
  /** `YYYY-MM-DD`: from when a changed address holds. */
  readonly today: string
}

/** Who bought, in the terms of AFAS, before it is known whether AFAS has them. */
export interface Debtor {
  readonly kind: DebtorKind
  /** As typed; the match is without regard to case. */
  readonly email: string
  /** How people call them: the company, or the person. */
  readonly name: string
  /** Fields of the sales relation that are set once, when it is made. */
  readonly terms: Fields
  readonly vatNumber: string
  readonly organisation: Fields
  readonly person: Fields
  readonly address: Fields
}

/**
 * The debtor of an order. With a company name in the invoice address it is an organisation with the buyer as its
 * contact, without one a person. Street lines are split into street, number and addition; the country becomes AFAS's.
 */
export function debtorOf(order: ShopOrder, settings: DebtorSettings): Debtor {
  const from = addressOf(order)
  const email = emailOf(order)
  const phone = text(from.phone) || text(order.phone) || text(order.customer?.phone)
  const company = text(from.company) || text(order.purchasingCompany?.name)
  const who = personOf(order, from, email)
  return {
    kind: company === '' ? 'person' : 'organisation',
    email,
    name: company || [who.firstName, who.prefix, who.lastName].filter((part) => part !== '').join(' '),
    terms: filled({
      IsDb: true,
      CuId: settings.currency || text(order.currencyCode) || 'EUR',
      PaCd: settings.paymentCondition,
      ColA: settings.controlAccount,
    }),
    vatNumber: vatNumberOf(order),
    organisation: company === '' ? {} : filled({ Nm: company, EmAd: email, TeNr: phone }),
    person: filled({ FiNm: who.firstName, Is: who.prefix, LaNm: who.lastName, EmAd: email, TeNr: phone }),
    address: addressFields(from, settings.today),
  }
}

/** The address as AFAS keeps it; empty when the order has none, since AFAS wants a country with it. */
function addressFields(from: ShopAddress, today: string): Fields {
  const country = text(from.countryCodeV2).toUpperCase()
  if (country === '') return {}
  const split = splitAddressLines(from.address1, from.address2, country)
  return filled({
    CoId: afasCountry(country),
    PbAd: isPostBox(from.address1),
    Ad: split.street,
    HmNr: split.number ?? undefined,
    HmAd: split.addition,
    ZpCd: postalCode(text(from.zip), country),
    Rs: text(from.city),
    AdAd: split.extra,
    BeginDate: today,
    ResZip: false,
  })
}

/** Dutch codes without their blank, as AFAS keeps them; others as they were typed. */
function postalCode(zip: string, country: string): string {
  return country === 'NL' ? zip.replace(/\s+/g, '').toUpperCase() : zip
}

function personOf(order: ShopOrder, from: ShopAddress, email: string) {
  let firstName = text(from.firstName) || text(order.customer?.firstName)
  let given = text(from.lastName) || text(order.customer?.lastName)
  if (firstName === '' && given === '') ({ firstName, lastName: given } = splitName(text(from.name)))
  // AFAS wants a last name; a guest who left none is known by first name or address.
  if (given === '') return { firstName: '', prefix: '', lastName: firstName || email }
  const country = text(from.countryCodeV2).toUpperCase()
  return { firstName, ...splitPrefix(given, country) }
}

function filled(fields: Record<string, unknown>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
}
