import { describe, expect, it } from 'vitest'
import { payloadOf, readDocument, type SalesDocument } from './document.ts'

const batch = { FbOrderBatchLines: { Element: { Fields: { BaNu: 'B1' } } } }
const line = { Fields: { ItCd: 'A', QuUn: 1, Upri: 2 }, Objects: batch }
const other = { FbOrderText: { Element: { Fields: { Tx: 'x' } } } }
const mapped = (Objects: unknown) => ({
  FbSales: { Element: { '@Action': 'insert', Fields: { RfCs: '#1' }, Objects } },
  check: { total: 2 },
})
const more = { ItCd: 'AFRONDING', QuUn: 1, Upri: 0.01 }

function withMore(data: unknown, root = 'FbSales'): SalesDocument {
  const document = readDocument(data, 'FbSales')
  if (!document) throw new Error('not a document')
  return { ...document, root, lines: [...document.lines, more] }
}

describe('what is sent', () => {
  it('is what was mapped, to the last part of a line, when nothing is to be added', () => {
    const data = mapped({ FbSalesLines: { Element: [line] }, ...other })
    const document = readDocument(data, 'FbSales') as SalesDocument
    expect(payloadOf(data, 'FbSales', document)).toEqual({ FbSales: data.FbSales })
  })

  it.each([
    [
      'an object',
      { FbSalesLines: { Element: [line] }, ...other },
      { FbSalesQuotationLines: { Element: [line, { Fields: more }] }, ...other },
    ],
    ['one line', { FbSalesLines: { Element: line } }, { FbSalesQuotationLines: { Element: [line, { Fields: more }] } }],
    [
      'a list',
      [{ FbSalesLines: { Element: [line] } }, other],
      [{ FbSalesQuotationLines: { Element: [line, { Fields: more }] } }, other],
    ],
    ['nothing', undefined, { FbSalesQuotationLines: { Element: [{ Fields: more }] } }],
  ])('has its name and its rounding line, where the parts are %s', (_, objects, expected) => {
    const data = mapped(objects)
    expect(payloadOf(data, 'FbSales', withMore(data, 'FbSalesQuotation'))).toEqual({
      FbSalesQuotation: { Element: { '@Action': 'insert', Fields: { RfCs: '#1' }, Objects: expected } },
    })
  })
})
