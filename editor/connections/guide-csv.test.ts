import { expect, it } from 'vitest'
import { guideCsv } from './guide-csv.ts'

it('has a row for each field, with what holds a separator in quotes', () => {
  const fields = [
    { id: 'Email', label: 'E-mail; "work"', kind: 'text', length: 100, from: 'EmAd', needed: true },
    { id: 'City', label: 'City', kind: 'text', needed: false, instead: 'Profit_Debtor.City' },
  ]
  const lines = guideCsv([{ name: 'Koppel_Debtors', about: '', readBy: ['Orders to AFAS'], fields }]).split('\r\n')
  expect(lines).toEqual([
    '\uFEFFconnector;read by;field id;what it is;kind;length;in AFAS;needed;standard',
    'Koppel_Debtors;Orders to AFAS;Email;"E-mail; ""work""";text;100;EmAd;yes;',
    'Koppel_Debtors;Orders to AFAS;City;City;text;;;;Profit_Debtor.City',
    '',
  ])
})
