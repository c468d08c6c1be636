import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../sdk/source.ts'
import { afas } from '../connector.ts'
import type { AfasClient } from '../client/client.ts'
import { TestRun } from '../testing/context.ts'
import { TestSandbox } from '../testing/sandbox.ts'
import { checkArticles } from './check-articles.ts'
import { ensureDebtor } from './ensure-debtor.ts'
import { findDocument } from './find-document.ts'
import { get } from './get.ts'
import { update } from './update.ts'
import { writeEntry } from './write-entry.ts'
import { writeOrder } from './write-order.ts'

let sandbox: TestSandbox
let client: AfasClient
let articles: readonly string[]

beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 60, customers: 20 })
  client = sandbox.client()
  articles = (await client.rows('Koppel_Articles', { order: 'ItemCode' }))
    .filter((row) => row['Dimension1'] === null && row['Blocked'] === false)
    .map((row) => String(row['ItemCode']))
})
afterEach(() => sandbox.faults())
afterAll(() => sandbox.stop())

const person = (email: string, more: object = {}) => ({
  name: '#1',
  email,
  currencyCode: 'EUR',
  billingAddress: {
    firstName: 'Jonas',
    lastName: 'Weber',
    address1: 'Hauptstr. 5a',
    zip: '50667',
    city: 'Köln',
    countryCodeV2: 'DE',
    phone: '+49 151 1',
    ...more,
  },
})
const debtorsOf = async (email: string) =>
  (await sandbox.state()).debtors.filter((one) => one.email?.toLowerCase() === email.toLowerCase())
const writesSince = async (before: number) =>
  (await sandbox.calls()).slice(before).filter((one) => one.method !== 'GET')
const order = (reference: string, sku: string, quantity = 1) => ({
  FbSales: {
    Element: {
      Fields: { DbId: '20001', RfCs: reference, OrDa: '2026-11-24', InVa: true, CuId: 'EUR' },
      Objects: {
        FbSalesLines: {
          Element: [{ Fields: { VaIt: '2', ItCd: sku, BiUn: 'stk', QuUn: quantity, Upri: 12.5, ARDc: 0.5 } }],
        },
      },
    },
  },
})
const problemsOf = (outcomes: readonly unknown[]) =>
  outcomes.map((one) => (one as { problem?: { code: string } }).problem?.code)
const dataOf = (outcome: unknown) => (outcome as { record: { data: Record<string, unknown> } }).record.data

describe('the connection', () => {
  test('its test names everything that is there', async () => {
    const checks = await afas.test(client, new AbortController().signal)
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(checks.map((check) => check.name)).toContain('Koppel_Debtors')
  })

  test('its lists and fields come from the environment', async () => {
    const { signal } = new AbortController()
    const picks = afas.picks ?? {}
    const empty: string[] = []
    for (const [name, pick] of Object.entries(picks)) if ((await pick(client, signal)).length === 0) empty.push(name)
    // The description that AFAS publishes of FbSales has no values for its transporter.
    expect(empty).toEqual(['afas.transporters'])
    const fields = (await afas.fields?.(client, 'FbSales', signal)) ?? []
    expect(fields.find((field) => field.path === 'FbSales.Element.Fields.RfCs')).toMatchObject({
      type: 'string',
      length: 100,
    })
    expect(fields.map((field) => field.path)).toContain('FbSales.Element.Objects.FbSalesLines.Element[].Fields.ItCd')
  })

  test('an environment is what the token leads to', async () => {
    const environment = await afas.environment(client, new AbortController().signal)
    expect(environment).toMatchObject({ id: (await sandbox.state()).environment, sandbox: true })
  })
})

