import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readyConfig } from '../../sdk/config.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import type { AfasClient } from '../client/client.ts'
import { TestRun } from '../testing/context.ts'
import { TestSandbox } from '../testing/sandbox.ts'
import { lookUp } from './look-up.ts'

let sandbox: TestSandbox
let client: AfasClient
let articles: readonly Readonly<Record<string, unknown>>[]
const code = (at: number) => String(articles[at]?.['ItemCode'])

beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 300, customers: 20 })
  client = sandbox.client()
  articles = await client.rows('Koppel_Articles', { order: 'ItemCode' })
})
afterEach(() => sandbox.faults())
afterAll(() => sandbox.stop())

async function looked(config: object, data: readonly unknown[], run = new TestRun(client)) {
  const ready = readyConfig(lookUp, { version: 1, config: { ...config } })
  if (!ready.ok) throw new Error(JSON.stringify(ready.problems))
  return run.outcomes(lookUp, ready.config, data)
}
const dataOf = (one: Outcome | undefined) => (one as { record: { data: { found: unknown } } }).record.data
const codeOf = (one: Outcome | undefined) => (one as { problem?: { code: string; message: string } }).problem

test('adds what a get-connector says of each record, a whole batch in few calls', async () => {
  const before = (await sandbox.calls()).length
  const data = articles.flatMap(({ ItemCode }) => [{ sku: ItemCode }, { sku: String(ItemCode).toLowerCase() }])
  const outcomes = await looked({ fields: ['ItemCode', 'HsCode', 'OriginCountry'] }, data)
  expect(outcomes.map((one) => dataOf(one).found)).toEqual(
    articles.flatMap(({ ItemCode, HsCode, OriginCountry }) => Array(2).fill({ ItemCode, HsCode, OriginCountry })),
  )
  const calls = (await sandbox.calls()).slice(before)
  // 300 articles: as many to a call as its address may be long.
  expect(calls.length).toBeLessThan(15)
  expect(calls.every(({ operation }) => operation === 'Koppel_Articles')).toBe(true)
})

test('asks for a value once a run, whatever comes of other records, and again when it was not found', async () => {
  async function* batches() {
    for (const [at, sku] of [code(0), code(1), code(0), 'NO-SUCH', 'NO-SUCH', code(1)].entries()) {
      yield [{ id: `r.${at}`, identity: `x:${at}`, key: sku, keys: [], parents: [], data: { sku } }]
    }
  }
  const asked = async (config: object) => {
    const before = (await sandbox.calls()).length
    for await (const _ of lookUp.run(batches(), new TestRun(client).context(config))) continue
    return (await sandbox.calls()).length - before
  }
  expect(await asked({})).toBe(4)
  expect(await asked({ keepMost: 1 })).toBe(6)
  expect(await asked({ keepMinutes: 0 })).toBe(6)
})

test('parks, passes on or lets go what AFAS does not have, as the settings say', async () => {
  const data = [{ sku: code(0) }, { sku: 'NO-SUCH' }, { title: 'without' }]
  const parked = await looked({}, data)
  expect(parked.map((one) => codeOf(one)?.code)).toEqual([undefined, 'lookup.not-found', 'lookup.no-value'])
  expect(codeOf(parked[1])?.message).toBe('Koppel_Articles has no row with ItemCode NO-SUCH.')
  const without = await looked({ notFound: 'go-on' }, data)
  expect(without.map((one) => dataOf(one).found === null)).toEqual([false, true, true])
  const skipped = await looked({ notFound: 'skip' }, data)
  expect(skipped.map((one) => (one as { port: string }).port)).toEqual(['out', 'missing', 'missing'])
  expect(dataOf(skipped[1])).toEqual({ sku: 'NO-SUCH' })
})

test('parks what several rows answer for, or takes them all', async () => {
  const config = { connector: 'Koppel_Stock', fields: ['Warehouse', 'Physical'] }
  const rows = (await client.rows('Koppel_Stock', { order: 'ItemCode', take: 1000 })).filter(
    (row) => row['Dimension1'] === null,
  )
  const of = (sku: unknown) => rows.filter((row) => row['ItemCode'] === sku)
  const sku = rows.find((row) => of(row['ItemCode']).length > 1)?.['ItemCode']
  expect(codeOf((await looked(config, [{ sku }]))[0])?.code).toBe('lookup.several-found')
  const [all] = await looked({ ...config, severalFound: 'list' }, [{ sku }])
  const wanted = of(sku).map(({ Warehouse, Physical }) => ({ Warehouse, Physical }))
  expect(new Set(dataOf(all).found as object[])).toEqual(new Set(wanted))
  const again = await Promise.all([1, 2, 3].map(() => looked({ ...config, severalFound: 'list' }, [{ sku }])))
  for (const [one] of again) expect(dataOf(one)).toEqual(dataOf(all))
  const conditions = [{ field: 'Warehouse', operator: 'equals', value: String(wanted[1]?.Warehouse) }]
  const [one] = await looked({ ...config, conditions }, [{ sku }])
  expect(dataOf(one).found).toEqual(wanted[1])
})

test('gives an entry for each value of a list, also of one', async () => {
  const config = { value: '[lines.sku]', many: true, to: 'more.articles', fields: ['Unit'] }
  const outcomes = await looked(config, [
    { lines: [{ sku: code(0) }, { sku: code(1) }, { sku: null }, { sku: ' ' }] },
    { lines: [{ sku: code(2) }] },
    { lines: [] },
    { lines: [{ sku: code(0) }, { sku: 'NO-SUCH' }] },
  ])
  const found = (at: number) => (dataOf(outcomes[at]) as unknown as { more: { articles: object } }).more.articles
  expect(found(0)).toEqual({ [code(0)]: { Unit: articles[0]?.['Unit'] }, [code(1)]: { Unit: articles[1]?.['Unit'] } })
  expect(found(1)).toEqual({ [code(2)]: { Unit: articles[2]?.['Unit'] } })
  expect(found(2)).toEqual({})
  expect(codeOf(outcomes[3])?.message).toContain('NO-SUCH')
  const plain = await looked({ value: 'lines.sku' }, [{ lines: [{ sku: 'A' }, { sku: 'B' }] }, { lines: { sku: {} } }])
  expect(plain.map((one) => codeOf(one)?.code)).toEqual(['lookup.not-one-value', 'lookup.not-one-value'])
})

test('says which field the get-connector lacks, and stops', async () => {
  const [one] = await looked({ fields: ['HsCode', 'Customs'] }, [{ sku: code(0) }])
  expect((one as { problem: object }).problem).toMatchObject({ code: 'afas.unknown-field', scope: 'system' })
  expect(codeOf(one)?.message).toBe('Koppel_Articles has no field Customs.')
})

test('concludes nothing when AFAS does not answer', async () => {
  await sandbox.faults({ match: { operation: 'Koppel_Articles' }, kind: 'status', status: 403, rate: 1 })
  const outcomes = await looked({ notFound: 'skip' }, [{ sku: code(0) }])
  expect(outcomes.map((one) => one.kind)).toEqual(['failed'])
})

test('does not hang on AFAS when it is told to stop', async () => {
  await sandbox.faults({ match: { operation: 'Koppel_Articles' }, kind: 'delay', ms: 60_000, rate: 1 })
  const run = new TestRun(client)
  const ended = looked({}, [{ sku: code(0) }], run)
  run.abort.abort(new Error('stopped'))
  await expect(ended).rejects.toThrow('stopped')
})
