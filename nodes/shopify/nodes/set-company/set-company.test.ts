import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Wrote } from '../../../sdk/context.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { CREATE_COMPANY } from '../../client/documents/company-writes.ts'
import { CREATE_CUSTOMER } from '../../client/documents/customers.ts'
import { openSandbox, type OpenSandbox } from '../testing.ts'
import { firma, ina, kees, place, writeCompany } from './testing.ts'

let sandbox: OpenSandbox
const RESET = { orders: 0, customers: 0, products: 10, seed: 5 }
beforeAll(async () => {
  sandbox = await openSandbox(RESET)
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.ask('reset', RESET))

interface Company {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly contacts: readonly {
    readonly email: string | null
    readonly title: string | null
    readonly main: boolean
    readonly roles: readonly object[]
  }[]
  readonly locations: readonly {
    readonly name: string
    readonly externalId: string | null
    readonly taxRegistrationId: string | null
    readonly billingAddress: object | null
    readonly shippingAddress: object | null
    readonly metafields: readonly { readonly key: string; readonly value: string }[]
  }[]
}
interface Customer {
  readonly email: string
  readonly lastName: string | null
  readonly metafields: readonly { readonly key: string; readonly value: string }[]
}
const state = () => sandbox.ask<{ companies: readonly Company[]; customers: readonly Customer[] }>('state')
const companies = async () => (await state()).companies
const writes = async (): Promise<number> => (await sandbox.calls()).filter(({ method }) => method === 'mutation').length

const write = (document: object, known?: Partial<Wrote>, config: object = {}) =>
  writeCompany(sandbox, document, known, config)
const code = ([one]: readonly Outcome[]) =>
  one?.kind === 'failed' ? one.problem.code : one?.kind === 'skipped' ? one.reason : one?.kind

describe('a company', () => {
  it('is made with its locations, its contacts and what they may do, and only read the next time', async () => {
    const { outcomes, logged } = await write(firma)
    expect(code(outcomes)).toBe('record')
    expect(await companies()).toMatchObject([
      {
        name: 'Firma B.V.',
        externalId: '20001',
        locations: [
          {
            name: 'Firma B.V.',
            externalId: '20001',
            taxRegistrationId: 'NL1',
            shippingAddress: { address1: 'Kade 1' },
          },
          {
            name: 'Filiaal',
            externalId: '20001-5',
            shippingAddress: { address1: 'Laan 2' },
            billingAddress: { address1: 'Kade 1' },
          },
        ],
        contacts: [
          { email: 'ina@firma.example', title: 'Inkoper', main: true },
          { email: 'kees@firma.example', main: false },
        ],
      },
    ])
    const [company] = await companies()
    expect(company?.contacts.map(({ roles }) => roles.length)).toEqual([2, 2])
    expect(company?.locations[0]?.metafields.map(({ key, value }) => [key, value])).toEqual([
      ['afas_debtor', '20001'],
      ['cost_centre', 'WEB'],
    ])
    expect(logged.join()).toContain('Lot Zonder')
    const before = await writes()
    await write(firma)
    expect(await writes()).toBe(before)
  })

  it('with many contacts and locations is read whole', async () => {
    const contacts = Array.from({ length: 9 }, (_, at) => ({ email: `c${at}@firma.example`, lastName: `C ${at}` }))
    const locations = Array.from({ length: 6 }, (_, at) => ({ number: `20001-${at}`, name: `L ${at}` }))
    const large = { ...firma, contacts, locations: [...firma.locations.slice(0, 1), ...locations] }
    await write(large)
    const [company] = await companies()
    expect([company?.contacts.length, company?.locations.length]).toEqual([9, 7])
    expect(company?.contacts.every(({ roles }) => roles.length === 7)).toBe(true)
    const before = await writes()
    await write(large)
    expect(await writes()).toBe(before)
  })

  it('that a crash left half made is completed', async () => {
    const input = { company: { name: 'Firma B.V.', externalId: '20001' } }
    await sandbox.client.run(CREATE_COMPANY, { input }, new AbortController().signal)
    const { outcomes } = await write(firma, { state: 'intent' })
    expect(code(outcomes)).toBe('record')
    const all = await companies()
    expect(all).toHaveLength(1)
    expect(all[0]?.locations).toHaveLength(2)
    expect(all[0]?.contacts.map(({ roles }) => roles.length)).toEqual([2, 2])
  })

  it('that a merchant made by hand gets its number, its one location too', async () => {
    const input = { company: { name: 'Firma' }, companyContact: { email: 'ina@firma.example' } } as never
    await sandbox.client.run(CREATE_COMPANY, { input }, new AbortController().signal)
    await write(firma)
    expect(await companies()).toMatchObject([
      { name: 'Firma B.V.', externalId: '20001', locations: [{ externalId: '20001' }, { externalId: '20001-5' }] },
    ])
  })

  it('is not guessed when its contacts are of several', async () => {
    for (const email of [ina.email, kees.email]) {
      const input = { company: { name: `Of ${email}` }, companyContact: { email } } as never
      await sandbox.client.run(CREATE_COMPANY, { input }, new AbortController().signal)
    }
    const { outcomes } = await write(firma)
    expect(code(outcomes)).toBe('shopify.several-companies')
    expect((await companies()).map(({ externalId }) => externalId)).toEqual([null, null])
  })

  it.each([
    ['skip', 'no-email', 0],
    ['park', 'shopify.no-email', 0],
    ['create', 'record', 1],
  ])('that nobody can be written to: %s', async (withoutEmail, expected, count) => {
    const { outcomes } = await write({ ...firma, contacts: [] }, undefined, { withoutEmail })
    expect(code(outcomes)).toBe(expected)
    expect(await companies()).toHaveLength(count)
  })
})

describe('a contact', () => {
  it('who is a customer already joins the company', async () => {
    await sandbox.ask('customers', { email: 'ina@firma.example', lastName: 'Oud', note: 'Bellen' })
    await write(firma)
    const { customers, companies: all } = await state()
    expect(customers).toMatchObject([{ email: 'ina@firma.example', lastName: 'Inkoop', note: 'Bellen' }, {}])
    expect(all[0]?.contacts).toHaveLength(2)
  })

  it('who gets another e-mail address stays the same person', async () => {
    const { reference } = await write(firma)
    const later = { ...firma, contacts: [ina, { ...kees, email: 'kok@firma.example' }] }
    await write(later, reference && { reference })
    expect((await companies())[0]?.contacts.map(({ email }) => email)).toEqual([
      'ina@firma.example',
      'kok@firma.example',
    ])
  })

  it('who changed their e-mail address in the shop keeps it', async () => {
    const { reference } = await write(firma)
    await sandbox.ask('customers', { customer: 'kees@firma.example', email: 'prive@example.com' })
    await write({ ...firma, name: 'Firma N.V.' }, reference && { reference })
    const { customers, companies: all } = await state()
    expect(customers.map(({ email }) => email)).toEqual(['ina@firma.example', 'prive@example.com'])
    expect(all).toMatchObject([{ name: 'Firma N.V.' }])
  })

  it('who is a debtor of their own keeps their own name', async () => {
    const metafields = [{ namespace: 'koppel', key: 'afas_debtor', type: 'id', value: '30001' }]
    const input = { email: 'ina@firma.example', lastName: 'Eigen', metafields }
    await sandbox.client.run(CREATE_CUSTOMER, { input }, new AbortController().signal)
    await write(firma)
    const { customers, companies: all } = await state()
    expect(customers).toMatchObject([{ lastName: 'Eigen', metafields: [{ value: '30001' }] }, {}])
    expect(all[0]?.contacts).toMatchObject([{ title: 'Inkoper' }, {}])
    const before = await writes()
    await write(firma)
    expect(await writes()).toBe(before)
  })

  it('may buy for a location that is new', async () => {
    const { reference } = await write(firma)
    const location = { number: '20001-6', name: 'Nieuw', address: place('Plein 3') }
    await write({ ...firma, locations: [...firma.locations, location] }, reference && { reference })
    expect((await companies())[0]?.contacts.map(({ roles }) => roles.length)).toEqual([3, 3])
  })
})
