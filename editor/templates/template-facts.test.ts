import { expect, it } from 'vitest'
import type { FlowItem, Template } from '../api/shapes.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { directionOf, iconOf, madeFrom, settingGroups } from './template-facts.ts'

const manifest = (type: string, kind: Manifest['kind'], icon: string): [string, Manifest] => {
  const system = type.split('.')[0] ?? ''
  const connection = system === 'core' ? {} : { connection: system }
  return [type, { type, kind, icon, system, ...connection } as Manifest]
}
const manifests = new Map([
  manifest('shop.orders', 'source', 'cart'),
  manifest('core.map', 'transform', 'table'),
  manifest('books.write', 'target', 'file'),
  manifest('shop.mark', 'target', 'tag'),
])
const orders: Template = {
  id: 'orders',
  name: 'Orders',
  slots: [
    { slot: 'shop', type: 'shop' },
    { slot: 'books', type: 'books' },
  ],
  settings: {
    schema: {
      type: 'object',
      properties: {
        from: { type: 'string', title: 'From date', 'x-group': 'Orders' },
        unit: { type: 'integer', title: 'Administration', description: 'Its number.', 'x-group': 'Books' },
        status: { type: 'string', title: 'Status', 'x-group': 'Orders' },
      },
    },
    values: {},
  },
  nodes: [
    { id: 'orders', type: 'shop.orders' },
    { id: 'map', type: 'core.map' },
    { id: 'write', type: 'books.write' },
    { id: 'mark', type: 'shop.mark' },
  ],
}

it('goes from the system that is read to the one that is written, also when the first is told about it', () => {
  expect(directionOf(orders, manifests)).toEqual({ from: ['shop'], to: ['books'] })
})

it('goes between its slots where no manifest is known', () => {
  expect(directionOf(orders, new Map())).toEqual({ from: ['shop'], to: ['books'] })
  expect(iconOf(orders, new Map())).toBe('transform')
})

it('shows the record that travels', () => {
  expect(iconOf(orders, manifests)).toBe('cart')
})

it('tells what a person sets, by heading', () => {
  expect(settingGroups(orders)).toEqual([
    {
      title: 'Orders',
      settings: [
        { name: 'from', title: 'From date', help: '' },
        { name: 'status', title: 'Status', help: '' },
      ],
    },
    { title: 'Books', settings: [{ name: 'unit', title: 'Administration', help: 'Its number.' }] },
  ])
})

it('knows a flow as made from it by its sources and targets, not by its name or mapping', () => {
  const flow = (id: string, nodes: FlowItem['nodes']) => ({ id, nodes })
  const renamed = flow('bestellingen', [
    ...orders.nodes.filter((one) => one.id !== 'map'),
    { id: 'x', type: 'core.map' },
  ])
  const other = flow('orders', [{ id: 'orders', type: 'shop.orders' }])
  expect(madeFrom(orders, [renamed, other], manifests)).toEqual([renamed])
  expect(madeFrom(orders, [renamed], new Map())).toEqual([])
})
