import { afasCountry } from '../../sdk/trade/country.ts'
import { debtorFields } from './custom-fields.ts'
import type { SandboxDatabase, Value } from './database.ts'

/** An address in words; `country` is the ISO code. */
export interface AddressWords {
  readonly street?: string
  readonly number?: number | null
  readonly addition?: string
  readonly extra?: string
  readonly postalCode?: string
  readonly city?: string
  readonly country: string
}

export interface PersonWords {
  readonly firstName?: string
  readonly prefix?: string
  readonly lastName: string
  readonly email?: string | null
  readonly phone?: string | null
}

export interface ContactWords extends PersonWords {
  readonly job?: string
  readonly blocked?: boolean
  /** The relation number of a person who exists: one person may be the contact of several organisations. */
  readonly person?: string
}

/** A debtor in words, as somebody types it into Profit. */
export interface DebtorWords extends Partial<PersonWords> {
  readonly kind: 'organisation' | 'person'
  readonly name?: string
  readonly vatNumber?: string
  readonly chamberOfCommerce?: string
  readonly paymentCondition?: string
  readonly vatDuty?: string
  readonly vatGroup?: string
  readonly classification?: string
  readonly priceList?: string
  readonly revenueAccount?: string
  readonly costCentre?: string
  readonly costUnit?: string
  readonly region?: string
  readonly language?: string
  readonly remark?: string
  readonly blocked?: boolean
  readonly address?: AddressWords
  readonly contacts?: readonly ContactWords[]
  readonly deliveryAddresses?: readonly (AddressWords & { readonly name?: string })[]
}

type Fields = Record<string, Value | boolean>

/** Which field of the debtor each word stands in. */
const termFields: Readonly<Record<string, string>> = {
  vatNumber: 'VaId',
  paymentCondition: 'PaCd',
  vatDuty: 'VaDu',
  vatGroup: debtorFields.vatGroup,
  classification: 'VaTp',
  priceList: 'PrLs',
  revenueAccount: 'ToAc',
  costCentre: debtorFields.costCentre,
  costUnit: debtorFields.costUnit,
  region: debtorFields.region,
  language: 'LgId',
  remark: 'Rm',
}

/** What is said of the terms of a debtor, by field; an empty text clears one. */
export function termsIn(words: Partial<DebtorWords>): Fields {
  const given = words as Readonly<Record<string, string | undefined>>
  const terms = Object.entries(termFields).flatMap(([word, field]) =>
    given[word] === undefined ? [] : [[field, given[word] === '' ? null : given[word]] as const],
  )
  return { ...Object.fromEntries(terms), ...(words.blocked === undefined ? {} : { BlTl: words.blocked }) }
}

const filled = (value: string | null | undefined): Value => (value === undefined || value === '' ? null : value)

export const fullName = ({ firstName, prefix, lastName }: Partial<PersonWords>): string =>
  [firstName, prefix, lastName].filter((part) => part !== undefined && part !== '').join(' ')

export function addAddress(db: SandboxDatabase, words: AddressWords, at: string): number {
  return db.insert('address', {
    country: afasCountry(words.country),
    po_box: 0,
    before: null,
    street: filled(words.street),
    number: words.number ?? null,
    addition: filled(words.addition),
    postal_code: filled(words.postalCode),
    city: filled(words.city),
    extra: filled(words.extra),
    created: at,
    modified: at,
  })
}

function addRelation(
  db: SandboxDatabase,
  kind: DebtorWords['kind'],
  fields: Fields,
  address: number | null,
  at: string,
) {
  const text = (id: string): Value => (typeof fields[id] === 'string' ? fields[id] : null)
  const name =
    kind === 'organisation'
      ? text('Nm')
      : fullName({
          firstName: String(fields['FiNm'] ?? ''),
          prefix: String(fields['Is'] ?? ''),
          lastName: String(fields['LaNm'] ?? ''),
        })
  return db.insert('relation', {
    number: String(db.next('relation', 100_001)),
    kind,
    name,
    email: text('EmAd'),
    phone: text('TeNr'),
    mobile: text('MbNr'),
    coc: text('CcNr'),
    fiscal: null,
    address,
    postal: address,
    fields: JSON.stringify(fields),
    created: at,
    modified: at,
  })
}

export function personFields(words: Partial<PersonWords>): Fields {
  return {
    FiNm: filled(words.firstName),
    Is: filled(words.prefix),
    LaNm: filled(words.lastName),
    ViGe: 'O',
    EmAd: filled(words.email),
    TeNr: filled(words.phone),
  }
}

/** One more contact person of an organisation. */
export function addContact(db: SandboxDatabase, owner: number, words: ContactWords, at: string): void {
  const known = words.person
    ? db.get<{ id: number }>("SELECT id FROM relation WHERE number = ? AND kind = 'person'", words.person)?.id
    : undefined
  db.insert('contact', {
    owner,
    person: known ?? addRelation(db, 'person', personFields(words), null, at),
    kind: 'PRS',
    email: filled(words.email),
    address: null,
    fields: JSON.stringify({ FuDs: filled(words.job), Bl: words.blocked === true, TeNr: filled(words.phone) }),
    created: at,
    modified: at,
  })
}

export function addDeliveryAddress(
  db: SandboxDatabase,
  owner: number,
  words: AddressWords & { readonly name?: string },
  at: string,
): void {
  db.insert('contact', {
    owner,
    person: null,
    kind: 'AFL',
    email: null,
    address: addAddress(db, words, at),
    fields: JSON.stringify({ ExAd: filled(words.name), Bl: false }),
    created: at,
    modified: at,
  })
}

/** The e-mail address and the first contact of a debtor follow from who it is. */
export function refreshDebtor(db: SandboxDatabase, relation: number): void {
  db.run(
    `UPDATE debtor SET
       contact = (SELECT min(c.id) FROM contact c WHERE c.owner = debtor.relation AND c.kind = 'PRS'),
       email = coalesce((SELECT r.email FROM relation r WHERE r.id = debtor.relation),
         (SELECT coalesce(c.email, p.email) FROM contact c LEFT JOIN relation p ON p.id = c.person
          WHERE c.owner = debtor.relation AND c.kind = 'PRS' ORDER BY c.id LIMIT 1))
     WHERE relation = ?`,
    relation,
  )
}

/** A new debtor; answers its number. */
export function addDebtorWords(db: SandboxDatabase, words: DebtorWords, at: string): string {
  const isOrganisation = words.kind === 'organisation'
  const address = words.address ? addAddress(db, words.address, at) : null
  const contactData = { EmAd: filled(words.email), TeNr: filled(words.phone) }
  const fields: Fields = isOrganisation
    ? { Nm: words.name ?? fullName(words), CcNr: filled(words.chamberOfCommerce), ...contactData }
    : personFields({ ...words, lastName: words.lastName ?? words.name ?? '' })
  const relation = addRelation(db, words.kind, fields, address, at)
  for (const contact of words.contacts ?? []) addContact(db, relation, contact, at)
  for (const one of words.deliveryAddresses ?? []) addDeliveryAddress(db, relation, one, at)
  const terms = { PaCd: isOrganisation ? '30' : '14', VaDu: '1', ...termsIn(words) }
  const number = String(db.next('debtor', 20_001))
  db.insert('debtor', {
    number,
    relation,
    contact: null,
    email: null,
    blocked: words.blocked === true ? 1 : 0,
    fields: JSON.stringify({ IsDb: true, CuId: 'EUR', ColA: '1400', ...terms }),
    created: at,
    modified: at,
  })
  refreshDebtor(db, relation)
  return number
}