describe('ensure debtor', () => {
  test('two orders of a new customer make one person, whatever the case of the address', async () => {
    const run = new TestRun(client)
    const email = 'jonas.weber@example.test'
    const outcomes = await run.outcomes(ensureDebtor, { controlAccount: '1400' }, [
      person(email),
      person(email.toUpperCase()),
    ])
    const debtors = await debtorsOf(email)
    expect(debtors).toMatchObject([{ kind: 'person', name: 'Jonas Weber' }])
    expect(outcomes.map((one) => dataOf(one)['debtor'])).toEqual([
      { DbId: debtors[0]?.id, created: true },
      { DbId: debtors[0]?.id, created: false },
    ])
    expect(run.writes.map(({ result }) => 'action' in result && result.action)).toEqual(['create', 'skip'])
    expect(run.sentences[0]).toBe(`Person debtor ${debtors[0]?.id} created for ${email}`)
  })

  test('a company becomes an organisation with its contact person', async () => {
    const email = 'inkoop@haven.example.test'
    const outcomes = await new TestRun(client).outcomes(ensureDebtor, {}, [person(email, { company: 'De Haven B.V.' })])
    expect(problemsOf(outcomes)).toEqual([undefined])
    expect(await debtorsOf(email)).toMatchObject([
      { kind: 'organisation', name: 'De Haven B.V.', contact: { name: 'Jonas Weber' } },
    ])
  })

  test('who is known is brought up to date once, and left alone when nothing changed or updating is off', async () => {
    const email = 'jonas.weber@example.test'
    const moved = person(email, { address1: 'Domplatz 1' })
    const before = (await sandbox.calls()).length
    await new TestRun(client).outcomes(ensureDebtor, { update: false }, [moved])
    expect(await writesSince(before)).toEqual([])
    await new TestRun(client).outcomes(ensureDebtor, {}, [moved])
    expect(await writesSince(before)).toMatchObject([{ method: 'PUT', operation: 'KnSalesRelationPer' }])
    await new TestRun(client).outcomes(ensureDebtor, {}, [moved])
    expect(await writesSince(before)).toHaveLength(1)
    const [row] = await client.lookUp('Koppel_Debtors', 'Email', [email])
    expect(row).toMatchObject({ Street: 'Domplatz', HouseNumber: 1 })
  })

  test('a company that is known by its number is left as it is, also when one number of the batch cannot be looked up', async () => {
    const { id } = (await sandbox.control('debtor', { name: 'Zeeman B.V.', email: 'kantoor@zeeman.example.test' })) as {
      id: string
    }
    const buys = (debtor: string, email: string) => ({
      ...person(email, { company: 'Somebody else' }),
      accounting: { debtor, environment: 'test', company: true },
    })
    const [bad, good] = await new TestRun(client).outcomes(ensureDebtor, {}, [
      // Longer than a query may be, so the look-up that would find both numbers fails.
      buys('9'.repeat(3000), 'stray@example.test'),
      buys(id, 'inkoop@zeeman.example.test'),
    ])
    expect(problemsOf([bad])[0]).toBeDefined()
    expect(dataOf(good)['debtor']).toEqual({ DbId: id, created: false })
    expect(await debtorsOf('kantoor@zeeman.example.test')).toMatchObject([{ id, name: 'Zeeman B.V.' }])
  })

  test('who is known by number gets the address of the newest order, also when it is the one of before', async () => {
    const email = 'jonas.weber@example.test'
    const [known] = await debtorsOf(email)
    const accounting = { debtor: known?.id, environment: 'test', company: false }
    const at = (address1: string) => ({ ...person(email, { address1 }), accounting })
    await new TestRun(client).outcomes(ensureDebtor, {}, [at('Domplatz 1'), at('Hauptstr. 9'), at('Domplatz 1')])
    const [row] = await client.lookUp('Koppel_Debtors', 'Email', [email])
    expect(row).toMatchObject({ DebtorId: known?.id, Street: 'Domplatz', HouseNumber: 1 })
  })

  test('a dry run sends nothing, and the order goes on without a number', async () => {
    const before = (await sandbox.calls()).length
    const run = new TestRun(client, { mode: 'dry-run' })
    const outcomes = await run.outcomes(ensureDebtor, {}, [person('nobody.yet@example.test')])
    expect(dataOf(outcomes[0])['debtor']).toEqual({ DbId: null, isNew: true, created: false })
    expect(await writesSince(before)).toEqual([])
  })

  test('a fixed debtor takes all orders, when AFAS has it', async () => {
    const { id } = (await sandbox.state()).debtors[0] ?? { id: '' }
    const nameless = { name: '#2' }
    const outcomes = await new TestRun(client).outcomes(ensureDebtor, { defaultDebtor: id }, [nameless])
    expect(dataOf(outcomes[0])['debtor']).toEqual({ DbId: id, created: false })
    const wrong = await new TestRun(client).outcomes(ensureDebtor, { defaultDebtor: '999999' }, [nameless])
    expect(wrong).toMatchObject([{ problem: { code: 'afas.unknown-debtor', scope: 'system' } }])
  })

  test('without an e-mail address the order is parked; added fields are sent', async () => {
    expect(problemsOf(await new TestRun(client).outcomes(ensureDebtor, {}, [{ name: '#3' }]))).toEqual([
      'afas.no-email',
    ])
    const run = new TestRun(client)
    const addedFields = [{ to: 'KnSalesRelationPer.Element.Fields.PaCd', expression: '"30"' }]
    await run.outcomes(ensureDebtor, { addedFields }, [person('terms@example.test')])
    const [row] = await client.lookUp('Koppel_Debtors', 'Email', ['terms@example.test'])
    expect(row).toMatchObject({ PaymentCondition: '30' })
  })
})

