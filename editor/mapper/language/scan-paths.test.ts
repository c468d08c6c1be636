import { describe, expect, test } from 'vitest'
import { scanPaths, scopeAtCursor } from './scan-paths.ts'

const uses = (text: string) => scanPaths(text).map((use) => `${use.root}:${use.steps.join('.')}`)

describe('paths an expression reads', () => {
  test('plain, nested and from settings', () => {
    expect(uses('shippingAddress.countryCodeV2')).toEqual([':shippingAddress.countryCodeV2'])
    expect(uses('$settings.administration')).toEqual(['$settings:administration'])
    expect(uses('$mapValue("paymentMethods", paymentGatewayNames[0])')).toEqual([':paymentGatewayNames'])
  })

  test('a predicate reads inside what it filters, and the path goes on behind it', () => {
    expect(uses('lineItems[quantity > 0].sku')).toEqual([':lineItems.quantity', ':lineItems.sku'])
  })

  test('an object built from each item reads fields of the item', () => {
    expect(uses('lineItems.{ "code": sku, "n": quantity }')).toEqual([
      ':lineItems.sku',
      ':lineItems.quantity',
      ':lineItems',
    ])
  })

  test('$ is where we are and $$ the whole record', () => {
    expect(uses('lineItems.($.sku & $$.name)')).toEqual([':lineItems.sku', ':name', ':lineItems'])
  })
})

describe('what is typed at the cursor', () => {
  test('a field of the record', () => {
    expect(scopeAtCursor('$afasDate(crea')).toMatchObject({ kind: 'path', steps: [], word: 'crea', from: 10 })
  })

  test('a field below another', () => {
    expect(scopeAtCursor('shippingAddress.')).toMatchObject({ kind: 'path', steps: ['shippingAddress'], word: '' })
    expect(scopeAtCursor('shippingAddress.ci')).toMatchObject({ kind: 'path', steps: ['shippingAddress'], word: 'ci' })
  })

  test('a field of an item, within a predicate or a block', () => {
    expect(scopeAtCursor('lineItems[qua')).toMatchObject({ steps: ['lineItems'], word: 'qua' })
    expect(scopeAtCursor('lineItems[quantity > 0].s')).toMatchObject({ steps: ['lineItems'], word: 's' })
    expect(scopeAtCursor('lineItems.{"a": s')).toMatchObject({ steps: ['lineItems'], word: 's' })
  })

  test('a setting, a function, a value map name', () => {
    expect(scopeAtCursor('$settings.adm')).toMatchObject({ kind: 'path', root: '$settings', steps: [], word: 'adm' })
    expect(scopeAtCursor('$afas')).toMatchObject({ kind: 'variable', word: '$afas', from: 0 })
    expect(scopeAtCursor('$mapValue("pay')).toMatchObject({
      kind: 'string',
      word: 'pay',
      from: 11,
      call: { name: '$mapValue', argument: 0 },
    })
  })

  test('nothing inside a number or a finished string', () => {
    expect(scopeAtCursor('12').kind).toBe('none')
    expect(scopeAtCursor('"done"').kind).toBe('none')
  })
})
