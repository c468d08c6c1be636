import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Connector } from '../../nodes/sdk/connector.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { createConnectionStore } from '../store/control/connections.ts'
import { openStore, type SqliteFile } from '../store/sqlite.ts'
import { createClientPool } from './clients.ts'

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined }
let folder: string
let control: SqliteFile
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'koppel-clients-'))
  control = openStore('control', path.join(folder, 'control.db'))
})
afterEach(() => {
  control.close()
  rmSync(folder, { recursive: true })
})

it('all runs on a connection share one client, until the connection is changed', async () => {
  const connections = createConnectionStore(control)
  const row = { name: 'Shop', type: 'fake', config: {}, secrets: {}, sandbox: false, createdAt: 1, updatedAt: 1 }
  connections.add({ ...row, id: 'a', revision: 1 })
  connections.add({ ...row, id: 'b', revision: 1 })
  const closed: unknown[] = []
  const fake = {
    type: 'fake',
    open: () => ({}),
    close: (client: unknown) => Promise.resolve(void closed.push(client)),
  } as unknown as Connector
  const pool = createClientPool(control, createSecrets(Buffer.alloc(32)), () => fake, quiet)

  const [one, two] = await Promise.all([pool.open('a'), pool.open('a')])
  expect(one.client).toBe(two.client)
  expect((await pool.open('b')).client).not.toBe(one.client)

  connections.change('a', { name: 'Shop', config: { changed: true }, secrets: {} }, 2)
  const after = await pool.open('a')
  expect(after.client).not.toBe(one.client)
  expect((await pool.open('a')).client).toBe(after.client)
  await pool.close()
  expect(closed).toHaveLength(3)
})
