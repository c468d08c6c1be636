import { expect, test } from 'vitest'
import { afasCountry, isoCountry } from './country.ts'

test.each([
  ['NL', 'NL'],
  ['BE', 'B'],
  ['DE', 'D'],
  ['FR', 'F'],
  ['GB', 'GB'],
  ['US', 'USA'],
  ['IE', 'IRL'],
  ['FI', 'FIN'],
  ['LU', 'L'],
  ['AT', 'A'],
  ['CH', 'CH'],
  ['SE', 'S'],
  ['ES', 'E'],
  ['PT', 'P'],
  ['PL', 'PL'],
  ['DK', 'DK'],
])('ISO %s is %s in AFAS, and back', (iso, afas) => {
  expect(afasCountry(iso)).toBe(afas)
  expect(isoCountry(afas)).toBe(iso)
})

test('case and blanks do not matter, and nothing stays nothing', () => {
  expect(afasCountry(' be ')).toBe('B')
  expect(afasCountry(null)).toBe('')
  expect(isoCountry(undefined)).toBe('')
  expect(afasCountry('constructor')).toBe('CONSTRUCTOR')
})

test('codes that mean another country in the other list are not mixed up', () => {
  expect(isoCountry('RU')).toBe('BI')
  expect(afasCountry('RU')).toBe('RUS')
  expect(isoCountry('CL')).toBe('LK')
  expect(afasCountry('CL')).toBe('RCH')
})
