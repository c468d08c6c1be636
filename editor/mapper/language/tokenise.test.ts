import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenise, unquote } from './tokenise.ts'

const kinds = (text: string) => tokenise(text).map((token) => `${token.kind}:${token.text}`)

test('colours a value map call as the picture shows it', () => {
  expect(kinds('$mapValue("paymentMethods", paymentGatewayNames[0])')).toEqual([
    'function:$mapValue',
    'bracket:(',
    'string:"paymentMethods"',
    'operator:,',
    'name:paymentGatewayNames',
    'bracket:[',
    'number:0',
    'bracket:]',
    'bracket:)',
  ])
})

test('a setting is a variable, not a function', () => {
  expect(kinds('$settings.administration')).toEqual(['variable:$settings', 'operator:.', 'name:administration'])
})

test('a slash after an operand divides, elsewhere it starts a pattern', () => {
  expect(kinds('total / 2')[1]).toBe('operator:/')
  expect(kinds('$match(zip, /[0-9]+/i)')).toContain('regex:/[0-9]+/i')
})

test('strings keep escaped quotes, an unfinished one runs to the end', () => {
  expect(kinds('"a\\"b" & c')[0]).toBe('string:"a\\"b"')
  expect(kinds('$mapValue("pay')).toContain('string:"pay')
  expect(unquote('"a\\"b"')).toBe('a"b')
  expect(unquote('`first name`')).toBe('first name')
})

test('words that are values do not look like fields', () => {
  expect(kinds('true and not_a_word')).toEqual(['keyword:true', 'keyword:and', 'name:not_a_word'])
})

test('whatever is typed, tokens cover it in order and end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      let last = 0
      for (const token of tokenise(text)) {
        expect(token.from).toBeGreaterThanOrEqual(last)
        expect(token.to).toBeGreaterThan(token.from)
        expect(text.slice(last, token.from).trim()).toBe('')
        last = token.to
      }
      expect(text.slice(last).trim()).toBe('')
    }),
  )
})
