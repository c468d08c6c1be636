/** What `afas.debtors` gives: a debtor with its people and places, in words of a shop. Empty texts are left out as null. */
export interface AfasCustomer {
  /** The debtor number. */
  readonly id: string
  readonly kind: 'organisation' | 'person'
  readonly name: string
  readonly firstName: string | null
  /** "van der". */
  readonly prefix: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly mobile: string | null
  readonly blocked: boolean
  /** The number of the organisation or person itself. */
  readonly relation: string | null
  readonly address: CustomerAddress | null
  readonly deliveryAddresses: readonly DeliveryAddress[]
  readonly contacts: readonly CustomerContact[]
  readonly vatNumber: string | null
  readonly vatDuty: string | null
  readonly taxCode: string | null
  readonly chamberOfCommerce: string | null
  readonly classification: string | null
  readonly priceList: string | null
  readonly paymentCondition: string | null
  readonly revenueAccount: string | null
  readonly costCentre: string | null
  readonly costUnit: string | null
  readonly currency: string | null
  /** ISO code in lower case, where AFAS has one. */
  readonly language: string | null
  readonly remark: string | null
  /** All debtors with this e-mail address, itself too: open ones first, then by number. Empty without an address. */
  readonly sameEmail: readonly { readonly id: string; readonly blocked: boolean }[]
  /** Whatever else the get-connector has: fields of the environment's own, by their ids. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Percentages of the VAT codes of this environment, by code; empty when they are not asked for. */
  readonly vatRates: Readonly<Record<string, number>>
  /** The AFAS environment that the number is of. */
  readonly environment: string
  /** Amsterdam time. */
  readonly modified: string
}

export interface CustomerAddress {
  readonly street: string | null
  readonly number: number | null
  readonly addition: string | null
  /** Street, number and addition on one line, as people of the country write it. */
  readonly line1: string
  /** What AFAS calls the addition to the address: a building, a floor. */
  readonly line2: string | null
  readonly postalCode: string | null
  readonly city: string | null
  /** ISO code. */
  readonly country: string
}

export interface DeliveryAddress extends CustomerAddress {
  readonly id: string
  readonly name: string | null
}

export interface CustomerContact {
  readonly id: string
  /** The number of the person, who may be a contact of several organisations. */
  readonly person: string | null
  readonly firstName: string | null
  readonly prefix: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly job: string | null
}
