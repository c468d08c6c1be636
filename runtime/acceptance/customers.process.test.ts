import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startKoppel, writesOf, type AfasState, type Call, type Koppel } from '../testing/koppel.ts'

/** Customers go from AFAS to the shop, and their orders come back to the same debtors with what the bookkeeping knows of them. */
const CUSTOMERS = 'customers-to-shopify'
const ORDERS = 'orders-to-afas'
const SEED = { seed: 3, orders: 0, products: 12, customers: 12, bucket: { size: 1_000_000, restore: 1_000_000 } }

let koppel: Koppel
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  await koppel.shop('POST', 'reset', SEED)
  await koppel.afas('POST', 'reset', SEED)
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  for (const id of [CUSTOMERS, ORDERS]) {
    const { status, body } = await koppel.api('POST', `/api/templates/${id}/install`, { connections })
    if (status !== 201) throw new Error(JSON.stringify(body))
  }
})
afterAll(() => koppel.stop())

const debtorOf = async (email: string): Promise<string | undefined> =>
  (await koppel.afas<AfasState>('GET', 'state')).debtors.find((one) => one.email?.toLowerCase() === email)?.id
const mutations = async (): Promise<number> => writesOf(await koppel.shop<readonly Call[]>('GET', 'calls')).length

interface Document {
  readonly fields: Record<string, unknown>
  readonly lines: readonly { readonly fields: Record<string, unknown> }[]
}

/** A cent that is put right between the lines is nobody's sale. */
const sold = ({ lines }: Document) => lines.filter(({ fields }) => fields['ItCd'] !== 'AFRONDING')

interface Articles {
  readonly articles: readonly {
    readonly ItCd: string
    readonly VaRc: string
    readonly Bl: boolean
    readonly StD1: unknown
  }[]
}

/** Somebody orders a thing of each Dutch rate; answers what AFAS has of it, and how many debtors came with it. */
async function order(email: string, more: object = {}): Promise<{ document: Document; newDebtors: number }> {
  const now = await koppel.afas<Omit<AfasState, 'articles'> & Articles>('GET', 'state')
  const before = now.debtors.length
  const simple = now.articles.filter((one) => !one.Bl && one.StD1 === null)
  const lines = ['1', '2'].map((code) => ({ sku: simple.find((one) => one.VaRc === code)?.ItCd, quantity: 1 }))
  const { name } = await koppel.shop<{ name: string }>('POST', 'orders', { email, lines, webhook: false, ...more })
  const run = await koppel.run(ORDERS)
  expect(run.problem).toBeUndefined()
  const state = await koppel.afas<AfasState>('GET', 'state')
  const document = state.documents['FbSales']?.find((one) => one.fields['RfCs'] === name) as Document | undefined
  if (!document) throw new Error(`${name} is not in AFAS: ${JSON.stringify(await koppel.records(run.id))}`)
  return { document, newDebtors: state.debtors.length - before }
}

describe('customers from AFAS', () => {
  it('are shown by a dry run, and made by a live one', async () => {
    const dry = await koppel.run(CUSTOMERS, { mode: 'dry-run' })
    expect(await mutations()).toBe(0)
    const live = await koppel.run(CUSTOMERS)
    expect(live.problem).toBeUndefined()
    expect(live.counts).toEqual(dry.counts)
    expect(live.counts).toMatchObject({ parked: 0, pending: 0 })
    expect(live.effects['company']?.created).toBeGreaterThan(1)
    expect(live.effects['customer']?.created).toBeGreaterThan(10)
  })

  it('are only read the second time, also when all of them are read again', async () => {
    const before = await mutations()
    await koppel.run(CUSTOMERS)
    const all = await koppel.run(CUSTOMERS, { mode: 'live', since: '2000-01-01T00:00:00Z' })
    expect(all.counts).toMatchObject({ created: 0, updated: 0, parked: 0 })
    expect(all.counts.read).toBeGreaterThan(20)
    expect(await mutations()).toBe(before)
  })
})

