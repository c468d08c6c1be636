import { expect, test } from 'vitest'
import type { Field } from '../../nodes/sdk/connector.ts'
import { checkValue } from './check-value.ts'

const method: Field = { path: 'FbSales.Element.Fields.PaTp', label: 'Payment method', type: 'string', length: 5 }

test('text says how much of the room it takes', () => {
  expect(checkValue(method, 'ID')).toEqual({ fits: true, kind: 'length', length: 2, max: 5 })
  expect(checkValue(method, 'SHOPIFY')).toEqual({ fits: false, kind: 'too-long', length: 7, max: 5 })
})

test('an empty value fits unless the field is required', () => {
  expect(checkValue(method, null)).toEqual({ fits: true, kind: 'empty' })
  expect(checkValue({ ...method, required: true }, undefined)).toEqual({ fits: false, kind: 'required' })
})

test('only allowed values fit where there is a list', () => {
  const field: Field = { ...method, values: [{ value: 'ID', label: 'iDEAL' }] }
  expect(checkValue(field, 'ID').fits).toBe(true)
  expect(checkValue(field, 'KLA')).toEqual({ fits: false, kind: 'not-allowed', value: 'KLA' })
})

test('types are told from what they look like', () => {
  expect(checkValue({ ...method, type: 'integer' }, '12').fits).toBe(true)
  expect(checkValue({ ...method, type: 'integer' }, 1.5).fits).toBe(false)
  expect(checkValue({ ...method, type: 'date' }, '2026-11-12').fits).toBe(true)
  expect(checkValue({ ...method, type: 'date' }, '12-11-2026').fits).toBe(false)
  expect(checkValue({ ...method, type: 'boolean' }, 'yes').fits).toBe(false)
})

test('each item of a list field is checked', () => {
  const sku: Field = {
    path: 'FbSalesLines.Element[].Fields.ItCd',
    label: 'Itemcode',
    type: 'string',
    length: 7,
    required: true,
  }
  expect(checkValue(sku, ['MAAL-M2', 'VERZEND'])).toEqual({ fits: true, kind: 'items', count: 2 })
  expect(checkValue(sku, ['MAAL-M2', null])).toEqual({ fits: false, kind: 'required' })
  expect(checkValue({ ...sku, path: 'Fields.ItCd' }, ['a']).fits).toBe(false)
})
