import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import type { SandboxDatabase, Value } from '../database.ts'
import {
  addAddress,
  addContact,
  addDebtorWords,
  addDeliveryAddress,
  fullName,
  personFields,
  refreshDebtor,
  termsIn,
  type ContactWords,
  type DebtorWords,
} from '../debtor-book.ts'
import { localTime } from '../local-time.ts'
import { checkNames, invalid, isBody, numberIn, textIn, type Body } from './body.ts'

const texts = [
  'name',
  'firstName',
  'prefix',
  'lastName',
  'email',
  'phone',
  'vatNumber',
  'chamberOfCommerce',
  'paymentCondition',
  'vatDuty',
  'vatGroup',
  'classification',
  'priceList',
  'revenueAccount',
  'costCentre',
  'costUnit',
  'region',
  'language',
  'remark',
] as const
const known = ['id', 'kind', 'blocked', 'address', 'contact', 'deliveryAddress', ...texts]
const addressTexts = ['street', 'addition', 'extra', 'postalCode', 'city'] as const
const contactTexts = ['firstName', 'prefix', 'lastName', 'email', 'phone', 'job'] as const
const contactNames = ['id', 'blocked', 'removed', ...contactTexts]

interface Row {
  readonly id: number
  readonly number: string
  readonly relation: number
  readonly fields: string
}
interface RelationRow {
  readonly id: number
  readonly kind: DebtorWords['kind']
  readonly fields: string
}

function part(body: Body, name: string, names: readonly string[]): Body | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!isBody(value)) return invalid(`"${name}" must be an object`)
  checkNames(value, names)
  return value
}

/** The texts that were given; `null` is an empty one, which takes away. */
function textsGiven<Name extends string>(body: Body, names: readonly Name[]): { [name in Name]?: string } {
  const given: { [name in Name]?: string } = {}
  for (const name of names) {
    const value = body[name]
    if (value === undefined) continue
    if (value !== null && typeof value !== 'string') return invalid(`"${name}" must be text`)
    given[name] = value ?? ''
  }
  return given
}

function blockedIn({ blocked }: Body): { blocked?: boolean } {
  if (blocked === undefined) return {}
  return typeof blocked === 'boolean' ? { blocked } : invalid('"blocked" must be true or false')
}

function addressIn(body: Body, name: string, more: readonly 'name'[] = []) {
  const given = part(body, name, [...addressTexts, 'number', 'country', ...more])
  if (!given) return undefined
  const { country } = given
  if (typeof country !== 'string') return invalid(`"${name}" needs a country (ISO code)`)
  const number = given['number'] === null ? undefined : numberIn(given, 'number')
  return { ...textsGiven(given, [...addressTexts, ...more]), country, ...(number === undefined ? {} : { number }) }
}

function wordsIn(body: Body): Partial<DebtorWords> {
  return { ...textsGiven(body, texts), ...blockedIn(body) }
}

function contactIn(given: Body): Partial<ContactWords> {
  return { ...textsGiven(given, contactTexts), ...blockedIn(given) }
}

function newContactIn(given: Body): ContactWords {
  const { lastName = '', ...words } = contactIn(given)
  return lastName === '' ? invalid('a new contact needs a lastName') : { ...words, lastName }
}

/** The fields of an organisation or person that words name, by their codes. */
function relationChanges(kind: DebtorWords['kind'], words: Partial<DebtorWords>): Record<string, Value> {
  const codes: Readonly<Record<string, string>> =
    kind === 'organisation'
      ? { name: 'Nm', email: 'EmAd', phone: 'TeNr', chamberOfCommerce: 'CcNr' }
      : { firstName: 'FiNm', prefix: 'Is', lastName: 'LaNm', email: 'EmAd', phone: 'TeNr' }
  const given = words as Readonly<Record<string, string | undefined>>
  return Object.fromEntries(
    Object.entries(codes).flatMap(([word, code]) => {
      const value = given[word]
      return value === undefined ? [] : [[code, value === '' ? null : value] as const]
    }),
  )
}

function changeRelation(
  db: SandboxDatabase,
  id: number,
  words: Partial<DebtorWords>,
  address: number | undefined,
  now: string,
) {
  const row = db.get<RelationRow>('SELECT * FROM relation WHERE id = ?', id) as RelationRow
  const changes = relationChanges(row.kind, words)
  if (Object.keys(changes).length === 0 && address === undefined) return
  const fields = { ...(JSON.parse(row.fields) as Record<string, Value>), ...changes }
  const text = (code: string): string => String(fields[code] ?? '')
  const name =
    row.kind === 'organisation'
      ? text('Nm')
      : fullName({ firstName: text('FiNm'), prefix: text('Is'), lastName: text('LaNm') })
  if (name === '') invalid('the name cannot be empty')
  db.update('relation', id, {
    name,
    email: fields['EmAd'] ?? null,
    phone: fields['TeNr'] ?? null,
    coc: fields['CcNr'] ?? null,
    fields: JSON.stringify(fields),
    modified: now,
    ...(address === undefined ? {} : { address, postal: address }),
  })
}

