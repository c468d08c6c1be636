import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Reference } from '../../../sdk/write.ts'
import { GIVE_COMPANY_ROLE, JOIN_COMPANY } from '../../client/documents/company-writes.ts'
import { CREATE_CUSTOMER } from '../../client/documents/customers.ts'
import { openSandbox, type OpenSandbox } from '../testing.ts'
import { firma, ina, kees, writeCompany } from './testing.ts'

let sandbox: OpenSandbox
const RESET = { orders: 0, customers: 0, products: 10, seed: 5 }
beforeAll(async () => {
  sandbox = await openSandbox(RESET)
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.ask('reset', RESET))

interface Customer {
  readonly id: string
  readonly email: string
  readonly tags: readonly string[]
  readonly metafields: readonly { readonly namespace: string; readonly key: string }[]
}
interface Company {
  readonly id: string
  readonly contacts: readonly {
    readonly id: string
    readonly email: string
    readonly main: boolean
    readonly roles: readonly object[]
  }[]
  readonly locations: readonly { readonly id: string }[]
}
const state = () => sandbox.ask<{ companies: readonly Company[]; customers: readonly Customer[] }>('state')
const signal = new AbortController().signal
const writes = async (): Promise<number> => (await sandbox.calls()).filter(({ method }) => method === 'mutation').length

const gold = { tags: ['Goud'], metafields: { koppel: { cost_centre: 'WEB' } } }
const before = {
  ...firma,
  contacts: [
    { ...ina, ...gold },
    { ...kees, ...gold },
  ],
}
const write = async (document: object, reference?: Reference, config: object = {}) =>
  writeCompany(sandbox, document, reference && { reference }, config)

async function contact(email: string) {
  const { companies, customers } = await state()
  const there = companies[0]?.contacts.find((one) => one.email === email)
  const customer = customers.find((one) => one.email === email)
  return {
    roles: there?.roles.length,
    main: there?.main,
    tags: customer?.tags,
    fields: customer?.metafields.map(({ namespace, key }) => `${namespace}.${key}`).toSorted(),
  }
}
const OURS = ['koppel.company_debtor', 'koppel.cost_centre']

describe('a contact who leaves', () => {
  it('has nothing any more of what Koppel gave, and is only read the next time', async () => {
    const { reference } = await write(before)
    expect(await contact('ina@firma.example')).toEqual({ roles: 2, main: true, tags: ['Goud'], fields: OURS })
    const after = { ...before, contacts: before.contacts.slice(1) }
    const second = await write(after, reference)
    expect(await contact('ina@firma.example')).toEqual({ roles: 0, main: false, tags: [], fields: [] })
    expect(await contact('kees@firma.example')).toEqual({ roles: 2, main: true, tags: ['Goud'], fields: OURS })
    expect(second.alarms).toEqual([true])
    const count = await writes()
    expect((await write(after, second.reference)).alarms).toEqual([false])
    expect(await writes()).toBe(count)
  })

  it('has it all again when they come back', async () => {
    const { reference } = await write(before)
    const gone = await write({ ...before, contacts: before.contacts.slice(0, 1) }, reference)
    await write(before, gone.reference)
    expect(await contact('kees@firma.example')).toEqual({ roles: 2, main: false, tags: ['Goud'], fields: OURS })
  })

  it('keeps the role, the tag and the metafield that were given in the shop', async () => {
    await write({ ...before, contacts: [{ ...ina, ...gold }] })
    const metafields = [{ namespace: 'custom', key: 'desk', type: 'single_line_text_field', value: 'A1' }]
    const input = { email: 'kees@firma.example', tags: ['vip'], metafields }
    const { customerCreate } = await sandbox.client.run(CREATE_CUSTOMER, { input }, signal)
    const [company] = (await state()).companies
    const companyId = company?.id ?? ''
    await sandbox.client.run(JOIN_COMPANY, { companyId, customerId: customerCreate.customer?.id ?? '' }, signal)
    const contactId = (await state()).companies[0]?.contacts.at(-1)?.id ?? ''
    const roleId = `gid://shopify/CompanyContactRole/${companyId.split('/').at(-1)}1`
    const locationId = company?.locations[0]?.id ?? ''
    const given = await sandbox.client.run(GIVE_COMPANY_ROLE, { contactId, roleId, locationId }, signal)
    expect(given.companyContactAssignRole.userErrors).toEqual([])

    const { reference } = await write(before)
    expect(await contact('kees@firma.example')).toMatchObject({ roles: 1, tags: ['vip', 'Goud'] })
    const { logged } = await write({ ...before, contacts: before.contacts.slice(0, 1) }, reference)
    expect(await contact('kees@firma.example')).toMatchObject({ roles: 1, tags: ['vip'], fields: ['custom.desk'] })
    expect(logged.join()).toContain('kees@firma.example is no contact any more, and keeps a role')
  })

  it('and was the last one is taken off too', async () => {
    const { reference } = await write({ ...before, contacts: before.contacts.slice(0, 1) })
    const { outcomes } = await write({ ...before, contacts: [] }, reference)
    expect(outcomes[0]?.kind).toBe('record')
    expect(await contact('ina@firma.example')).toMatchObject({ roles: 0, tags: [], fields: [] })
  })

  it('stays as they are where the settings say so, without an e-mail address, and with that of the company', async () => {
    const { reference } = await write(before)
    const count = await writes()
    const without = { ...before, contacts: before.contacts.slice(0, 1) }
    await write(without, reference, { leavers: 'keep' })
    await write({ ...before, contacts: [before.contacts[0], { ...kees, ...gold, email: '' }] }, reference)
    await write({ ...without, email: 'Kees@Firma.example' }, reference)
    expect(await writes()).toBe(count)
    expect(await contact('kees@firma.example')).toMatchObject({ roles: 2, fields: OURS })
  })
})
