import { expect, test } from 'vitest'
import type { Flow } from '../../flows/schema.ts'
import { groupsOf } from './groups.ts'
import { settingChanges } from './setting-changes.ts'

const flow = (values: Record<string, unknown>, rows: [string, string][], otherwise: string | null = null): Flow => ({
  format: 'koppel.flow/1',
  id: 'f',
  name: 'F',
  nodes: [],
  edges: [],
  settings: {
    schema: {
      type: 'object',
      properties: {
        warehouse: { type: 'string', title: 'Warehouse', default: 'W1', 'x-group': 'Stock' },
        buffer: { type: 'integer', default: 0 },
        reserve: { type: 'boolean', default: true, 'x-group': 'Stock' },
      },
    },
    values,
  },
  valueMaps: { methods: { title: 'Payment methods', from: 'Shop', to: 'AFAS', rows, otherwise } },
})

test('a group stands where its first field does, and takes in the later ones', () => {
  const groups = groupsOf(flow({}, []).settings?.schema ?? {})
  expect(groups.map(({ title, fields }) => [title, fields.map((field) => field.name)])).toEqual([
    ['Stock', ['warehouse', 'reserve']],
    ['', ['buffer']],
  ])
})

test('a default that is written down is no change', () => {
  expect(settingChanges(flow({}, []), flow({ warehouse: 'W1', reserve: true }, []))).toEqual([])
})

test('settings, rows and what becomes of the rest are told one by one', () => {
  const before = flow({}, [
    ['ideal', 'ID'],
    ['klarna', 'KL'],
  ])
  const now = flow(
    { warehouse: 'W2' },
    [
      ['klarna', 'AC'],
      ['paypal', 'PP'],
    ],
    'XX',
  )
  expect(settingChanges(before, now)).toMatchObject([
    { kind: 'setting', title: 'Warehouse', before: 'W1', after: 'W2' },
    { kind: 'row', from: 'ideal', before: 'ID', after: undefined },
    { kind: 'row', from: 'klarna', before: 'KL', after: 'AC' },
    { kind: 'row', from: 'paypal', before: undefined, after: 'PP' },
    { kind: 'otherwise', after: 'XX' },
  ])
})
