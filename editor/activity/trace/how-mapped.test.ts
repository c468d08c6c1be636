import { expect, test } from 'vitest'
import { howOf, mappedRows, underMappedName, valueAtTarget } from './how-mapped.ts'

const order = {
  name: '#1042',
  createdAt: '2026-11-12T15:08:41Z',
  gateways: ['ideal'],
  lineItems: [{ sku: 'A' }, { sku: 'B' }],
}
const document = {
  FbSales: {
    Element: {
      Fields: { RfCs: '#1042', OrDa: '2026-11-12', PaTp: 'ID', Unit: 1 },
      Objects: [{ FbSalesLines: { Element: [{ Fields: { ItCd: 'A' } }, { Fields: { ItCd: 'B' } }] } }],
    },
  },
}

test('target paths reach into lists in the ways documents are written', () => {
  expect(valueAtTarget(document, 'FbSales.Element.Fields.RfCs')).toBe('#1042')
  expect(valueAtTarget(document, 'FbSales.Element.Objects[].FbSalesLines.Element[].Fields.ItCd')).toEqual(['A', 'B'])
  expect(valueAtTarget(document, 'FbSales.Element.Fields.None')).toBeUndefined()
})

test('each row says where its value came from and how', () => {
  const rows = mappedRows(
    [
      { to: 'FbSales.Element.Fields.RfCs', expression: 'name' },
      { to: 'FbSales.Element.Fields.OrDa', expression: '$afasDate(createdAt)' },
      { to: 'FbSales.Element.Fields.PaTp', expression: '$mapValue("paymentMethods", gateways[0])' },
      { to: 'FbSales.Element.Fields.Unit', expression: '$settings.administration' },
    ],
    order,
    document,
  )
  expect(rows.map((row) => [row.from[0]?.path, row.how.kind, row.how.name, row.value])).toEqual([
    ['name', 'as-is', undefined, '#1042'],
    ['createdAt', 'function', '$afasDate', '2026-11-12'],
    ['gateways', 'value-map', 'paymentMethods', 'ID'],
    [undefined, 'setting', 'administration', 1],
  ])
})

test('a constant is fixed, two fields make an expression', () => {
  expect(howOf('"NL"', undefined, 'NL')).toEqual({ kind: 'fixed' })
  expect(howOf('a & b', undefined, 'xy')).toEqual({ kind: 'expression' })
})

test('a document that was sent under another name is read by that of its mapping', () => {
  const lines = { Element: [{ Fields: { ItCd: 'A' } }] }
  const sent = { FbSalesQuotation: { Element: { Fields: { RfCs: '#1' }, Objects: { FbSalesQuotationLines: lines } } } }
  const mapping = [{ to: 'FbSales.Element.Fields.RfCs', expression: 'name' }]
  expect(underMappedName(sent, mapping)).toEqual({
    FbSales: { Element: { Fields: { RfCs: '#1' }, Objects: { FbSalesLines: lines } } },
  })
  expect(underMappedName(sent, [{ to: 'title', expression: 'name' }])).toBe(sent)
})
