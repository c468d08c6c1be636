import { expect, test } from 'vitest'
import { asStep, fieldsBelow, plainValue, shortValue, treeRows, valueAt } from './sample-fields.ts'

const order = {
  name: '#1042',
  'gift note': null,
  paymentGatewayNames: ['ideal'],
  shippingAddress: { city: 'Rotterdam', countryCodeV2: 'NL' },
  lineItems: [
    { sku: 'KOF-ESP-1000', quantity: 4 },
    { sku: 'MAAL-M2', quantity: 1 },
  ],
}

test('a path through a list gives the values of all items', () => {
  expect(valueAt(order, ['lineItems', 'sku'])).toEqual(['KOF-ESP-1000', 'MAAL-M2'])
  expect(valueAt(order, ['shippingAddress', 'city'])).toBe('Rotterdam')
  expect(valueAt(order, ['shippingAddress', 'street'])).toBeUndefined()
  expect(valueAt(order, ['constructor'])).toBeUndefined()
})

test('fields below a list come with the values of all items', () => {
  expect(fieldsBelow(order, ['lineItems'])).toEqual([
    { name: 'sku', value: ['KOF-ESP-1000', 'MAAL-M2'] },
    { name: 'quantity', value: [4, 1] },
  ])
})

test('names that are no plain words get back-ticks', () => {
  expect(asStep('gift note')).toBe('`gift note`')
  expect(asStep('in')).toBe('`in`')
  expect(asStep('sku')).toBe('sku')
})

test('the tree opens what is opened, and a search opens what it needs', () => {
  expect(treeRows(order, new Set(), '').map((row) => row.path)).toEqual([
    'name',
    '`gift note`',
    'paymentGatewayNames',
    'shippingAddress',
    'lineItems',
  ])
  expect(treeRows(order, new Set(['paymentGatewayNames']), '').map((row) => row.path)).toContain(
    'paymentGatewayNames[0]',
  )
  expect(treeRows(order, new Set(), 'MAAL').map((row) => row.path)).toEqual([
    'lineItems',
    'lineItems[1]',
    'lineItems[1].sku',
  ])
})

test('values in one line', () => {
  expect(shortValue('NL')).toBe('"NL"')
  expect(plainValue('NL')).toBe('NL')
  expect(plainValue([4, 1])).toBe('[4,1]')
  expect(shortValue('x'.repeat(300), 10)).toHaveLength(10)
})
