import { expect, test } from 'vitest'
import { originOf, recordPaths, usedPaths, valueMapsIn } from './origin.ts'

const order = {
  name: '#1042',
  paymentGatewayNames: ['ideal'],
  shippingAddress: { countryCodeV2: 'NL' },
  lines: [{ sku: 'A' }],
}

test('a mapped value tells what it was made from', () => {
  const expression = '$mapValue("paymentMethods", paymentGatewayNames[0])'
  expect(originOf(expression, order, 'ID')).toEqual({ path: 'paymentGatewayNames', value: 'ideal' })
})

test('the same value, several sources or an object say nothing', () => {
  expect(originOf('name', order, '#1042')).toBeUndefined()
  expect(originOf('name & shippingAddress.countryCodeV2', order, '#1042NL')).toBeUndefined()
  expect(originOf('$settings.administration', order, 1)).toBeUndefined()
  expect(originOf('$count(shippingAddress)', order, 1)).toBeUndefined()
})

test('used paths include the way to them', () => {
  expect(recordPaths('lines.{ "s": sku }')).toEqual([['lines', 'sku']])
  expect([...usedPaths(['shippingAddress.countryCodeV2', 'name'])]).toEqual([
    'shippingAddress',
    'shippingAddress.countryCodeV2',
    'name',
  ])
})

test('value maps by name', () => {
  expect(valueMapsIn('$mapValue("a", x) & $mapValue( \'b\', y)')).toEqual(['a', 'b'])
})
