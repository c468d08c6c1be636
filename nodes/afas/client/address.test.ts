import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test('the number and the environment make the address', () => {
  expect(addressOf({ participant: '12345' })).toBe('https://12345.rest.afas.online/ProfitRestServices')
  expect(addressOf({ participant: '12345', environment: 'test' })).toBe(
    'https://12345.resttest.afas.online/ProfitRestServices',
  )
  expect(addressOf({ participant: '12345', environment: 'accept' })).toBe(
    'https://12345.restaccept.afas.online/ProfitRestServices',
  )
})

test('a given address wins and loses its slash', () => {
  expect(addressOf({ participant: '12345', baseUrl: 'https://afas.example/rest/' })).toBe('https://afas.example/rest')
  expect(addressOf({ baseUrl: 'http://127.0.0.1:4681/ProfitRestServices' })).toBe(
    'http://127.0.0.1:4681/ProfitRestServices',
  )
})

test.each([
  {},
  { baseUrl: 'afas' },
  { baseUrl: 'http://afas.example/rest' },
  { baseUrl: 'http://127.0.0.1.evil.example/rest' },
  { baseUrl: 'https://user:pass@afas.example/rest' },
  { baseUrl: 'file:///etc' },
])('%j is no address', (config) => {
  expect(() => addressOf(config)).toThrow(/afas\.address/)
})
