import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch } from './parse.ts'

const term = (field: string | undefined, value: string, comparator = ':', prefix = false) => ({
  kind: 'term',
  ...(field === undefined ? {} : { field }),
  comparator,
  value,
  prefix,
})

describe('a search', () => {
  it('reads filters, comparators and quoted values', () => {
    expect(parseSearch("updated_at:>='2026-11-01T00:00:00Z' AND financial_status:paid")).toEqual({
      kind: 'and',
      parts: [term('updated_at', '2026-11-01T00:00:00Z', '>='), term('financial_status', 'paid')],
    })
    expect(parseSearch("name:'#1001'")).toEqual(term('name', '#1001'))
    expect(parseSearch('created_at:<2026-01-01')).toEqual(term('created_at', '2026-01-01', '<'))
    expect(parseSearch('metafields.koppel.document:60012466')).toEqual(term('metafields.koppel.document', '60012466'))
  })

  it('binds AND before OR, with a space as AND', () => {
    expect(parseSearch('a:1 b:2 OR c:3')).toEqual({
      kind: 'or',
      parts: [{ kind: 'and', parts: [term('a', '1'), term('b', '2')] }, term('c', '3')],
    })
    expect(parseSearch('a:1 AND (b:2 OR c:3)')).toEqual({
      kind: 'and',
      parts: [term('a', '1'), { kind: 'or', parts: [term('b', '2'), term('c', '3')] }],
    })
  })

  it('knows NOT and its minus', () => {
    expect(parseSearch('NOT tag:x')).toEqual({ kind: 'not', part: term('tag', 'x') })
    expect(parseSearch('-tag:x y')).toEqual({
      kind: 'and',
      parts: [{ kind: 'not', part: term('tag', 'x') }, term(undefined, 'y')],
    })
  })

  it('takes a star at the end only', () => {
    expect(parseSearch('sku:KOF-*')).toEqual(term('sku', 'KOF-', ':', true))
    expect(parseSearch('sku:*OF')).toEqual(term('sku', '*OF'))
    expect(parseSearch('sku:*')).toEqual(term('sku', '*'))
  })

  it('takes quotes and backslashes inside a value', () => {
    expect(parseSearch("sku:'it\\'s'")).toEqual(term('sku', "it's"))
    expect(parseSearch('sku:"a b"')).toEqual(term('sku', 'a b'))
    expect(parseSearch('sku:a\\ b')).toEqual(term('sku', 'a b'))
  })

  it('reads whatever it is given and always ends', () => {
    expect(parseSearch('')).toBeUndefined()
    expect(parseSearch('AND OR ) (')).toBeUndefined()
    const pieces = fc.constantFrom('a:1', 'NOT', '-', 'OR', 'AND', '(', ')', "'", '"', 'x', ':', '>=', ' ', '*', '\\')
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        parseSearch(parts.join(''))
        parseSearch(parts.join(' '))
      }),
    )
  })
})
