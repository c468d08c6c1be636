import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import { SandboxCalls } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.reset({ seed: 1 }))

const day = { EnDa: '2026-11-24', BpDa: '2026-11-24', BpNr: '#1001' }
const debtor = { VaAs: '2', AcNr: '20001', ...day, AmDe: 121, AmCr: 0 }
const revenue = { VaAs: '1', AcNr: '8000', ...day, AmDe: 0, AmCr: 100, VaId: '1' }
const vat = { VaAs: '1', AcNr: '1510', ...day, AmDe: 0, AmCr: 21, VaId: '1' }

function entry(lines: object[], header: object = {}): object {
  const Element = lines.map((one) => ('Fields' in one ? one : { Fields: one }))
  return {
    FiEntryPar: {
      Element: {
        Fields: { Year: 2026, Peri: 11, UnId: 1, JoCo: '70', AuNu: true, ...header },
        Objects: [{ FiEntries: { Element } }],
      },
    },
  }
}

test('an entry that balances is booked and gets a number', async () => {
  const answer = await afas.post('FiEntries', entry([debtor, revenue, vat]))
  expect(JSON.parse(answer.text)).toEqual({ results: { FiEntryPar: { EnNo: 48_001, UnId: 1 } } })
  const [booked] = (await afas.state()).documents['FiEntries'] ?? []
  expect(booked).toMatchObject({ id: '48001', debtor: '20001', fields: { JoCo: '70', Year: 2026 } })
  expect(booked?.lines.map((one) => one.amount)).toEqual([121, -100, -21])
  const rows = await afas.rows('Profit_Transactions', {
    filterfieldids: 'VoucherNo',
    filtervalues: '#1001',
    orderbyfieldids: 'SeqNo',
  })
  expect(rows).toMatchObject([
    { AccountNo: '20001', AmtDebit: 121 },
    { AccountNo: '8000', VatCode: '1' },
    { AccountNo: '1510', AmtCredit: 21 },
  ])
  expect(await afas.rows('Koppel_Orders')).toEqual([])
})

test.each([
  ['it does not balance', [debtor, revenue], {}, 'niet in evenwicht: 21.00'],
  ['an account is not there', [{ ...debtor, AcNr: '99' }, revenue, vat], {}, "'99' bij 'Rekeningnummer'"],
  ['a VAT code is not there', [debtor, { ...revenue, VaId: 'X' }, vat], {}, "De waarde 'X'"],
  ['a date is missing', [{ ...debtor, EnDa: undefined }, revenue, vat], {}, 'Vul een waarde in'],
  ['the journal is not there', [debtor, revenue, vat], { JoCo: 'XX' }, "'XX' bij 'Dagboek'"],
  ['there are no lines', [], {}, 'Vul een waarde in'],
  ['a cost centre is missing', [debtor, { ...revenue, AcNr: '8500' }, vat], {}, 'Verbijzonderingscode'],
])('refused when %s', async (_, lines, header, text) => {
  expect((await afas.refused('FiEntries', entry(lines, header))).externalMessage).toContain(text)
  expect((await afas.state()).documents['FiEntries']).toEqual([])
})

test('an account with axes takes its amount spread over cost centres', async () => {
  const spread = (AmCr: number) => ({
    Fields: { ...revenue, AcNr: '8500' },
    Objects: [{ FiDimEntries: { Element: { Fields: { DiC1: 'WEB', AmDe: 0, AmCr } } } }],
  })
  expect((await afas.refused('FiEntries', entry([debtor, spread(99), vat]))).externalMessage).toContain('evenwicht')
  expect((await afas.post('FiEntries', entry([debtor, spread(100), vat]))).status).toBe(201)
})

test('a closed period and a locked journal are refused until they are opened', async () => {
  const body = entry([debtor, revenue, vat])
  await afas.control('bookkeeping', { closedPeriods: ['2026-11'] })
  expect((await afas.refused('FiEntries', body)).externalMessage).toBe('Periode 2026-11 is geblokkeerd.')
  await afas.control('bookkeeping', { closedPeriods: [], lockedJournals: ['70'] })
  expect((await afas.refused('FiEntries', body, 'en-us')).externalMessage).toBe('Journal 70 is in use by another user.')
  await afas.control('bookkeeping', { lockedJournals: [] })
  expect((await afas.post('FiEntries', body)).status).toBe(201)
})

test('the lines of an entry are at most a thousand', async () => {
  const lines = Array.from({ length: 1001 }, () => ({ ...revenue, AmCr: 0 }))
  expect((await afas.refused('FiEntries', entry(lines))).externalMessage).toContain('1000')
})
