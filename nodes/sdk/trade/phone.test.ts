import { expect, test } from 'vitest'
import { e164 } from './phone.ts'

test.each([
  ['06-12345678', 'NL', '+31612345678'],
  ['06 12 34 56 78', 'NL', '+31612345678'],
  ['030 - 231 45 67', 'NL', '+31302314567'],
  ['0031 20 123 45 67', 'NL', '+31201234567'],
  ['+49 (0)30 901820', 'NL', '+4930901820'],
  ['0476 12 34 56', 'BE', '+32476123456'],
  ['020 7946 0018', 'GB', '+442079460018'],
  ['(512) 555-0142', 'US', '+15125550142'],
  ['tel. 030 - 231 45 67 (na 18 uur)', 'NL', '+31302314567'],
  ['+31612345678', '', '+31612345678'],
])('%s in %s is %s', (text, country, expected) => {
  expect(e164(text, country)).toBe(expected)
})

test.each(['', '12345', 'onbekend', '0612345678901234', 'geen'])('"%s" is no number', (text) => {
  expect(e164(text, 'NL')).toBeUndefined()
  expect(e164(text, '')).toBeUndefined()
})

test('a number without a country code needs a country', () => {
  expect(e164('0612345678', 'XX')).toBeUndefined()
})
