import { expect, test } from 'vitest'
import type { Field } from '../../nodes/sdk/connector.ts'
import { allRows, countRows, groupRows, mappingsOf, withExpression, withoutRow } from './rows.ts'

const fields: Field[] = [
  { path: 'FbSales.Element.Fields.DbId', label: 'Sales contact', type: 'string', length: 16, required: true },
  { path: 'FbSales.Element.Fields.RfCs', label: 'Order reference', type: 'string', length: 100 },
  {
    path: 'FbSales.Element.Objects[0].FbSalesLines.Element[].Fields.ItCd',
    label: 'Itemcode',
    type: 'string',
    required: true,
  },
]
const config = {
  other: 1,
  fields: [
    { to: 'FbSales.Element.Fields.RfCs', expression: 'name', note: 'kept' },
    { to: 'FbSales.Element.Objects.FbSalesLines.Element[].Fields.ItCd', expression: 'lineItems.sku' },
    { to: 'FbSales.Element.Fields.Own', expression: '1' },
  ],
}

test('mapped rows meet their fields, also when lists are written in another way', () => {
  const rows = allRows(fields, mappingsOf(config))
  expect(rows.map((row) => [row.label, row.mapping?.expression])).toEqual([
    ['Order reference', 'name'],
    ['Itemcode', 'lineItems.sku'],
    ['Own', '1'],
    ['Sales contact', undefined],
  ])
  expect(countRows(rows)).toEqual({ mapped: 3, required: 2, all: 4, requiredMapped: 1 })
})

test('rows of a list stand together, under the name of the document part', () => {
  const groups = groupRows(allRows(fields, mappingsOf(config)), 'all', '')
  expect(groups.map((group) => [group.title, group.list, group.mapped, group.total])).toEqual([
    ['FbSales', false, 2, 3],
    ['FbSalesLines', true, 1, 1],
  ])
})

test('filter and search work together', () => {
  const rows = allRows(fields, mappingsOf(config))
  expect(groupRows(rows, 'required', '').flatMap((group) => group.rows.map((row) => row.code))).toEqual([
    'DbId',
    'ItCd',
  ])
  expect(groupRows(rows, 'mapped', 'lineitems').flatMap((group) => group.rows.map((row) => row.code))).toEqual(['ItCd'])
})

test('changing one row leaves everything else as it was', () => {
  const changed = withExpression(config, 'FbSales.Element.Fields.RfCs', 'name & "x"')
  expect(changed['other']).toBe(1)
  expect(mappingsOf(changed)[0]).toEqual({ to: 'FbSales.Element.Fields.RfCs', expression: 'name & "x"', note: 'kept' })
  expect(mappingsOf(withExpression(config, 'New', '1'))).toHaveLength(4)
  expect(mappingsOf(withoutRow(config, 'FbSales.Element.Fields.Own'))).toHaveLength(2)
})

test('what each item needs is required only where the list is filled', () => {
  const serial: Field = { path: 'FbSales.Element.Serials[].Fields.Nr', label: 'Serial', type: 'string', required: true }
  const rows = allRows([...fields, serial], mappingsOf(config))
  expect(rows.filter((row) => row.required).map((row) => row.code)).toEqual(['ItCd', 'DbId'])
})
