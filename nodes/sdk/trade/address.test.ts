import { describe, expect, test } from 'vitest'
import { isPostBox, joinAddress, splitAddress, splitAddressLines } from './address.ts'

type Row = readonly [line: string, street: string, number: number | null, addition: string]

const rows: Readonly<Record<string, readonly Row[]>> = {
  NL: [
    ['Dorpsstraat 12', 'Dorpsstraat', 12, ''],
    ['Dorpsstraat 12a', 'Dorpsstraat', 12, 'a'],
    ['Dorpsstraat 12 A', 'Dorpsstraat', 12, 'A'],
    ['Dorpsstraat 12-A', 'Dorpsstraat', 12, 'A'],
    ['Dorpsstraat 12 - 3', 'Dorpsstraat', 12, '3'],
    ['Dorpsstraat 12-3', 'Dorpsstraat', 12, '3'],
    ['Dorpsstraat 12 3', 'Dorpsstraat', 12, '3'],
    ['Dorpsstraat 12-14', 'Dorpsstraat', 12, '14'],
    ['Dorpsstraat 12 bis', 'Dorpsstraat', 12, 'bis'],
    ['Dorpsstraat 12bis', 'Dorpsstraat', 12, 'bis'],
    ['Dorpsstraat 12, 3e verdieping', 'Dorpsstraat', 12, '3e verdieping'],
    ['Dorpsstraat 12 3 hoog', 'Dorpsstraat', 12, '3 hoog'],
    ['Kinkerstraat 34-II', 'Kinkerstraat', 34, 'II'],
    ['Kinkerstraat 34 hs', 'Kinkerstraat', 34, 'hs'],
    ['2e Jan van der Heijdenstraat 8', '2e Jan van der Heijdenstraat', 8, ''],
    ['1e Weteringdwarsstraat 8hs', '1e Weteringdwarsstraat', 8, 'hs'],
    ['Plein 1944 5', 'Plein 1944', 5, ''],
    ['Laan 1940-1945 12', 'Laan 1940-1945', 12, ''],
    ['Laan van de 7 Linden 3', 'Laan van de 7 Linden', 3, ''],
    ["'s-Gravelandseweg 3B", "'s-Gravelandseweg", 3, 'B'],
    ['Kerkstraat 5 t/o', 'Kerkstraat', 5, 't/o'],
    ['Postbus 123', 'Postbus', 123, ''],
    ['Aan de Zeedijk', 'Aan de Zeedijk', null, ''],
    ['  Dorpsstraat   12   b ', 'Dorpsstraat', 12, 'b'],
    ['Dorpsstraat 1234', 'Dorpsstraat', 1234, ''],
  ],
  BE: [
    ['Kerkstraat 5 bus 12', 'Kerkstraat', 5, 'bus 12'],
    ['Rue de la Loi 16 bte 3', 'Rue de la Loi', 16, 'bte 3'],
    ['Rue de la Loi 16 boîte 3', 'Rue de la Loi', 16, 'boîte 3'],
    ['Avenue Louise 54/3', 'Avenue Louise', 54, '3'],
    ['Rue du 11 Novembre 12', 'Rue du 11 Novembre', 12, ''],
    ['16, Rue de la Loi', 'Rue de la Loi', 16, ''],
    ['Meir 50b', 'Meir', 50, 'b'],
  ],
  DE: [
    ['Hauptstr. 5a', 'Hauptstr.', 5, 'a'],
    ['Hauptstraße 5 a', 'Hauptstraße', 5, 'a'],
    ['Straße des 17. Juni 135', 'Straße des 17. Juni', 135, ''],
    ['Musterstraße 12-14', 'Musterstraße', 12, '-14'],
    ['Hauptstraße 5 Hinterhaus', 'Hauptstraße', 5, 'Hinterhaus'],
    ['Lindenallee 7, 3. OG', 'Lindenallee', 7, '3. OG'],
    ['Straße des 17. Juni', 'Straße des 17. Juni', null, ''],
    ['C 4, 12', 'C 4', 12, ''],
    ['Platz der Republik 1', 'Platz der Republik', 1, ''],
  ],
  FR: [
    ['12 bis, rue de la Paix', 'rue de la Paix', 12, 'bis'],
    ['12 bis rue de la Paix', 'rue de la Paix', 12, 'bis'],
    ['12, rue de la Paix', 'rue de la Paix', 12, ''],
    ['12 rue de la Paix Appt 4', 'rue de la Paix', 12, 'Appt 4'],
    ['8 avenue du 8 Mai 1945', 'avenue du 8 Mai 1945', 8, ''],
    ['Lieu-dit Le Bourg', 'Lieu-dit Le Bourg', null, ''],
  ],
  GB: [
    ['10 Downing Street', 'Downing Street', 10, ''],
    ['221B Baker Street', 'Baker Street', 221, 'B'],
    ['Flat 3, 12 High Street', 'High Street', 12, 'Flat 3'],
    ['12-14 High Street', 'High Street', 12, '-14'],
    ['Rose Cottage', 'Rose Cottage', null, ''],
  ],
  US: [
    ['1600 Pennsylvania Ave NW', 'Pennsylvania Ave NW', 1600, ''],
    ['123 Main St Apt 4B', 'Main St', 123, 'Apt 4B'],
    ['742 5th Avenue', '5th Avenue', 742, ''],
    ['123 Main St #5', 'Main St', 123, '#5'],
  ],
}

