import { describe, expect, test } from 'vitest'
import { chunksThatFit, filterQuery, MAX_QUERY, valueOf, type Condition } from './filter.ts'

const is = (field: string, value: string): Condition => ({ field, operator: 'equals', value })

describe('a filter as query', () => {
  test('commas join conditions, semicolons join groups', () => {
    expect(filterQuery([[is('Warehouse', 'W1'), is('Blocked', 'false')], [is('Warehouse', 'W2')]])).toBe(
      'filterfieldids=Warehouse,Blocked;Warehouse&filtervalues=W1,false;W2&operatortypes=1,1;1',
    )
  })
  test('values with a comma, a semicolon or nothing go as JSON', () => {
    for (const value of ['a,b', 'a;b', '']) {
      const query = filterQuery([[is('Name', value)]])
      expect(query).toMatch(/^filterjson=/)
      const body = JSON.parse(decodeURIComponent(query.slice('filterjson='.length))) as unknown
      expect(body).toEqual({
        Filters: {
          Filter: [{ '@FilterId': 'F1', Field: [{ '@FieldId': 'Name', '@OperatorType': '1', '#text': value }] }],
        },
      })
    }
  })
  test('nothing asked is no filter', () => {
    expect(filterQuery([])).toBe('')
    expect(filterQuery([[]])).toBe('')
  })
})

test('times leave without their Z', () => {
  expect(valueOf({ field: 'Modified', operator: 'at-least', value: '2026-11-01T08:15:00Z' })).toBe(
    '2026-11-01T08:15:00',
  )
  expect(valueOf(is('Name', 'QUIZ'))).toBe('QUIZ')
})

test('a look-up is cut so that each query fits, and nothing is lost', () => {
  const values = Array.from({ length: 500 }, (_, index) => `#${1000 + index}`)
  const query = (chunk: readonly string[]): string => `?${filterQuery(chunk.map((value) => [is('Reference', value)]))}`
  const chunks = chunksThatFit(values, query)
  expect(chunks.flat()).toEqual(values)
  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks.length).toBeLessThan(12)
  for (const chunk of chunks) expect(query(chunk).length).toBeLessThanOrEqual(MAX_QUERY)
})
