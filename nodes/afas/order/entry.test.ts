import { describe, expect, it } from 'vitest'
import { balanced, debtCents, entryPayload, readEntry, voucherOf, withVatAccounts, type JournalEntry } from './entry.ts'

const common = { EnDa: '2026-11-24', BpDa: '2026-11-24', BpNr: '#1' }
const axis = { FiDimEntries: { Element: [{ Fields: { DiC1: 'WEB', AmDe: 0, AmCr: 100 } }] } }
const lines = [
  { Fields: { VaAs: '2', AcNr: '20001', AmDe: 121, AmCr: 0, ...common } },
  { Fields: { VaAs: '1', AcNr: '8000', AmDe: 0, AmCr: 100, VaId: '1', ...common }, Objects: axis },
  { Fields: { VaAs: '1', AmDe: 0, AmCr: 21, VaId: '1', ...common } },
]
const mapped = (given: readonly object[]) => ({
  FiEntryPar: { Element: { Fields: { JoCo: '70' }, Objects: { FiEntries: { Element: given } } } },
  check: { total: 121 },
})

function entryOf(given: readonly object[] = lines): JournalEntry {
  const entry = readEntry(mapped(given))
  if (!entry) throw new Error('not an entry')
  return entry
}

const short = (cents: number) => [lines[0] as object, { Fields: { ...lines[1]?.Fields, AmCr: 121 - cents / 100 } }]

describe('a journal entry', () => {
  it('is read and sent with all parts of its lines, and known by its voucher', () => {
    expect(entryPayload(entryOf())).toEqual({ FiEntryPar: mapped(lines).FiEntryPar })
    expect([voucherOf(entryOf()), debtCents(entryOf())]).toEqual(['#1', 12_100])
    expect(readEntry({ FbSales: {} })).toBeUndefined()
  })

  it('books VAT on the account of its code, and is parked when AFAS has none', () => {
    const filled = withVatAccounts(entryOf(), { '1': '1510' })
    expect(filled).toMatchObject({ entry: { lines: [{}, { fields: { AcNr: '8000' } }, { fields: { AcNr: '1510' } }] } })
    expect(withVatAccounts(entryOf(), {})).toMatchObject({ problem: { code: 'afas.no-vat-account' } })
  })

  it('balances: as it is, with a rounding line up to the limit, or not at all', () => {
    const rounding = { limit: 5, account: '4800' }
    expect(balanced(entryOf(), rounding)).toEqual({ entry: entryOf() })
    const more = balanced(entryOf(short(3)), rounding)
    expect(more).toMatchObject({
      entry: { lines: [{}, {}, { fields: { AcNr: '4800', AmDe: 0, AmCr: 0.03, BpNr: '#1' } }] },
    })
    expect(balanced(entryOf(short(-3)), rounding)).toMatchObject({
      entry: { lines: [{}, {}, { fields: { AmDe: 0.03, AmCr: 0 } }] },
    })
    expect(balanced(entryOf(short(6)), rounding)).toMatchObject({ problem: { code: 'engine.total-differs' } })
    expect(balanced(entryOf(short(3)), { limit: 5, account: '' })).toMatchObject({
      problem: { code: 'engine.total-differs' },
    })
  })
})
