import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { killWhileWriting } from '../testing/kill-while-writing.ts'
import { startKoppel, writesOf, type Call, type Koppel, type RunView } from '../testing/koppel.ts'
import { cast, changed, type Debtor, type Typed } from './customers-cast.ts'
import { belongs, customerDifferences, emailOf, type PeopleState, type ShopCustomer } from './customers-oracle.ts'

/** The debtors of AFAS in the shop, looked at there; how they must be is in customers-oracle.ts. */
const FLOW = 'customers-to-shopify'
const FULL = process.env['VOLUME'] === '1'
const DEBTORS = FULL ? 600 : 60
const KILLS = FULL ? 10 : 2
/** A run with kills is about the moments of the kills, not about how many there are to write. */
const FEW = FULL ? 200 : 30
const SEED = { seed: 11, orders: 0, products: 5, customers: 0, bucket: { size: 1_000_000, restore: 1_000_000 } }

let koppel: Koppel | undefined
afterEach(() => koppel?.stop('SIGKILL'))

async function prepare(count: number, env: Record<string, string> = {}): Promise<{ k: Koppel; debtors: Debtor[] }> {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0', ...env } })
  const k = koppel
  await k.shop('POST', 'reset', SEED)
  await k.afas('POST', 'reset', SEED)
  const debtors: Debtor[] = []
  for (const typed of cast(count)) debtors.push({ ...typed, id: await typeIn(k, typed) })
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  const { status, body } = await k.api('POST', `/api/templates/${FLOW}/install`, { connections })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { k, debtors }
}

/** Types a debtor into AFAS, its contacts and delivery addresses one after the other. */
async function typeIn(k: Koppel, { contacts, deliveryAddresses, ...words }: Typed): Promise<string> {
  const { id } = await k.afas<{ id: string }>('POST', 'debtor', words)
  for (const contact of contacts) await k.afas('POST', 'debtor', { id, contact })
  for (const deliveryAddress of deliveryAddresses) await k.afas('POST', 'debtor', { id, deliveryAddress })
  return id
}

const CLEARED = ['costCentre', 'costUnit'] as const

async function change(k: Koppel, before: Debtor, after: Debtor): Promise<void> {
  const { id, contacts, deliveryAddresses: _d, kind: _k, ...words } = after
  const cleared = CLEARED.filter((name) => before[name] && !after[name]).map((name) => [name, null])
  await k.afas('POST', 'debtor', { id, ...words, ...Object.fromEntries(cleared) })
  for (const contact of contacts.filter((one) => !before.contacts.includes(one))) {
    await k.afas('POST', 'debtor', { id, contact })
  }
  for (const { email } of before.contacts.filter((one) => !contacts.includes(one))) await letGo(k, id, email)
}

/** Every other one is only blocked, and stays in AFAS. */
async function letGo(k: Koppel, id: string, email: string | undefined): Promise<void> {
  const { debtors } = await k.afas<{ debtors: { id: string; contacts: { id: string; email: string }[] }[] }>(
    'GET',
    'state',
  )
  const contact = debtors.find((one) => one.id === id)?.contacts.find((one) => one.email === email)
  if (!contact) throw new Error(`${id} has no contact ${email}`)
  const how = Number(id) % 2 === 0 ? { blocked: true } : { removed: true }
  await k.afas('POST', 'debtor', { id, contact: { id: contact.id, ...how } })
}

const people = (k: Koppel): Promise<PeopleState> => k.shop<PeopleState>('GET', 'state')
const mutations = async (k: Koppel): Promise<number> => writesOf(await k.shop<readonly Call[]>('GET', 'calls')).length
const run = (k: Koppel, body: object = { mode: 'live' }): Promise<RunView> => k.run(FLOW, body, 300_000)
const parked = async (k: Koppel, { id }: RunView): Promise<string[]> =>
  (await k.records(id, '&status=parked')).map(({ key, problem }) => `${key}: ${problem?.code} ${problem?.message}`)
const EVERYTHING = { mode: 'live', since: '2000-01-01T00:00:00Z' }

/** Customers whom the merchant made, with all that only the merchant and they have a say in. */
async function merchants(k: Koppel, debtors: readonly Debtor[]): Promise<ReadonlyMap<string, ShopCustomer>> {
  const known = debtors.filter((one) => one.kind === 'person' && belongs(one, debtors)).filter((_, at) => at % 4 === 0)
  const emails = [...known.flatMap((one) => emailOf(one) ?? []), 'vreemde@winkel.example']
  for (const [at, email] of emails.entries()) {
    const consent = ['SUBSCRIBED', 'UNSUBSCRIBED'][at % 2]
    const address = { address1: 'Eigen weg 1', zip: '1000 AA', city: 'Elders', countryCode: 'NL' }
    await k.shop('POST', 'customers', { email, tags: ['vip'], note: 'Belt liever.', consent, address, lastName: 'Oud' })
  }
  const all = (await people(k)).customers
  return new Map(all.map((one) => [one.id, one]))
}

