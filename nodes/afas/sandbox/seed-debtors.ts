import type { SandboxDatabase } from './database.ts'
import { addDebtorWords, type DebtorWords } from './debtor-book.ts'

/**
 * Debtors as administrations have them after twenty years, none of them a customer of the shop yet: the same address
 * twice, none at all, numbers nobody can dial, people at several companies. `n` keeps sets apart in a large environment.
 */
function awkward(n: number): readonly DebtorWords[] {
  const mark = n === 0 ? '' : String(n + 1)
  const at = (name: string): string => `${name}${mark}@afas.example`
  const home = { street: 'Havenstraat', number: 10 + n, postalCode: '3811AB', city: 'Amersfoort', country: 'NL' }
  return [
    {
      kind: 'person',
      firstName: 'Sanne',
      lastName: `Dubbel ${mark}`.trim(),
      email: `Sanne.Dubbel${mark}@AFAS.example`,
      address: home,
    },
    {
      kind: 'person',
      firstName: 'S.',
      lastName: `Dubbel ${mark}`.trim(),
      email: at('sanne.dubbel'),
      phone: '06-10000000',
    },
    {
      kind: 'person',
      firstName: 'Piet',
      prefix: 'van der',
      lastName: `Zonder ${mark}`.trim(),
      phone: `06-2100${String(1000 + n).slice(-4)}`,
      address: home,
    },
    { kind: 'organisation', name: `Stichting Onbereikbaar ${mark}`.trim(), address: home },
    {
      kind: 'person',
      firstName: 'Ella',
      lastName: 'Nummer',
      email: at('ella.nummer'),
      phone: 'tel. 030 - 231 45 67 (na 18 uur)',
    },
    { kind: 'person', firstName: 'Otto', lastName: 'Kort', email: at('otto.kort'), phone: '12345' },
    { kind: 'person', firstName: 'Ilse', lastName: 'Buiten', email: at('ilse.buiten'), phone: '0031 20 123 45 67' },
    {
      kind: 'person',
      firstName: 'Luc',
      lastName: 'De Smet',
      email: at('luc.desmet'),
      phone: '0476 12 34 56',
      language: 'NL',
      address: { street: 'Veldstraat', number: 12, addition: 'bus 3', postalCode: '9000', city: 'Gent', country: 'BE' },
    },
    {
      kind: 'person',
      firstName: 'Jürgen',
      lastName: 'Groß',
      email: at('juergen.gross'),
      phone: '+49 (0)30 901820',
      language: 'DE',
      address: {
        street: 'Unter den Linden',
        number: 7,
        addition: 'a',
        postalCode: '10117',
        city: 'Berlin',
        country: 'DE',
      },
    },
    {
      kind: 'person',
      firstName: 'Hélène',
      lastName: 'Dubois',
      email: at('helene.dubois'),
      language: 'FR',
      address: {
        street: 'rue de la Paix',
        number: 12,
        addition: 'bis',
        postalCode: '75002',
        city: 'Paris',
        country: 'FR',
      },
    },
    {
      kind: 'person',
      firstName: 'Harriet',
      lastName: 'Smith',
      email: at('harriet.smith'),
      phone: '020 7946 0018',
      language: 'EN',
      address: {
        street: 'Baker Street',
        number: 221,
        addition: 'B',
        postalCode: 'NW1 6XE',
        city: 'London',
        country: 'GB',
      },
    },
    {
      kind: 'person',
      firstName: 'Bob',
      lastName: 'Miller',
      email: at('bob.miller'),
      phone: '(512) 555-0142',
      language: 'EN',
      address: {
        street: 'Congress Avenue',
        number: 1100,
        extra: 'Suite 5',
        postalCode: '78701',
        city: 'Austin',
        country: 'US',
      },
    },
    {
      kind: 'organisation',
      name: `Bakkerij Alleen ${mark}`.trim(),
      email: at('info.bakkerij'),
      vatNumber: 'NL123456789B01',
      address: home,
    },
    company(n, mark, at),
    {
      kind: 'person',
      firstName: 'Bart',
      lastName: 'Geblokkeerd',
      email: at('bart.blok'),
      blocked: true,
      address: home,
    },
    { kind: 'organisation', name: `Failliet B.V. ${mark}`.trim(), email: at('failliet'), blocked: true, address: home },
    {
      kind: 'person',
      firstName: 'Maximiliaan Alexander Christoffel Emanuel',
      prefix: "van 't",
      lastName: 'Hoogeland-van Wassenaer Obdam tot Opstal en Zuidwijk van de Oude Rijn',
      email: at('m.hoogeland'),
      classification: '003',
    },
    {
      kind: 'person',
      firstName: 'Tom',
      lastName: 'Zelfde',
      email: at('tom.zelfde'),
      phone: `0620${String(100_000 + n).slice(-6)}`,
    },
    {
      kind: 'person',
      firstName: 'Tim',
      lastName: 'Zelfde',
      email: at('tim.zelfde'),
      phone: `0620${String(100_000 + n).slice(-6)}`,
    },
    {
      kind: 'person',
      firstName: 'Anja',
      lastName: 'Boekhouder',
      email: at('anja.boek'),
      classification: '002',
      priceList: 'B2B',
      revenueAccount: '8010',
      costCentre: 'KANTOOR',
      costUnit: 'B2B',
      vatGroup: '2',
      region: 'Noord',
      paymentCondition: '30',
      address: home,
    },
  ]
}

/** Four contacts, one without an address and one who left; two places that goods go to besides its own. */
function company(n: number, mark: string, at: (name: string) => string): DebtorWords {
  return {
    kind: 'organisation',
    name: `Horeca Groep Midden ${mark}`.trim(),
    email: at('inkoop.horeca'),
    phone: '030-2345678',
    vatNumber: 'NL805734958B01',
    chamberOfCommerce: '30123456',
    classification: '003',
    priceList: 'B2B',
    revenueAccount: '8000',
    costCentre: 'WINKEL',
    costUnit: 'B2B',
    region: 'Midden',
    address: {
      street: 'Oudegracht',
      number: 100 + n,
      addition: 'A',
      postalCode: '3511AX',
      city: 'Utrecht',
      country: 'NL',
    },
    contacts: [
      { firstName: 'Karin', lastName: 'Inkoop', email: at('inkoop.horeca'), phone: '06-30000001', job: 'Inkoper' },
      { firstName: 'Wim', prefix: 'de', lastName: 'Chef', email: at('wim.chef'), job: 'Chef-kok' },
      { firstName: 'Loes', lastName: 'Zonderadres', job: 'Magazijn' },
      { firstName: 'Gijs', lastName: 'Vertrokken', email: at('gijs.weg'), blocked: true },
    ],
    deliveryAddresses: [
      { name: 'Filiaal Zeist', street: 'Slotlaan', number: 5, postalCode: '3701GA', city: 'Zeist', country: 'NL' },
      {
        name: 'Filiaal Gent',
        street: 'Korenmarkt',
        number: 1,
        addition: 'bus 2',
        postalCode: '9000',
        city: 'Gent',
        country: 'BE',
      },
    ],
  }
}

/** One set for every hundred customers, and one in any environment that has customers at all. */
export function addAwkwardDebtors(db: SandboxDatabase, customers: number, at: string): void {
  const sets = Math.ceil(customers / 100)
  for (let n = 0; n < sets; n++) for (const words of awkward(n)) addDebtorWords(db, words, at)
}
