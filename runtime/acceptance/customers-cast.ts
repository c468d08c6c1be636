/** Who is typed into AFAS for the test of customers: every awkward case, many times over. */

export interface Place {
  readonly street: string
  readonly number?: number
  readonly addition?: string
  readonly extra?: string
  readonly postalCode: string
  readonly city: string
  readonly country: string
}
export interface Contact {
  readonly firstName: string
  readonly prefix?: string
  readonly lastName: string
  readonly email?: string
  readonly phone?: string
  readonly job?: string
  readonly blocked?: boolean
}
/** A debtor as somebody types it, in the words of the sandbox. */
export interface Typed {
  readonly kind: 'person' | 'organisation'
  readonly name?: string
  readonly firstName?: string
  readonly prefix?: string
  readonly lastName?: string
  readonly email?: string
  readonly phone?: string
  readonly vatNumber?: string
  readonly vatGroup?: string
  readonly classification?: string
  readonly revenueAccount?: string
  readonly costCentre?: string
  readonly costUnit?: string
  readonly region?: string
  readonly language?: string
  readonly blocked?: boolean
  readonly address?: Place
  readonly contacts: readonly Contact[]
  readonly deliveryAddresses: readonly (Place & { readonly name: string })[]
}
export interface Debtor extends Typed {
  readonly id: string
}

/** How an address must read in a shop, by how it is typed in AFAS. */
export const PLACES: readonly { readonly typed: Place; readonly line: string; readonly zip: string }[] = [
  {
    typed: { street: 'Kerkstraat', number: 12, addition: 'A', postalCode: '3811CV', city: 'Amersfoort', country: 'NL' },
    line: 'Kerkstraat 12 A',
    zip: '3811 CV',
  },
  {
    typed: { street: 'Laan 1940-1945', number: 7, postalCode: '2034 AB', city: 'Haarlem', country: 'NL' },
    line: 'Laan 1940-1945 7',
    zip: '2034 AB',
  },
  {
    typed: { street: 'Veldstraat', number: 3, addition: 'bus 2', postalCode: '9000', city: 'Gent', country: 'BE' },
    line: 'Veldstraat 3 bus 2',
    zip: '9000',
  },
  {
    typed: { street: 'Torstraße', number: 71, postalCode: '10119', city: 'Berlin', country: 'DE' },
    line: 'Torstraße 71',
    zip: '10119',
  },
  {
    typed: { street: 'rue de Rivoli', number: 9, addition: 'bis', postalCode: '75004', city: 'Paris', country: 'FR' },
    line: '9 bis rue de Rivoli',
    zip: '75004',
  },
  {
    typed: { street: 'Baker Street', number: 221, addition: 'B', postalCode: 'NW1 6XE', city: 'London', country: 'GB' },
    line: '221B Baker Street',
    zip: 'NW1 6XE',
  },
]

/** Telephone numbers as people type them at a Dutch address, and as a shop must have them; null is none. */
export const phoneAt = (at: number): readonly [string | undefined, string | null] => {
  const six = String(100_000 + at).slice(-6)
  const forms: readonly (readonly [string | undefined, string | null])[] = [
    [undefined, null],
    [`06-20${six}`, `+31620${six}`],
    [`tel. 030 - 2${six} (na 18 uur)`, `+31302${six}`],
    ['12345', null],
    [`0031 6 21${six}`, `+31621${six}`],
    [`+32 476 ${six}`, `+32476${six}`],
  ]
  return forms[at % forms.length] as readonly [string | undefined, string | null]
}

const firstNames = ['Anna', 'Björn', 'Céline', 'Dirk', 'Eva', 'Fatima', 'Güner']
const lastNames = ['Jansen', 'Bakker', "Zijlstra-O'Neill", 'Yılmaz', 'Berg', 'Groß', 'Smit']
const prefixes = [undefined, 'van', undefined, 'van der', undefined, "van 't"]

function personAt(at: number): Typed {
  const email = at % 11 === 5 ? undefined : `Persoon${at - (at % 13 === 7 ? 1 : 0)}@Acceptatie.example`
  const [phone] = phoneAt(at)
  const prefix = prefixes[at % prefixes.length]
  return {
    kind: 'person',
    firstName: firstNames[at % firstNames.length] as string,
    ...(prefix ? { prefix } : {}),
    lastName: `${lastNames[at % lastNames.length]} ${at}`,
    ...(email ? { email: at % 3 === 0 ? email.toUpperCase() : email } : {}),
    ...(phone ? { phone } : {}),
    ...terms(at),
    ...(at % 17 === 3 ? { blocked: true } : {}),
    ...(at % 9 === 4 ? {} : { address: (PLACES[at % PLACES.length] as (typeof PLACES)[number]).typed }),
    contacts: [],
    deliveryAddresses: [],
  }
}

