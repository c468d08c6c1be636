import { describe, expect, it } from 'vitest'
import { compare, counts } from './proof.ts'
import type { AfasState, ShopOrder } from './systems.ts'

const order = (name: string, change: Partial<ShopOrder> = {}): ShopOrder => ({
  ...{ id: `gid/${name}`, name, email: null, displayFinancialStatus: 'PAID', cancelledAt: null, test: false, total: 1 },
  ...change,
})
const document = (id: string, reference?: string) => ({ id, fields: reference ? { RfCs: reference } : {}, lines: [] })
const afas = (names: readonly string[], invoices: readonly string[] = []): Pick<AfasState, 'documents'> => ({
  documents: {
    FbSales: names.map((name, i) => document(`s${i}`, name)),
    FbDirectInvoice: invoices.map((name, i) => document(`i${i}`, name)),
    // What was shipped carries the order's name as well.
    FbDeliveryNote: [document('d1'), ...names.map((name, i) => document(`p${i}`, name))],
  },
})

describe('the proof', () => {
  it('counts each order where it is', () => {
    const orders = ['#1', '#2', '#3', '#4', '#5'].map((name) => order(name))
    const status = (name: string) => (name === '#3' ? 'parked' : name === '#4' ? 'written' : 'waiting')
    expect(compare(orders, afas(['#1', '#2', '#2']), status)).toEqual({
      ...{ orders: 5, documents: 3, doubled: 1, parked: 1, lost: 1, waiting: 1 },
    })
  })

  it('finds a double across kinds of documents, and leaves alone what is not from the shop', () => {
    const proof = compare([order('#1')], afas(['#1', 'another'], ['#1']), () => 'waiting')
    expect(proof).toMatchObject({ documents: 2, doubled: 1, lost: 0 })
  })

  it('knows a journal entry by its voucher, and takes an invoice of an order for no second document', () => {
    const entry = { id: 'e1', fields: { JoCo: '70' }, lines: [{ fields: { BpNr: '#2' } }] }
    const { documents } = afas(['#1'])
    const all = { documents: { ...documents, invoices: [document('f1', '#1')], FiEntries: [entry] } }
    expect(compare([order('#1'), order('#2')], all, () => 'written')).toMatchObject({
      documents: 2,
      doubled: 0,
      lost: 0,
    })
  })

  it('asks only for orders that are to be in AFAS', () => {
    expect(counts(order('#1'))).toBe(true)
    expect(counts(order('#1', { displayFinancialStatus: 'PENDING' }))).toBe(false)
    expect(counts(order('#1', { cancelledAt: '2026-01-01' }))).toBe(false)
    expect(counts(order('#1', { test: true }))).toBe(false)
  })
})