describe('check articles', () => {
  const lines = (...skus: (string | null)[]) => ({
    name: '#4',
    lineItems: skus.map((sku) => ({ sku, title: `Line ${sku}`, quantity: 1, currentQuantity: 1 })),
  })

  test('unknown articles are named, known ones bring their unit, and each is asked once', async () => {
    const [first = '', second = ''] = articles
    const run = new TestRun(client)
    const before = (await sandbox.calls()).length
    const outcomes = await run.outcomes(checkArticles, {}, [lines(first, second), lines(first, 'NOPE-1'), lines(null)])
    expect((await sandbox.calls()).length - before).toBe(1)
    expect(problemsOf(outcomes)).toEqual([undefined, 'afas.unknown-article', 'afas.line-without-sku'])
    expect(outcomes[1]).toMatchObject({ problem: { message: 'Article NOPE-1 does not exist in AFAS.' } })
    expect(dataOf(outcomes[0])['articles']).toMatchObject({ [first]: { code: first, unit: 'stk' } })
    await run.outcomes(checkArticles, {}, [lines(first, second)])
    expect((await sandbox.calls()).length - before).toBe(1)
  })

  test('a line taken off needs no article; one without SKU may have one of its own', async () => {
    const [first = ''] = articles
    const removed = { name: '#5', lineItems: [{ sku: 'GONE', title: 'Gone', quantity: 1, currentQuantity: 0 }] }
    const outcomes = await new TestRun(client).outcomes(checkArticles, { withoutSku: first }, [removed, lines(null)])
    expect(problemsOf(outcomes)).toEqual([undefined, undefined])
  })
})

