import type { Random } from './random.ts'
import { places } from './world-names.ts'

export interface Address {
  readonly street: string
  readonly number: string
  readonly addition: string
  /** As a customer typed it into the shop: street, number and addition in the form of the country. */
  readonly line1: string
  readonly line2: string
  readonly postalCode: string
  readonly city: string
  readonly province: string
  /** ISO 3166 alpha-2. AFAS has codes of its own for countries. */
  readonly country: string
}

type Lines = Pick<Address, 'street' | 'number' | 'addition' | 'line1' | 'line2'>

const lines = (street: string, number: string, addition: string, line1: string, line2 = ''): Lines => ({
  street,
  number,
  addition,
  line1,
  line2,
})

/** The forms in which people of a country write their street: each list holds the plain form more than once. */
const forms: Readonly<Record<string, readonly ((random: Random, number: string) => Lines)[]>> = {
  NL: [
    (r, n) => plain(r.pick(['Dorpsweg', 'Havenstraat', 'Oudegracht', 'Laan van Meerdervoort', 'Lange Nieuwstraat']), n),
    (r, n) => plain(r.pick(['Kerkstraat', 'Stationsplein', 'Zuiderkade', '2e Daalsedijk', 'Plein 1944']), n),
    (r, n) => spaced(r.pick(['Molenweg', 'Singel', 'Prins Bernhardlaan']), n, r.pick(['B', 'a', 'bis', 'hs', 'III'])),
    (r, n) => dashed('Weesperzijde', n, r.pick(['2', '14', 'H'])),
  ],
  BE: [
    (r, n) => plain(r.pick(['Meir', 'Veldstraat', 'Rue de la Loi', 'Groenplaats']), n),
    (r, n) => belgianBox(r.pick(['Korenmarkt', 'Sint-Jacobsstraat']), n, String(r.between(1, 9))),
  ],
  DE: [
    (r, n) => plain(r.pick(['Hohe Straße', 'Unter den Linden', 'Prinzipalmarkt']), n),
    (r, n) => tight('Torstraße', n, r.pick(['a', 'b', 'c'])),
  ],
  FR: [
    (r, n) => numberFirst(r.pick(['rue de la République', 'boulevard Voltaire']), n, ''),
    (_, n) => numberFirst('rue Faidherbe', n, 'bis'),
  ],
  GB: [
    (r, n) => numberFirst(r.pick(['High Street', 'Abbey Road']), n, ''),
    () => lines('Rose Cottage, Church Lane', '', '', 'Rose Cottage', 'Church Lane'),
  ],
  US: [
    (_, n) => numberFirst('Main Street', n, ''),
    (r, n) => ({ ...numberFirst('Congress Avenue', n, ''), line2: `Apt ${r.between(1, 40)}` }),
  ],
}

function plain(street: string, number: string): Lines {
  return lines(street, number, '', `${street} ${number}`)
}

function spaced(street: string, number: string, addition: string): Lines {
  return lines(street, number, addition, `${street} ${number} ${addition}`)
}

function dashed(street: string, number: string, addition: string): Lines {
  return lines(street, number, addition, `${street} ${number}-${addition}`)
}

function tight(street: string, number: string, addition: string): Lines {
  return lines(street, number, addition, `${street} ${number}${addition}`)
}

function belgianBox(street: string, number: string, box: string): Lines {
  return lines(street, number, `bus ${box}`, `${street} ${number} bus ${box}`)
}

function numberFirst(street: string, number: string, addition: string): Lines {
  return lines(street, number, addition, [number, addition, street].filter((part) => part !== '').join(' '))
}

export function makeAddress(random: Random, country: string): Address {
  const place = random.pick(places[country] ?? [])
  const number = String(random.between(1, random.chance(0.1) ? 1400 : 220))
  const form = random.pick(forms[country] ?? [])
  return {
    ...form(random, number),
    postalCode: place.postalCode,
    city: place.city,
    province: place.province ?? '',
    country,
  }
}