/** What the merchant and the customer own is as it was. */
function taken(before: ReadonlyMap<string, ShopCustomer>, { customers }: PeopleState): string[] {
  return [...before.values()].flatMap((one) => {
    const now = customers.find(({ id }) => id === one.id)
    const kept = now && one.tags.every((tag) => now.tags.includes(tag)) && now.note === one.note
    const own = now?.addresses.some(({ address1 }) => address1 === 'Eigen weg 1') ?? false
    return kept && own && now.consent.state === one.consent.state ? [] : [`${one.email}: ${JSON.stringify(now)}`]
  })
}

it(`${DEBTORS} debtors become customers and companies, follow AFAS, and keep what is the shop's`, async () => {
  const { k, debtors } = await prepare(DEBTORS)
  const before = await merchants(k, debtors)
  const stranger = [...before.values()].find(({ email }) => email === 'vreemde@winkel.example')
  const first = await run(k)
  expect(first.problem).toBeUndefined()
  const wanted = debtors.filter((one) => belongs(one, debtors)).length
  const { counts } = first
  process.stdout.write(`${DEBTORS} debtors: ${JSON.stringify(counts)}\n`)
  expect(await parked(k, first)).toEqual([])
  // The collective debtor of the environment is read too.
  expect(counts).toMatchObject({ read: DEBTORS + 1, parked: 0, pending: 0 })
  expect(counts.created + counts.updated).toBe(wanted)
  const state = await people(k)
  expect(customerDifferences(state, debtors)).toEqual([])
  expect(taken(before, state)).toEqual([])
  expect(state.customers.find(({ id }) => id === stranger?.id)).toEqual(stranger)
  expect(state.companies.length).toBe(
    debtors.filter((one) => one.kind === 'organisation' && belongs(one, debtors)).length,
  )

  const writes = await mutations(k)
  expect((await run(k)).counts).toMatchObject({ created: 0, updated: 0, parked: 0 })
  expect((await run(k, EVERYTHING)).counts).toMatchObject({ created: 0, updated: 0, parked: 0 })
  expect(await mutations(k)).toBe(writes)

  const later = debtors.map((one, at) => {
    const shared = debtors.filter((other) => emailOf(other) && emailOf(other) === emailOf(one)).length > 1
    const then = changed(one, at) ?? one
    return then.blocked && shared ? one : then
  })
  for (const [at, then] of later.entries()) {
    const was = debtors[at] as Debtor
    if (then !== was) await change(k, was, then)
  }
  const second = await run(k)
  expect(second.problem).toBeUndefined()
  // Whoever had to wait for an address that was somebody else's is found by the reading of everything.
  const third = await run(k, EVERYTHING)
  process.stdout.write(`changes: ${JSON.stringify(second.counts)}, then ${JSON.stringify(third.counts)}\n`)
  // An address that moves from one debtor to another waits until the first has let go of it.
  expect((await parked(k, second)).filter((one) => !one.includes('shopify.customer-taken'))).toEqual([])
  expect(await parked(k, third)).toEqual([])
  const after = await people(k)
  expect(customerDifferences(after, later)).toEqual([])
  expect(taken(before, after)).toEqual([])
  const all = await mutations(k)
  expect((await run(k, EVERYTHING)).counts).toMatchObject({ created: 0, updated: 0, parked: 0 })
  expect(await mutations(k)).toBe(all)
})

async function killOften(k: Koppel): Promise<RunView & { kills: number }> {
  const { id, kills } = await killWhileWriting(k, { flow: FLOW, kills: KILLS, writes: () => mutations(k) })
  return { ...(await k.runEnd(id, 300_000)), kills }
}

it(`${FEW} debtors with the runner killed: nobody twice, nothing by halves`, async () => {
  const { k, debtors } = await prepare(FEW)
  const end = await killOften(k)
  process.stdout.write(`killed ${end.kills} times, ${JSON.stringify(end.counts)}\n`)
  expect(await parked(k, end)).toEqual([])
  expect(end.kills).toBe(KILLS)
  expect(end.counts).toMatchObject({ read: FEW + 1, parked: 0, pending: 0 })
  expect(customerDifferences(await people(k), debtors)).toEqual([])
})

it('companies that a kill left half made stay so when they are taken for done (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-completion.mjs')).href
  const { k, debtors } = await prepare(FEW, { NODE_OPTIONS: `--import ${hook}` })
  await killOften(k)
  expect(customerDifferences(await people(k), debtors).length).toBeGreaterThan(0)
})