describe('write order and find document', () => {
  test('an order is written once and found after', async () => {
    const [sku = ''] = articles
    const run = new TestRun(client)
    const outcomes = await run.outcomes(writeOrder, {}, [order('#7001', sku)])
    const [document] = (await sandbox.state()).documents['FbSales'] ?? []
    expect(document?.fields['RfCs']).toBe('#7001')
    expect(dataOf(outcomes[0])['written']).toEqual({
      order: { id: document?.id, label: `Sales order ${document?.id}` },
    })
    expect(run.sentences).toEqual([`Sales order ${document?.id} written, € 12.00`])
    const again = await new TestRun(client).outcomes(writeOrder, {}, [order('#7001', sku)])
    expect(again).toMatchObject([{ kind: 'skipped', reason: 'exists' }])
    expect((await sandbox.state()).documents['FbSales']).toHaveLength(1)
  })

  test('a person’s update changes the lines that are there and adds no second ones', async () => {
    const [sku = ''] = articles
    const run = new TestRun(client, { update: true })
    await run.outcomes(writeOrder, {}, [order('#7001', sku, 3)])
    const documents = (await sandbox.state()).documents['FbSales'] ?? []
    expect(documents).toHaveLength(1)
    expect(documents[0]?.lines).toMatchObject([{ fields: { QuUn: 3 } }])
    expect(run.sentences[0]).toMatch(/updated, € 37.00$/)
  })

  test('what is in AFAS leaves by its own output, in one call; what we began goes on', async () => {
    const names = Array.from({ length: 80 }, (_, index) => ({ name: `#${6990 + index}` }))
    const before = (await sandbox.calls()).length
    const outcomes = await new TestRun(client).outcomes(findDocument, {}, names)
    expect(await sandbox.calls()).toHaveLength(before + 1)
    const exists = outcomes.filter((one) => one.kind === 'record' && one.port === 'exists')
    expect(exists.map((one) => dataOf(one)['name'])).toEqual(['#7001'])
    const ours = new TestRun(client)
    ours.ledger.set('order:shop:#7001', { state: 'done', own: true, flow: 'flow', thisRun: true, finished: false })
    expect(await ours.outcomes(findDocument, {}, [{ name: '#7001' }])).toMatchObject([{ port: 'out' }])
    const retry = new TestRun(client, { trigger: 'retry' })
    expect(await retry.outcomes(findDocument, {}, [{ name: '#7001' }])).toMatchObject([{ port: 'out' }])
  })

  test.each([
    ['quotation', 'FbSalesQuotation', 'Quotation'],
    ['direct-invoice', 'FbDirectInvoice', 'Direct invoice'],
    ['sales-invoice', 'FbSales', 'Sales order to be invoiced'],
  ] as const)('the same mapping becomes a %s, once', async (documentType, connector, name) => {
    const [sku = ''] = articles
    const reference = `#${documentType}`
    const given = order(reference, sku)
    Object.assign(given.FbSales.Element.Fields, { Fref: reference, FxBl: false, FuOr: false, TrPt: 'POSTNL' })
    const of = async () =>
      ((await sandbox.state()).documents[connector] ?? []).filter((one) => one.fields['RfCs'] === reference)
    const outcomes = await new TestRun(client).outcomes(writeOrder, { documentType }, [given])
    const [document] = await of()
    expect(dataOf(outcomes[0])['written']).toEqual({ order: { id: document?.id, label: `${name} ${document?.id}` } })
    expect(document?.fields['OrPr']).toBe(documentType === 'sales-invoice' ? '3' : undefined)
    const again = await new TestRun(client).outcomes(writeOrder, { documentType }, [given])
    expect(again).toMatchObject([{ kind: 'skipped', reason: 'exists' }])
    expect(await of()).toHaveLength(1)
  })

  test('a document of another kind is never written beside the first, nor changed as if it were it', async () => {
    const [sku = ''] = articles
    const quotation = { documentType: 'quotation' as const }
    await new TestRun(client).outcomes(writeOrder, {}, [order('#7007', sku)])
    expect(await new TestRun(client).outcomes(writeOrder, quotation, [order('#7007', sku)])).toMatchObject([
      { kind: 'skipped', reason: 'exists' },
    ])
    const update = await new TestRun(client, { update: true }).outcomes(writeOrder, quotation, [order('#7007', sku, 2)])
    expect(problemsOf(update)).toEqual(['afas.other-document'])
  })

  test('nothing is written while nobody knows the VAT percentages', async () => {
    const [sku = ''] = articles
    const given = { ...order('#7008', sku), check: { total: 12.5, taxes: [{ rate: 0.21, amount: 2.17 }] } }
    const outcomes = await new TestRun(client).outcomes(writeOrder, { vatCodes: 'Nobody_Has_This' }, [given])
    expect(outcomes).toMatchObject([{ problem: { code: 'afas.connector-missing', scope: 'system' } }])
    expect(await new TestRun(client).outcomes(findDocument, {}, [{ name: '#7008' }])).toMatchObject([{ port: 'out' }])
  })

  test('an order is booked as a journal entry once, whatever carries its number in another journal', async () => {
    const entry = (JoCo: string) => {
      const common = { EnDa: '2026-11-24', BpDa: '2026-11-24', BpNr: '#7009' }
      const lines = [
        { VaAs: '2', AcNr: '20001', AmDe: 121, AmCr: 0 },
        { VaAs: '1', AcNr: '8000', AmDe: 0, AmCr: 100, VaId: '1' },
        { VaAs: '1', AmDe: 0, AmCr: 21, VaId: '1' },
      ]
      const Element = lines.map((line) => ({ Fields: { ...common, ...line } }))
      return {
        FiEntryPar: {
          Element: { Fields: { Year: 2026, Peri: 11, UnId: 1, JoCo }, Objects: { FiEntries: { Element } } },
        },
      }
    }
    const book = (JoCo: string) => new TestRun(client).outcomes(writeEntry, {}, [entry(JoCo)])
    expect(await book('90')).toMatchObject([{ kind: 'record' }])
    expect(await book('70')).toMatchObject([{ kind: 'record' }])
    expect(await book('70')).toMatchObject([{ kind: 'skipped', reason: 'exists' }])
    expect((await sandbox.state()).documents['FiEntries']).toHaveLength(2)
  })

  test('financial mutations stop the run, and what is no document is parked', async () => {
    const [sku = ''] = articles
    const kind = { documentType: 'financial-mutation' as const }
    const other = await new TestRun(client).outcomes(writeOrder, kind, [order('#8', sku)])
    expect(other).toMatchObject([{ problem: { code: 'afas.document-type', scope: 'system' } }])
    const outcomes = await new TestRun(client).outcomes(writeOrder, {}, [{ name: '#9' }, order('', sku)])
    expect(problemsOf(outcomes)).toEqual(['afas.no-document', 'afas.no-reference'])
  })

  test('lines that do not come to the total of the order are not written', async () => {
    const [sku = ''] = articles
    const total = (amount: number) => ({ ...order('#11', sku), check: { total: amount } })
    const outcomes = await new TestRun(client).outcomes(writeOrder, { roundingLimit: 5 }, [total(12.06), total(12.05)])
    expect(problemsOf(outcomes)).toEqual(['engine.total-differs', undefined])
  })

  test('a refusal parks the record with the words of AFAS', async () => {
    const outcomes = await new TestRun(client).outcomes(writeOrder, {}, [order('#10', 'NOPE-2')])
    expect(outcomes).toMatchObject([{ problem: { code: 'afas.rejected', effect: 'none' } }])
  })
})

