import { expect, test } from 'vitest'
import { inputOf, listPathOf } from './scope.ts'

const LINES = 'FbSales.Element.Objects.FbSalesLines.Element[]'
const mappings = [
  { to: 'FbSales.Element.Fields.RfCs', expression: 'name' },
  { to: LINES, expression: 'lineItems' },
  { to: `${LINES}.Fields.ItCd`, expression: 'sku' },
]
const answers = new Map([[LINES, { to: LINES, value: [{ sku: 'A' }, { sku: 'B' }] }]])
const order = { name: '#1', lineItems: [{ sku: 'A' }, { sku: 'B' }] }

test('a row of a list runs on its item, another on the record', () => {
  expect(inputOf(`${LINES}.Fields.ItCd`, mappings, answers, order)).toEqual({ sku: 'A' })
  expect(inputOf('FbSales.Element.Fields.RfCs', mappings, answers, order)).toBe(order)
  expect(inputOf(LINES, mappings, answers, order)).toBe(order)
})

test('a list without a row of its own is made of the record', () => {
  expect(inputOf('X.Parts[].Fields.A', mappings, answers, order)).toBe(order)
  expect(listPathOf('X.Parts[].Fields.A')).toBe('X.Parts[]')
})
