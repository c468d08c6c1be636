import { expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { readGetQuery } from './query.ts'

const filterOf = (query: Record<string, string>) => readGetQuery(`?${new URLSearchParams(query).toString()}`).filter
const condition = (field: string, operator: number, value: string) => ({ field, operator, value })

test('nothing asked is the first hundred, in no order', () => {
  expect(readGetQuery('')).toEqual({ skip: 0, take: 100, order: [], filter: [] })
})

test('names of parameters are found in any casing', () => {
  expect(readGetQuery('?SKIP=5&Take=7&OrderByFieldIds=-A,B')).toEqual({
    skip: 5,
    take: 7,
    order: [
      { field: 'A', descending: true },
      { field: 'B', descending: false },
    ],
    filter: [],
  })
})

test.each([
  ['?skip=-1&take=-1', { skip: 0, take: -1 }],
  ['?skip=-1', { skip: 0, take: -1 }],
  ['?take=5', { skip: 0, take: 5 }],
])('%s', (search, page) => {
  expect(readGetQuery(search)).toMatchObject(page)
})

test.each(['?skip=2&take=-1', '?take=-1', '?skip=-1&take=5', '?skip=x', '?take=-2', '?take=1.5'])(
  '%s is refused',
  (search) => {
    expect(() => readGetQuery(search)).toThrow(Refusal)
  },
)

test('commas are and, semicolons are or', () => {
  const filter = filterOf({ filterfieldids: 'A,B;C', filtervalues: '1,x y;z', operatortypes: '1,6;10' })
  expect(filter).toEqual([[condition('A', 1, '1'), condition('B', 6, 'x y')], [condition('C', 10, 'z')]])
})

test('the operator is "=" when none are given, an empty value is a value', () => {
  expect(filterOf({ filterfieldids: 'A', filtervalues: '' })).toEqual([[condition('A', 1, '')]])
  expect(filterOf({ filterfieldids: 'A;B', filtervalues: '1;' })).toEqual([
    [condition('A', 1, '1')],
    [condition('B', 1, '')],
  ])
})

test.each([
  { filterfieldids: 'A,B', filtervalues: '1' },
  { filterfieldids: 'A;B', filtervalues: '1,2' },
  { filterfieldids: 'A', filtervalues: '1,2' },
  { filterfieldids: 'A,B', filtervalues: '1,2', operatortypes: '1' },
  { filterfieldids: 'A', filtervalues: '1', operatortypes: '16' },
  { filterfieldids: 'A', filtervalues: '1', operatortypes: '0' },
  { filterfieldids: 'A', filtervalues: '1', operatortypes: 'eq' },
  { filterjson: '{' },
  { filterjson: '{}' },
  { filterjson: 'null' },
])('lists that do not fit are refused: %j', (query) => {
  expect(() => filterOf(query)).toThrow(Refusal)
})

test('filterjson: filters are or, fields are and, one of them may go without a list', () => {
  const one = { '@FieldId': 'A', '@OperatorType': '2', '#text': 'a,b;c' }
  const two = { '@FieldId': 'B', '#text': '' }
  const several = { Filters: { Filter: [{ Field: [one, two] }, { Field: [two] }] } }
  expect(filterOf({ filterjson: JSON.stringify(several) })).toEqual([
    [condition('A', 2, 'a,b;c'), condition('B', 1, '')],
    [condition('B', 1, '')],
  ])
  const single = { Filters: { Filter: { Field: one } } }
  expect(filterOf({ filterjson: JSON.stringify(single) })).toEqual([[condition('A', 2, 'a,b;c')]])
})
