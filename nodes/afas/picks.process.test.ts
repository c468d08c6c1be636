import { afterAll, beforeAll, expect, test } from 'vitest'
import { afas } from './connector.ts'
import { TestSandbox } from './testing/sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 1200, customers: 30 })
})
afterAll(() => sandbox.stop())

const picked = async (name: string) =>
  (await afas.picks?.[name]?.(sandbox.client(), new AbortController().signal)) ?? []

test('a list is whole, also where it is longer than a page', async () => {
  const { articles } = await sandbox.state()
  expect((await picked('afas.articles')).map(({ value }) => value).toSorted()).toEqual(
    articles.map(({ ItCd }) => ItCd).toSorted(),
  )
})

test('customer types and fields of debtors are there to choose from', async () => {
  expect((await picked('afas.customer-types')).map(({ label }) => label)).toContain('002  Zilver')
  expect(await picked('afas.debtor-fields')).toContainEqual({
    value: 'PriceList',
    label: expect.stringContaining('(PriceList)'),
  })
  expect((await picked('afas.debtors')).length).toBe((await sandbox.state()).debtors.length)
})
