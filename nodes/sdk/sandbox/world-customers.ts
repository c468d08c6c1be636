import { createRandom, type Random, type Seed } from './random.ts'
import { makeAddress, type Address } from './world-addresses.ts'
import { companyWords, firstNames, lastNames } from './world-names.ts'

export interface Customer {
  readonly index: number
  readonly kind: 'person' | 'organisation'
  /** Unique in a world, also when case is ignored; some are written with capitals. */
  readonly email: string
  readonly firstName: string
  /** "van der": stands between first and last name. */
  readonly prefix: string
  readonly lastName: string
  readonly phone: string
  /** Empty for a person. */
  readonly company: string
  readonly vatNumber: string
  readonly chamberOfCommerce: string
  readonly address: Address
  /** Where it goes when that is somewhere else. */
  readonly shipTo: Address | undefined
  /** Already a debtor in AFAS when a world begins. */
  readonly inAfas: boolean
  /** Already a customer of the shop when a world begins. */
  readonly inShop: boolean
}

const countries: readonly (readonly [string, number])[] = [
  ['NL', 0.74],
  ['BE', 0.1],
  ['DE', 0.08],
  ['FR', 0.03],
  ['GB', 0.03],
  ['US', 0.02],
]

function countryOf(random: Random, index: number): string {
  const fixed = ['NL', 'NL', 'BE', 'NL', 'DE', 'NL', 'NL', 'FR', 'NL', 'GB', 'US'][index]
  if (fixed) return fixed
  let left = random.next()
  for (const [country, share] of countries) {
    left -= share
    if (left < 0) return country
  }
  return 'NL'
}

const vatForms: Readonly<Record<string, (random: Random) => string>> = {
  NL: (r) => `NL${r.between(100_000_000, 899_999_999)}B0${r.between(1, 9)}`,
  BE: (r) => `BE0${r.between(400_000_000, 799_999_999)}`,
  DE: (r) => `DE${r.between(100_000_000, 399_999_999)}`,
  FR: (r) => `FR${r.between(10, 99)}${r.between(300_000_000, 899_999_999)}`,
  GB: (r) => `GB${r.between(100_000_000, 999_999_999)}`,
}

const phoneForms: Readonly<Record<string, (random: Random) => string>> = {
  NL: (r) => (r.chance(0.6) ? `06-${r.between(10_000_000, 69_999_999)}` : `+31 30 ${r.between(2_000_000, 2_999_999)}`),
  BE: (r) => `+32 4${r.between(70, 99)} ${r.between(100_000, 999_999)}`,
  DE: (r) => `+49 151 ${r.between(10_000_000, 99_999_999)}`,
  FR: (r) => `+33 6 ${r.between(10_000_000, 99_999_999)}`,
  GB: (r) => `+44 7${r.between(100, 999)} ${r.between(100_000, 999_999)}`,
  US: (r) => `+1 512 555 0${r.between(100, 199)}`,
}

const plainLetters = (text: string): string =>
  text
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()

function uniqueEmail(random: Random, taken: Set<string>, local: string): string {
  const domain = random.pick(['example.com', 'example.org', 'example.net'])
  let email = `${local}@${domain}`
  for (let n = 2; taken.has(email); n++) email = `${local}${n}@${domain}`
  taken.add(email)
  return random.chance(0.08)
    ? email.replace(/^./, (letter) => letter.toUpperCase()).replace('@example', '@Example')
    : email
}

function companyOf(random: Random): string {
  return companyWords
    .map((words) => random.pick(words))
    .filter((word) => word !== '')
    .join(' ')
}

/** Of the first five one has a VAT number and one lives abroad, so that the smallest world has each kind. */
function makeCustomer(seed: Seed, index: number, taken: Set<string>): Customer {
  const random = createRandom(seed, 'customer', index)
  const country = countryOf(random, index)
  const isCompany = index === 1 || index === 4 || (index > 4 && random.chance(0.25))
  const firstName = random.pick(firstNames)
  const [prefix, lastName] = random.pick(lastNames)
  const company = isCompany ? companyOf(random) : ''
  const local = isCompany
    ? `${random.pick(['inkoop', 'info', 'administratie'])}.${plainLetters(company).slice(0, 24)}`
    : `${plainLetters(firstName)}.${plainLetters(prefix + lastName)}`
  return {
    index,
    kind: isCompany ? 'organisation' : 'person',
    email: uniqueEmail(random, taken, local),
    firstName,
    prefix,
    lastName,
    phone: phoneForms[country]?.(random) ?? '',
    company,
    vatNumber: isCompany ? (vatForms[country]?.(random) ?? '') : '',
    chamberOfCommerce: isCompany && country === 'NL' ? String(random.between(10_000_000, 89_999_999)) : '',
    address: makeAddress(random, country),
    shipTo: random.chance(0.15) ? makeAddress(random, country) : undefined,
    inAfas: index % 4 === 1 || index % 10 === 4,
    inShop: index % 9 !== 5,
  }
}

export function makeCustomers(seed: Seed, count: number): Customer[] {
  const taken = new Set<string>()
  const customers: Customer[] = []
  for (let index = 0; index < count; index++) customers.push(makeCustomer(seed, index, taken))
  return customers
}
