import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../sdk/outcome.ts'
import { contextFor, openSandbox, type OpenSandbox } from '../testing.ts'
import { setCustomer } from './set-customer.ts'

let sandbox: OpenSandbox
beforeAll(async () => {
  sandbox = await openSandbox({ orders: 0, customers: 0, products: 10, seed: 5 })
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.ask('reset', { orders: 0, customers: 0, products: 10, seed: 5 }))

interface Customer {
  readonly id: string
  readonly email: string | null
  readonly phone: string | null
  readonly lastName: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly consent: { readonly state: string }
  readonly addresses: readonly { readonly address1: string }[]
  readonly metafields: readonly { readonly namespace: string; readonly key: string; readonly value: string }[]
}
const customers = async (): Promise<readonly Customer[]> =>
  (await sandbox.ask<{ customers: readonly Customer[] }>('state')).customers
const writes = async (): Promise<number> => (await sandbox.calls()).filter(({ method }) => method === 'mutation').length

const jan = {
  number: '20001',
  email: 'Jan@Example.com',
  firstName: 'Jan',
  lastName: 'de Vries',
  phone: '06-12345678',
  country: 'NL',
  address: { address1: 'Kade 1', zip: '6711 AA', city: 'Ede', countryCode: 'NL' },
  tags: ['Goud'],
  metafields: { koppel: { cost_centre: 'WEB', cost_unit: null } },
}
type Known = Parameters<typeof contextFor>[1]

/** Runs the node on these documents; `known` is what the ledger remembers of each identity. */
async function write(documents: readonly object[], config: object = {}, known: Readonly<Record<string, object>> = {}) {
  const { context, logged, results } = contextFor(sandbox.client, config as Known)
  const batch = documents.map((data, at) => ({
    ...{ id: `r${at}`, identity: String(Reflect.get(data, 'number')), key: String(Reflect.get(data, 'number')) },
    ...{ keys: [], parents: [], data },
  }))
  const wrote = (_: string, identity: string) => {
    const reference = known[identity]
    return reference && { state: 'done', own: true, flow: 'flow', thisRun: false, finished: true, reference }
  }
  const ctx = { ...context, wrote } as never
  const input = (async function* () {
    yield await Promise.resolve(batch as never)
  })()
  const outcomes: Outcome[] = []
  for await (const some of setCustomer.run(input, ctx)) outcomes.push(...some)
  return { outcomes, logged, results }
}

/** What the ledger would keep of what was just written. */
async function writeAndRemember(document: object, config: object = {}) {
  const { results } = await write([document], config)
  const [result] = results
  const reference = result?.kind === 'written' ? result.reference : undefined
  if (!reference) throw new Error(JSON.stringify(result))
  return { [String(Reflect.get(document, 'number'))]: reference }
}

const codes = (outcomes: readonly Outcome[]) =>
  outcomes.map((one) => (one.kind === 'failed' ? one.problem.code : one.kind === 'skipped' ? one.reason : one.kind))

describe('a customer', () => {
  it('is made in one call with all that is known, and read only the next time', async () => {
    const { outcomes } = await write([jan])
    expect(codes(outcomes)).toEqual(['record'])
    expect(await customers()).toMatchObject([
      {
        email: 'jan@example.com',
        phone: '+31612345678',
        lastName: 'de Vries',
        tags: ['Goud'],
        addresses: [{ address1: 'Kade 1' }],
        consent: { state: 'NOT_SUBSCRIBED' },
      },
    ])
    const before = await writes()
    await write([jan])
    expect(await writes()).toBe(before)
  })

  it('keeps the note, the tags, the consent and the address that are not ours', async () => {
    const address = { address1: 'Eigen weg 1', zip: '1000 AA', city: 'Elders', countryCode: 'NL' }
    const own = { email: 'jan@example.com', note: 'Bellen', tags: ['vip'], consent: 'SUBSCRIBED', address }
    await sandbox.ask('customers', own)
    await write([jan])
    expect(await customers()).toMatchObject([
      { note: 'Bellen', tags: ['vip', 'Goud'], consent: { state: 'SUBSCRIBED' }, lastName: 'de Vries' },
    ])
    expect((await customers())[0]?.addresses.map(({ address1 }) => address1)).toEqual(['Eigen weg 1', 'Kade 1'])
  })

  it('loses the tag that was ours, and a metafield without a value', async () => {
    const known = await writeAndRemember(jan)
    await sandbox.ask('customers', { customer: 'jan@example.com', addTags: ['vip'] })
    await write([{ ...jan, tags: ['Zilver'], metafields: { koppel: { cost_centre: null } } }], {}, known)
    const [customer] = await customers()
    expect(customer?.tags.toSorted()).toEqual(['Zilver', 'vip'])
    expect(customer?.metafields.map(({ key }) => key)).toEqual(['afas_debtor'])
  })

  it('has an address once, however it is spelled', async () => {
    const address = { address1: 'KADE 1,', zip: '6711AA', city: 'ede', countryCode: 'NL' }
    await sandbox.ask('customers', { email: 'jan@example.com', address })
    await write([jan])
    expect((await customers())[0]?.addresses).toMatchObject([{ address1: 'KADE 1,' }])
  })

  it('goes without a telephone number that another has or that is none, and the log says so', async () => {
    await sandbox.ask('customers', { email: 'piet@example.com', phone: '+31612345678' })
    const other = { ...jan, number: '20002', email: 'kort@example.com', phone: '12345' }
    const { logged } = await write([jan, other])
    expect((await customers()).map(({ phone }) => phone)).toEqual(['+31612345678', null, null])
    expect(logged.filter((line) => line.includes('left out'))).toHaveLength(2)
  })
})

describe('an e-mail address', () => {
  const moved = { ...jan, email: 'nieuw@example.com' }

  it('that changes in the source changes in the shop', async () => {
    const known = await writeAndRemember(jan)
    await write([moved], {}, known)
    expect(await customers()).toMatchObject([{ email: 'nieuw@example.com' }])
  })

  it('that changes in the source finds the customer by number when nothing is remembered', async () => {
    await write([jan])
    await write([moved])
    expect(await customers()).toMatchObject([{ email: 'nieuw@example.com' }])
  })

  it('is kept or parked where the settings say so', async () => {
    const known = await writeAndRemember(jan)
    await write([moved], { emailChanges: 'keep' }, known)
    expect(await customers()).toMatchObject([{ email: 'jan@example.com' }])
    const { outcomes } = await write([moved], { emailChanges: 'park' }, known)
    expect(codes(outcomes)).toEqual(['shopify.email-changed'])
  })

  it('that the customer changed in the shop stays until the source changes', async () => {
    const known = await writeAndRemember(jan)
    await sandbox.ask('customers', { customer: 'jan@example.com', email: 'prive@example.com' })
    await write([{ ...jan, lastName: 'Anders' }], {}, known)
    expect(await customers()).toMatchObject([{ email: 'prive@example.com', lastName: 'Anders' }])
    await write([moved], {}, known)
    expect(await customers()).toMatchObject([{ email: 'nieuw@example.com' }])
  })

  it('that another customer has is not taken from them', async () => {
    const known = await writeAndRemember(jan)
    await sandbox.ask('customers', { email: 'nieuw@example.com' })
    const { outcomes } = await write([moved], {}, known)
    expect(codes(outcomes)).toEqual(['shopify.email-taken'])
  })

  it('of a customer who is another debtor does not make them this one', async () => {
    await write([jan])
    const { outcomes } = await write([{ ...jan, number: '20002' }])
    // Of this one alone: ten in a row are no shop that is down.
    expect(outcomes).toMatchObject([{ problem: { code: 'shopify.customer-taken', retry: 'later', scope: 'record' } }])
    expect((await customers())[0]?.metafields).toMatchObject([{ value: '20001' }, {}])
  })

  it.each([
    ['skip', ['no-email']],
    ['park', ['shopify.no-email']],
    ['create', ['record']],
  ])('that is missing: %s', async (withoutEmail, expected) => {
    const { email: _, ...nobody } = jan
    expect(codes((await write([nobody], { withoutEmail })).outcomes)).toEqual(expected)
    expect((await customers()).length).toBe(withoutEmail === 'create' ? 1 : 0)
  })

  it.each([
    ['first', ['record', 'same-email']],
    ['park', ['shopify.same-email', 'shopify.same-email']],
  ])('that two have: %s', async (sameEmail, expected) => {
    const both = ['20001', '20002'].map((number) => ({ ...jan, number, sameEmail: ['20001', '20002'] }))
    expect(codes((await write(both, { sameEmail })).outcomes)).toEqual(expected)
  })
})

it.each([
  ['skip', ['blocked'], 0],
  ['tag', ['record'], 1],
])('somebody who is blocked: %s', async (blocked, expected, count) => {
  expect(codes((await write([{ ...jan, blocked: true }], { blocked })).outcomes)).toEqual(expected)
  const all = await customers()
  expect(all).toHaveLength(count)
  for (const { tags } of all) expect(tags).toContain('blocked')
})

it('what is no customer is parked with what is wrong', async () => {
  const { outcomes } = await write([{ ...jan, address: { countryCode: 'Netherlands' } }])
  expect(codes(outcomes)).toEqual(['shopify.no-customer'])
  expect(await writes()).toBe(0)
})