for (const [country, cases] of Object.entries(rows)) {
  describe(`addresses in ${country}`, () => {
    test.each(cases)('%s', (line, street, number, addition) => {
      expect(splitAddress(line, country)).toEqual({ street, number, addition })
    })
  })
}

test('without a country the form of the line decides', () => {
  expect(splitAddress('Kerkstraat 5 bus 12')).toEqual({
    street: 'Kerkstraat',
    number: 5,
    addition: 'bus 12',
  })
  expect(splitAddress('10 Downing Street')).toEqual({
    street: 'Downing Street',
    number: 10,
    addition: '',
  })
})

test('nothing stays nothing', () => {
  const nothing = { street: '', number: null, addition: '' }
  expect(splitAddress(null, 'NL')).toEqual(nothing)
  expect(splitAddress('   ', 'NL')).toEqual(nothing)
  expect(splitAddress('12', 'NL')).toEqual({ street: '12', number: null, addition: '' })
})

describe('two lines', () => {
  test('the number may stand on the second', () => {
    expect(splitAddressLines('Dorpsstraat', '12 A', 'NL')).toEqual({
      street: 'Dorpsstraat',
      number: 12,
      addition: 'A',
      extra: '',
    })
  })
  test('a short second line is the addition', () => {
    expect(splitAddressLines('Dorpsstraat 12', 'bis', 'NL')).toMatchObject({
      number: 12,
      addition: 'bis',
      extra: '',
    })
  })
  test('a longer one stays apart', () => {
    expect(splitAddressLines('Dorpsstraat 12', 'Bedrijvenpark De Hoef', 'NL')).toMatchObject({
      number: 12,
      addition: '',
      extra: 'Bedrijvenpark De Hoef',
    })
  })
})

test.each(Object.entries(rows))('parts put together again are the same parts: %s', (country, lines) => {
  for (const [line] of lines) {
    const parts = splitAddress(line, country)
    expect([line, splitAddress(joinAddress(parts, country), country)]).toEqual([line, parts])
  }
})

test('a post-office box is recognised', () => {
  expect(['Postbus 12', 'P.O. Box 4', 'Postfach 10 01', 'Boîte postale 3'].map(isPostBox)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(isPostBox('Postbuslaan 3')).toBe(false)
})

test('a hostile line is read in no time', () => {
  const started = performance.now()
  splitAddress(`${'1 a '.repeat(20_000)}x`, 'NL')
  splitAddress('1'.repeat(50_000), 'GB')
  splitAddress(`12 ${'-/ '.repeat(20_000)}`, 'FR')
  expect(performance.now() - started).toBeLessThan(500)
})
