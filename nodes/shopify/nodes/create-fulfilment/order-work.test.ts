import { afterEach, expect, it } from 'vitest'
import { openSandbox, type OpenSandbox } from '../testing.ts'
import { readWork } from './order-work.ts'

let sandbox: OpenSandbox | undefined
afterEach(() => sandbox?.close())

it('reads every line of an order that has more than a page of them', async () => {
  sandbox = await openSandbox({ orders: 1, seed: 5 })
  const lines = Array.from({ length: 30 }, (_, index) => ({ sku: `A-${index}`, quantity: 2 }))
  const { id } = await sandbox.ask<{ id: string }>('orders', { lines })
  const order = await readWork(sandbox.client, id, new AbortController().signal)
  expect(order?.lines.map(({ sku, remaining }) => `${remaining} ${sku}`)).toEqual(lines.map(({ sku }) => `2 ${sku}`))
})