interface ContactRow {
  readonly id: number
  readonly person: number
  readonly fields: string
}

/** With an id somebody who is there changes or goes without a trace, as in AFAS; without one somebody is added. */
function changeContact(db: SandboxDatabase, owner: number, given: Body, now: string): void {
  const { id } = given
  if (id === undefined) return addContact(db, owner, newContactIn(given), now)
  const row = db.get<ContactRow>('SELECT * FROM contact WHERE id = ? AND owner = ?', Number(id), owner)
  if (!row) throw new SandboxProblem(404, 'sandbox.not-found', `There is no contact ${String(id)} at this debtor`)
  if (given['removed'] === true) {
    db.run('DELETE FROM contact WHERE id = ?', row.id)
    return
  }
  const words = contactIn(given)
  const person = db.get<RelationRow>('SELECT * FROM relation WHERE id = ?', row.person) as RelationRow
  const before = JSON.parse(person.fields) as Record<string, Value>
  const named = Object.entries(personFields(words)).filter(([code]) => code !== 'ViGe' && codeGiven(code, words))
  const fields = { ...before, ...Object.fromEntries(named) } as Record<string, Value>
  const name = [fields['FiNm'], fields['Is'], fields['LaNm']]
    .filter((one) => one !== null && one !== undefined)
    .join(' ')
  db.update('relation', row.person, {
    name,
    email: fields['EmAd'] ?? null,
    phone: fields['TeNr'] ?? null,
    fields: JSON.stringify(fields),
    modified: now,
  })
  const own = JSON.parse(row.fields) as Record<string, unknown>
  const changed = {
    ...own,
    ...(words.job === undefined ? {} : { FuDs: words.job || null }),
    ...(words.blocked === undefined ? {} : { Bl: words.blocked }),
    ...(words.phone === undefined ? {} : { TeNr: words.phone || null }),
  }
  db.update('contact', row.id, {
    fields: JSON.stringify(changed),
    modified: now,
    ...(words.email === undefined ? {} : { email: words.email || null }),
  })
}

const wordOfCode: Readonly<Record<string, keyof ContactWords>> = {
  FiNm: 'firstName',
  Is: 'prefix',
  LaNm: 'lastName',
  EmAd: 'email',
  TeNr: 'phone',
}
const codeGiven = (code: string, words: Partial<ContactWords>): boolean => {
  const word = wordOfCode[code]
  return word !== undefined && words[word] !== undefined
}

function change(db: SandboxDatabase, number: string, body: Body, now: string): void {
  const row = db.get<Row>('SELECT * FROM debtor WHERE number = ?', number)
  if (!row) throw new SandboxProblem(404, 'sandbox.not-found', `There is no debtor ${number}`)
  const words = wordsIn(body)
  const terms = termsIn(words)
  if (Object.keys(terms).length > 0) {
    const fields = { ...(JSON.parse(row.fields) as object), ...terms }
    const blocked = words.blocked === undefined ? {} : { blocked: words.blocked ? 1 : 0 }
    db.update('debtor', row.id, { fields: JSON.stringify(fields), modified: now, ...blocked })
  }
  const address = addressIn(body, 'address')
  changeRelation(db, row.relation, words, address && addAddress(db, address, now), now)
  const contact = part(body, 'contact', contactNames)
  if (contact) changeContact(db, row.relation, contact, now)
  const delivery = addressIn(body, 'deliveryAddress', ['name'])
  if (delivery) addDeliveryAddress(db, row.relation, delivery, now)
  refreshDebtor(db, row.relation)
}

/** `POST /_sandbox/debtor`: somebody makes a debtor, or changes what is said of one. */
export function changeDebtor(db: SandboxDatabase, body: Body): object {
  checkNames(body, known)
  const now = localTime(Date.now())
  return db.transaction(() => {
    if (body['id'] !== undefined) {
      const id = textIn(body, 'id')
      change(db, id, body, now)
      return { id }
    }
    const words = wordsIn(body)
    const kind = textIn(body, 'kind', words.name === undefined ? 'person' : 'organisation')
    if (kind !== 'person' && kind !== 'organisation') return invalid('"kind" must be person or organisation')
    if (!(words.name || words.lastName)) return invalid('"name" or "lastName" is missing')
    const address = addressIn(body, 'address')
    const contact = part(body, 'contact', contactNames)
    const delivery = addressIn(body, 'deliveryAddress', ['name'])
    const id = addDebtorWords(
      db,
      {
        ...words,
        kind,
        ...(address ? { address } : {}),
        ...(contact ? { contacts: [newContactIn(contact)] } : {}),
        ...(delivery ? { deliveryAddresses: [delivery] } : {}),
      },
      now,
    )
    return { id }
  })
}