describe('an order', () => {
  it('of a contact of a company is booked on the company, with its cost centre and unit, and changes nothing of it', async () => {
    const company = await debtorOf('inkoop.horeca@afas.example')
    const before = await koppel.afas<AfasState>('GET', 'state')
    const { document, newDebtors } = await order('wim.chef@afas.example')
    expect(newDebtors).toBe(0)
    expect(document.fields['DbId']).toBe(company)
    for (const { fields } of sold(document)) expect(fields).toMatchObject({ V1Cd: 'WINKEL', V2Cd: 'B2B' })
    expect((await koppel.afas<AfasState>('GET', 'state')).debtors).toEqual(before.debtors)
  })

  it('for a company is booked on it, with what its location says, and does not make the buyer its name or address', async () => {
    const company = (await debtorOf('inkoop.horeca@afas.example')) ?? ''
    const before = (await koppel.afas<AfasState>('GET', 'state')).debtors
    const { document, newDebtors } = await order('wim.chef@afas.example', { companyLocation: company })
    expect(newDebtors).toBe(0)
    expect(document.fields['DbId']).toBe(company)
    for (const { fields } of sold(document)) expect(fields).toMatchObject({ V1Cd: 'WINKEL', V2Cd: 'B2B' })
    expect((await koppel.afas<AfasState>('GET', 'state')).debtors).toEqual(before)
  })

  it('of a person with a VAT code of their own has it on lines of that rate only', async () => {
    const { document, newDebtors } = await order('anja.boek@afas.example')
    expect(newDebtors).toBe(0)
    expect(document.fields['DbId']).toBe(await debtorOf('anja.boek@afas.example'))
    for (const { fields } of sold(document)) expect(fields).toMatchObject({ V1Cd: 'KANTOOR', V2Cd: 'B2B' })
    // Her own code is that of the low rate; the other line keeps that of its own.
    expect(document.lines.slice(0, 2).map(({ fields }) => fields['VaRc'])).toEqual(['1', '2'])
  })

  it('has the VAT code of the customer for lines of its rate, before that of the value map', async () => {
    await koppel.afas('POST', 'debtor', {
      id: await debtorOf('bart.blok@afas.example'),
      blocked: false,
      vatGroup: 'BE1',
    })
    await koppel.run(CUSTOMERS)
    const { document } = await order('bart.blok@afas.example')
    expect(document.lines.slice(0, 2).map(({ fields }) => fields['VaRc'])).toEqual(['BE1', '2'])
  })

  it('of one of two debtors with one e-mail address is booked on the one who is the customer', async () => {
    const { document, newDebtors } = await order('sanne.dubbel@afas.example')
    expect(newDebtors).toBe(0)
    expect(document.fields['DbId']).toBe(await debtorOf('sanne.dubbel@afas.example'))
  })

  it('of somebody who changed their e-mail address in the shop is booked on their debtor', async () => {
    const debtor = await debtorOf('harriet.smith@afas.example')
    await koppel.shop('POST', 'customers', { customer: 'harriet.smith@afas.example', email: 'harriet@nieuw.example' })
    const { document, newDebtors } = await order('harriet@nieuw.example')
    expect(newDebtors).toBe(0)
    expect(document.fields['DbId']).toBe(debtor)
  })

  it('of a stranger gets what the value maps say, as ever', async () => {
    const { document, newDebtors } = await order('nieuw@elders.example')
    expect(newDebtors).toBe(1)
    for (const { fields } of document.lines) {
      expect(fields['V1Cd'] ?? null).toBeNull()
      expect(fields['VaRc']).toBeDefined()
    }
  })
})

it('with updating switched off only who is not in the shop yet is made', async () => {
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  const id = 'customers-once'
  const settings = { update: false }
  await koppel.api('POST', `/api/templates/${CUSTOMERS}/install`, { connections, id, settings })
  await koppel.afas('POST', 'debtor', { id: await debtorOf('otto.kort@afas.example'), lastName: 'Lang' })
  await koppel.afas('POST', 'debtor', { lastName: 'Nieuwkomer', email: 'nieuwkomer@afas.example' })
  const { counts } = await koppel.run(id)
  expect(counts).toMatchObject({ created: 1, updated: 0, parked: 0 })
  const { customers } = await koppel.shop<{ customers: { email: string; lastName: string }[] }>('GET', 'state')
  const names = customers.filter(({ email }) => /^(otto\.kort|nieuwkomer)@/.test(email)).map(({ lastName }) => lastName)
  expect(names).toEqual(['Kort', 'Nieuwkomer'])
})

it.each([
  ['somebody new at three addresses', ['guest', 'guest', 'guest']],
  ['a person, then a company', ['guest', 'company', 'guest']],
  ['a company with other addresses', ['company', 'guest', 'company']],
  ['somebody with yet other addresses', ['guest', 'guest']],
])('several orders of one customer, placed as %s are foretold by a dry run, the debtor too', async (_, kinds) => {
  const lines = [{ sku: 'KOF-0001', quantity: 1 }]
  for (const kind of kinds) {
    const { name } = await koppel.shop<{ name: string }>('POST', 'orders', { kind, lines, webhook: false })
    await koppel.shop('POST', 'edit', { order: name, email: 'Vaak@elders.example', webhook: false })
  }
  const dry = await koppel.run(ORDERS, { mode: 'dry-run' })
  const live = await koppel.run(ORDERS)
  expect(live.problem).toBeUndefined()
  expect(live.effects).toEqual(dry.effects)
  expect(live.effects['debtor']?.updated).toBeGreaterThan(0)
  expect(live.counts).toEqual(dry.counts)
})
