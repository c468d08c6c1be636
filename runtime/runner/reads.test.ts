import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type SqliteFile } from '../store/sqlite.ts'
import { addRecord, addRun } from '../testing/work-rows.ts'
import { createWrittenRead } from './reads.ts'

let folder: string
let work: SqliteFile
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'koppel-reads-'))
  work = openStore('work', path.join(folder, 'work.db'))
})
afterEach(() => {
  work.close()
  rmSync(folder, { recursive: true, force: true })
})

function fill(): void {
  const flow = 'shipments'
  for (const id of ['a', 'b', 'dry', 'other'])
    addRun(work, { id, flow: id === 'other' ? id : flow, status: 'succeeded' })
  work.raw.exec(`update runs set mode = 'dry-run' where id = 'dry'; update runs set started_at = 9 where id = 'b'`)
  for (let at = 0; at < 1_001; at += 1)
    addRecord(work, { run: 'a', ordinal: at, flow, key: `A${at}`, status: 'created' })
  for (const [at, status] of ['updated', 'skipped', 'parked', 'pending', 'created'].entries()) {
    const keys = [{ type: 'order', value: '#1001' }]
    addRecord(work, { run: 'b', ordinal: at, flow, key: `B${at}`, status, keys })
  }
  addRecord(work, { run: 'dry', ordinal: 0, flow, key: 'D', status: 'created' })
  addRecord(work, { run: 'other', ordinal: 0, flow: 'other', key: 'O', status: 'created' })
}

it('tells what live runs of a flow wrote since, whatever their size, oldest run first', () => {
  const flow = 'shipments'
  work.raw.transaction(fill)()
  const written = createWrittenRead(work)
  const all = [...written(flow, 'orders', 0)].map(({ key }) => key)
  expect(new Set(all).size).toBe(1_003)
  expect(all).toHaveLength(1_003)
  expect([all[0], all[1_000], ...all.slice(1_001)]).toEqual(['A0', 'A1000', 'B4', 'B0'])
  expect([...written(flow, 'orders', 5)]).toEqual([
    { identity: 'shop:B4', key: 'B4', keys: [{ type: 'order', value: '#1001' }] },
    { identity: 'shop:B0', key: 'B0', keys: [{ type: 'order', value: '#1001' }] },
  ])
  expect([...written(flow, 'another', 0)]).toEqual([])
})
