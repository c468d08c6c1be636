import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type SqliteFile } from '../sqlite.ts'
import { createLedger, type Ledger } from './ledger.ts'

let folder: string
let store: SqliteFile
let ledger: Ledger
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'koppel-ledger-'))
  store = openStore('work', path.join(folder, 'work.db'))
  ledger = createLedger(store)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const keyOf = (identity: string, operation = 'fulfilment', owner = '') => ({
  environment: 'shop',
  operation,
  identity,
  owner,
})
function intend(identity: string, note?: unknown, operation?: string, owner?: string): void {
  const action = 'create' as const
  const rest = { flow: 'f', node: 'n', run: 'r', record: 'r.1', hash: 'h', version: null, idempotencyKey: 'k' }
  ledger.intend({ ...keyOf(identity, operation, owner), ...rest, action, note, intentAt: 1 })
}
const under = (prefix: string) => ledger.under({ environment: 'shop', operation: 'fulfilment', under: prefix })

it('gives the events under an identity, and none beside it', () => {
  for (const identity of ['order/1/a/2', 'order/1/a/1', 'order/1/b/1', 'order/10/a/1', 'order/1', 'order/2/a/1']) {
    intend(identity)
  }
  intend('order/1/c', undefined, 'refund')
  intend('order/1/d', undefined, 'fulfilment', 'flow:node')
  expect(under('order/1/').map((row) => row.identity)).toEqual(['order/1/a/1', 'order/1/a/2', 'order/1/b/1'])
  ledger.refuse(keyOf('order/1/a/1'))
  expect(under('order/1/a/').map((row) => row.identity)).toEqual(['order/1/a/2'])
})

it('keeps a note with the intent, until it is done', () => {
  intend('order/1/a', { before: [1, 2] })
  expect(under('order/1/')[0]?.note).toEqual({ before: [1, 2] })
  intend('order/1/a', { before: [3] })
  expect(under('order/1/')[0]?.note).toEqual({ before: [3] })
  ledger.done(keyOf('order/1/a'), { id: 'F1' }, 2)
  expect(under('order/1/')[0]).toMatchObject({ state: 'done', note: undefined, reference: { id: 'F1' } })
})
