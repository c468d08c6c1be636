import { expect, it } from 'vitest'
import { matchPath } from './router.tsx'

it.each([
  ['/flows/:id', '/flows/orders-to-afas', { id: 'orders-to-afas' }],
  ['/flows/:id', '/flows', undefined],
  ['/flows/:id', '/flows/a/b', undefined],
  ['/records/:id', '/records/%231001', { id: '#1001' }],
  ['/', '/', {}],
])('%s on %s', (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params)
})
