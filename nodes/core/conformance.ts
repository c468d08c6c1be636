import type { ConformanceCase, World } from '../sdk/conformance/case.ts'
import { branch } from './nodes/branch.ts'
import { changed } from './nodes/changed.ts'
import { filter } from './nodes/filter.ts'
import { group } from './nodes/group.ts'
import { httpGet } from './nodes/http-get.ts'
import { httpSend } from './nodes/http-send.ts'
import { join } from './nodes/join.ts'
import { log } from './nodes/log.ts'
import { lookup } from './nodes/lookup.ts'
import { map } from './nodes/map.ts'
import { split } from './nodes/split.ts'
import { webhook } from './nodes/webhook.ts'

const records = ({ orders }: World) => orders
const payments = {
  title: 'Payment methods',
  from: 'Shop',
  to: 'Books',
  // An unknown value parks its record, which must be settled too.
  rows: [
    ['ideal', 'ID'],
    ['shopify_payments', 'CC'],
    ['paypal', 'PP'],
    ['klarna', 'KL'],
  ],
  otherwise: null,
}

export const coreCases: readonly ConformanceCase[] = [
  {
    node: webhook,
    deliveries: [{ id: 1, number: '2026-001' }, { id: 'b', lines: [{ sku: 'A' }] }, { nothing: 'to know it by' }],
  },
  {
    node: map,
    config: {
      fields: [
        { to: 'reference', expression: 'name' },
        { to: 'customer.email', expression: '$lowercase(email)' },
        { to: 'lines[].code', expression: 'lineItems.sku' },
      ],
    },
    records,
  },
  { node: filter, config: { expression: 'totalPrice > 60' }, records },
  { node: branch, config: { a: 'totalPrice > 200', b: 'taxesIncluded' }, records },
  { node: split, config: { expression: 'lineItems', part: 'id' }, records },
  { node: group, config: { expression: 'customer.email ? customer.email : email' }, records },
  { node: changed, config: { expression: 'updatedAt', days: 7 }, records },
  {
    node: lookup,
    config: { map: 'payments', expression: 'paymentGatewayNames[0]', to: 'books.payment' },
    valueMaps: { payments },
    records,
  },
  {
    node: join,
    config: { value: 'ItemCode', rowKey: 'ItemCode', notFound: 'go-on' },
    records: ({ articles }) => articles,
    beside: { list: ({ articles }) => articles.slice(3) },
  },
  { node: log, records },
  {
    node: httpGet,
    config: { path: '/items', list: 'data.items', paging: 'page-number', sizeParam: 'size', pageSize: 5 },
  },
  {
    node: httpSend,
    config: {
      path: '"/orders/" & $replace(name, "#", "")',
      find: '"/orders/" & $replace(name, "#", "")',
      fields: [
        { to: 'number', expression: 'name' },
        { to: 'lines[].sku', expression: 'lineItems.sku' },
      ],
    },
    records,
    writes: true,
  },
]