describe('read and write any connector', () => {
  const config = { connector: 'Koppel_Articles', keyField: 'ItemCode', pageSize: 7, modifiedField: 'Modified' }
  async function pages(selection: object = {}, more: object = {}): Promise<readonly Page[]> {
    const found: Page[] = []
    const ctx = new TestRun(client).context({ ...config, ...more })
    for await (const page of get.read(selection, ctx)) found.push(page)
    return found
  }
  const keys = (list: readonly Page[]) => list.flatMap((page) => page.records.map((record) => record.identity))

  test('every row comes once, also when a run goes on in the middle', async () => {
    const all = await pages()
    expect(keys(all)).toHaveLength((await sandbox.state()).articles.length)
    expect(new Set(keys(all)).size).toBe(keys(all).length)
    const resumed = await pages({ cursor: all[2]?.cursor })
    expect([...keys(all.slice(0, 3)), ...keys(resumed)]).toEqual(keys(all))
    expect(all.slice(0, -1).every((page) => page.watermark === undefined)).toBe(true)
  })

  test('after that only what changed, and given keys', async () => {
    const watermark = (await pages()).at(-1)?.watermark
    const [sku = '', other = ''] = articles
    expect(keys(await pages({ watermark })).length).toBeLessThan(5)
    await sandbox.control('price', { ItCd: sku, price: 3.25 })
    expect(keys(await pages({ watermark }))).toContain(sku)
    expect(keys(await pages({ keys: [other] }))).toEqual([other])
    const filters = [{ field: 'Blocked', operator: 'equals', value: 'false' }]
    const asked = [...articles, ...Array.from({ length: 200 }, (_, index) => `NOT-THERE-${index}`)]
    expect(keys(await pages({ keys: asked }, { filters })).toSorted()).toEqual(articles.toSorted())
  })

  test('a key that is not one is said', async () => {
    await expect(pages({}, { keyField: 'Unit' })).rejects.toMatchObject({ problem: { code: 'afas.key-not-unique' } })
  })

  test('any document is written once, under the name of its business act', async () => {
    const [sku = ''] = articles
    const find = {
      connector: 'Koppel_Orders',
      field: 'Reference',
      value: 'FbSales.Element.Fields.RfCs',
      numberField: 'OrderNumber',
    }
    const run = new TestRun(client)
    const outcomes = await run.outcomes(update, { connector: 'FbSales', operation: 'web-order', find }, [
      order('#7100', sku),
    ])
    expect(outcomes).toMatchObject([{ kind: 'record', port: 'written' }])
    expect(run.writes[0]?.write.operation).toBe('web-order')
    const again = await new TestRun(client).outcomes(update, { connector: 'FbSales', find }, [order('#7100', sku)])
    expect(again).toMatchObject([{ kind: 'skipped', reason: 'exists' }])
  })
})
