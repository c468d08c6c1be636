import { expect, test } from 'vitest'
import { suggest } from './completion.ts'

const around = {
  sample: {
    createdAt: '2026-11-12T15:08:41Z',
    paymentGatewayNames: ['ideal'],
    lineItems: [{ sku: 'A', quantity: 2 }],
  },
  settings: { administration: 1 },
  valueMaps: {
    paymentMethods: { title: 'Payment methods', from: 'Shopify gateway', to: 'AFAS payment method', rows: [] },
  },
  functions: [{ name: 'afasDate', signature: '$afasDate(value)', description: 'Date in AFAS.', example: '' }],
}
const labels = (before: string) => suggest(before, around).items.map((item) => item.label)

test('fields come with their values, then settings and functions', () => {
  const found = suggest('pay', around)
  expect(found.from).toBe(0)
  expect(found.items.find((item) => item.label === 'paymentGatewayNames')?.detail).toBe('["ideal"]')
  expect(labels('pay')).toContain('$settings.administration')
})

test('behind a dot only what is below it', () => {
  expect(labels('lineItems.')).toEqual(['sku', 'quantity'])
  expect(labels('$settings.')).toEqual(['administration'])
  expect(labels('nothing.')).toEqual([])
})

test('behind a dollar the functions, ready to be called', () => {
  const date = suggest('$af', around).items.find((item) => item.label === '$afasDate')
  expect(date).toMatchObject({ insert: '$afasDate(', detail: '(value)' })
})

test('names of value maps within $mapValue, and only there', () => {
  expect(labels('$mapValue("')).toEqual(['paymentMethods'])
  expect(labels('$mapValue("paymentMethods", "')).toEqual([])
  expect(labels('$uppercase("pay')).toEqual([])
})

test('fields that nodes before add are offered where the record does not have them yet', () => {
  const field = (path: string) => ({ path, label: `Label of ${path}`, type: 'string' as const })
  const added = ['createdAt', 'found', 'found.HsCode', 'found.metafields.`koppel.mark`'].map(field)
  const offered = (before: string) =>
    suggest(before, { ...around, added })
      .items.filter(({ kind }) => kind === 'field')
      .map(({ label }) => label)
  expect(offered('')).toEqual(['createdAt', 'paymentGatewayNames', 'lineItems', 'found'])
  expect(offered('found.')).toEqual(['HsCode', 'metafields'])
  expect(offered('found.metafields.')).toEqual(['`koppel.mark`'])
  expect(offered('lineItems.')).toEqual(['sku', 'quantity'])
})
