import { expect, test } from 'vitest'
import { keyGroups } from './key-groups.ts'

test('every key once, numbers that were written under what they are, addresses left out', () => {
  const groups = keyGroups({
    key: '#1002',
    keys: [
      { type: 'order', value: '#1002' },
      { type: 'order', value: '60000001' },
      { type: 'sku', value: 'A' },
      { type: 'sku', value: 'B' },
      { type: 'mark', value: 'gid://shopify/Order/1' },
    ],
    effects: [
      { node: 'd', operation: 'debtor', action: 'create', target: { id: '20016' }, at: '' },
      { node: 'w', operation: 'order', action: 'create', target: { id: '60000001' }, at: '' },
      { node: 'm', operation: 'mark', action: 'create', target: { id: 'gid://shopify/Order/1' }, at: '' },
    ],
  })
  expect(groups).toEqual([
    { type: 'order', values: ['#1002'] },
    { type: 'document', values: ['60000001'] },
    { type: 'debtor', values: ['20016'] },
    { type: 'sku', values: ['A', 'B'] },
  ])
})
