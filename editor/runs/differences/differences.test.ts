import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import type { Field } from '../../../nodes/sdk/connector.ts'
import { groupDifferences } from './difference-groups.ts'
import type { RecordDifference } from './difference-shapes.ts'
import { fieldWords } from './field-words.ts'

const t = ((key: string, values: Record<string, unknown> = {}) =>
  typeof values['defaultValue'] === 'string'
    ? values['defaultValue']
    : `${key.slice(key.indexOf('.') + 1)}:${Object.values(values).join()}`) as unknown as TFunction<'runs'>

const described = new Map<string, Field>([
  ['FbSales.Element.Fields.RfCs', { path: '', label: 'Reference', type: 'string' }],
  ['FbSales.Element.Objects.FbSalesLines.Element[].Fields.ItCd', { path: '', label: 'Item', type: 'string' }],
])

test.each([
  ['FbSales.Element.Fields.RfCs', { label: 'Reference', code: 'RfCs' }],
  ['FbSales.Element.Objects.FbSalesLines.Element[1].Fields.ItCd', { label: 'Item', code: 'ItCd', of: 'line:2' }],
  ['levels.Magazijn St. Jan', { label: 'level:Magazijn St. Jan' }],
  ['variants.KOF-1.5.price', { label: 'Price', of: 'variant:KOF-1.5' }],
  ['variants.KOF-1.options.Size', { label: 'Size', of: 'variant:KOF-1' }],
  ['metafields.custom.delivery_time', { label: 'metafield:custom.delivery_time' }],
  ['lines[0].quantity', { label: 'Quantity', of: 'line:1' }],
  ['KnPerson.Element.Fields.ZpCd', { label: 'ZpCd' }],
  ['descriptionHtml', { label: 'Description html' }],
])('%s', (path, words) => {
  expect(fieldWords(t, path, described)).toEqual(words)
})

test('what becomes one object is one group, whatever stands between is not lost', () => {
  const record = (id: string, identity?: string): RecordDifference => ({
    ...{ id, key: id, keys: [], action: 'update', at: '', kept: true },
    effects: identity === undefined ? [] : [{ node: 'w', operation: 'product', identity, action: 'update', diff: [] }],
  })
  const groups = groupDifferences([record('a', 'p'), record('b', 'p'), record('c', 'q'), record('d'), record('e')])
  expect(groups.map((one) => [one.first.id, ...one.others.map((other) => other.id)])).toEqual([
    ['a', 'b'],
    ['c'],
    ['d'],
    ['e'],
  ])
})
