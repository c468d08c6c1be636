import type { Fields } from '../graphql/context.ts'
import type { Address } from '../orders/order.ts'

interface AddressView {
  readonly id: string
  readonly address: Address
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })
const fullName = ({ address }: AddressView): string =>
  [address.firstName, address.lastName].filter((part) => part !== '').join(' ')

export const addressFields: Fields<AddressView> = {
  firstName: ({ address }) => address.firstName,
  lastName: ({ address }) => address.lastName,
  name: fullName,
  company: ({ address }) => address.company,
  address1: ({ address }) => address.address1,
  address2: ({ address }) => address.address2,
  zip: ({ address }) => address.zip,
  city: ({ address }) => address.city,
  province: ({ address }) => address.provinceCode,
  provinceCode: ({ address }) => address.provinceCode,
  country: ({ address }) => countryNames.of(address.country) ?? address.country,
  countryCode: ({ address }) => address.country,
  countryCodeV2: ({ address }) => address.country,
  phone: ({ address }) => address.phone,
  latitude: () => null,
  longitude: () => null,
  timeZone: () => null,
  coordinatesValidated: () => false,
  validationResultSummary: () => null,
  formattedArea: ({ address }) => `${address.city}, ${countryNames.of(address.country) ?? address.country}`,
  formatted: (one) => [
    fullName(one),
    ...(one.address.company === null ? [] : [one.address.company]),
    one.address.address1,
    ...(one.address.address2 === null ? [] : [one.address.address2]),
    `${one.address.zip} ${one.address.city}`,
    countryNames.of(one.address.country) ?? one.address.country,
  ],
}