function terms(at: number): Partial<Typed> {
  const classification = [undefined, '001', '002', '003', '999'][at % 5]
  return {
    ...(classification ? { classification } : {}),
    ...(at % 4 === 1 ? { revenueAccount: '8010' } : {}),
    ...(at % 6 === 2 ? { costCentre: 'WEB' } : {}),
    ...(at % 7 === 3 ? { costUnit: 'B2B' } : {}),
    ...(at % 8 === 5 ? { vatGroup: '2' } : {}),
    ...(at % 10 === 1 ? { region: `Regio ${at}` } : {}),
    ...(at % 5 === 2 ? { language: 'DE' } : {}),
  }
}

function companyAt(at: number): Typed {
  const all: readonly Contact[] = [
    { firstName: 'Ina', lastName: `Inkoop ${at}`, email: `inkoop${at}@acceptatie.example`, job: 'Inkoper' },
    { firstName: 'Kees', prefix: 'de', lastName: `Kok ${at}`, email: `KOK${at}@acceptatie.example` },
    { firstName: 'Mo', lastName: `Zonder ${at}`, job: 'Magazijn' },
    { firstName: 'Lot', lastName: `Weg ${at}`, email: `weg${at}@acceptatie.example`, blocked: true },
    // One who keeps the books of many.
    { firstName: 'Bea', lastName: 'Boekhouder', email: 'bea@boekhouders.example', job: 'Boekhouder' },
  ]
  const contacts = [[], all.slice(0, 1), all.slice(0, 4), all.slice(0, 2), [...all.slice(0, 1), ...all.slice(4)]][
    at % 5
  ]
  const [a, b] = [PLACES[at % PLACES.length], PLACES[(at + 1) % PLACES.length]]
  const deliveryAddresses = [a, b].slice(0, at % 3).map((one, n) => {
    const typed = (one as (typeof PLACES)[number]).typed
    return { ...typed, number: 100 + n, name: `Filiaal ${n} van ${at}` }
  })
  return {
    kind: 'organisation',
    name: `${at % 2 === 0 ? 'Bakkerij' : 'Café'} "De ${at}e" B.V.`,
    // Without anybody to write to there is nobody who could buy.
    ...(at % 10 === 0 ? {} : { email: `inkoop${at}@acceptatie.example` }),
    ...(at % 4 === 0 ? {} : { vatNumber: `NL${100_000_000 + at}B01` }),
    ...terms(at),
    ...(at % 19 === 6 ? { blocked: true } : {}),
    ...(at % 12 === 7 ? {} : { address: (a as (typeof PLACES)[number]).typed }),
    contacts: contacts ?? [],
    deliveryAddresses,
  }
}

/** Two persons for a company, as in a shop that sells to both. */
export function cast(count: number): readonly Typed[] {
  return Array.from({ length: count }, (_, at) => (at % 3 === 2 ? companyAt(at) : personAt(at)))
}

/** The last contact leaves, though not the only one. */
function withoutLast(one: Debtor): Debtor {
  const there = one.contacts.filter(({ email, blocked }) => email && !blocked)
  return there.length < 2 ? one : { ...one, contacts: one.contacts.filter((contact) => contact !== there.at(-1)) }
}

/** What somebody changes in AFAS later: the debtor as it is then, or undefined where nothing changes. */
export function changed(debtor: Debtor, at: number): Debtor | undefined {
  const forms: readonly ((one: Debtor) => Debtor)[] = [
    (one) => (one.kind === 'person' ? { ...one, lastName: `Hernoemd ${at}` } : { ...one, name: `Hernoemd ${at} B.V.` }),
    (one) => ({ ...one, classification: '003' }),
    (one) => ({ ...one, address: { ...(PLACES[0] as (typeof PLACES)[number]).typed, number: 900 } }),
    ({ costCentre: _c, costUnit: _u, ...one }) => one,
    (one) => (one.kind === 'person' && one.email ? { ...one, email: `nieuw${at}@acceptatie.example` } : one),
    (one) =>
      one.kind === 'organisation'
        ? {
            ...one,
            contacts: [
              ...one.contacts,
              { firstName: 'Nia', lastName: `Nieuw ${at}`, email: `nia${at}@acceptatie.example` },
            ],
          }
        : { ...one, phone: `06-29${String(100_000 + at).slice(-6)}` },
    (one) => ({ ...one, blocked: true }),
    withoutLast,
  ]
  const form = at % 2 === 0 ? forms[(at / 2) % forms.length] : undefined
  return form?.(debtor)
}
