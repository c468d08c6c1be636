import { existsSync } from 'node:fs'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { openDatabase, openStore, type SqliteFile } from '../sqlite.ts'
import { packChunk, unpackChunk, type TraceRecord } from './chunk.ts'

/** Records a chunk: enough to share values and compress well, few enough to open one record quickly. */
const CHUNK_RECORDS = 100

/** The trace file of a moment: one a day (UTC), so that retention drops whole files. */
export function periodOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function fileOf(folder: string, period: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(period)) throw new Error(`not a trace period: ${period}`)
  return path.join(folder, `${period}.db`)
}

export interface TraceWriter {
  /** Writes the records of a settled page, before the work commit; a repeat overwrites itself. */
  append(run: string, period: string, records: readonly TraceRecord[]): Promise<void>
  close(): void
}

export function createTraceWriter(folder: string): TraceWriter {
  const files = new Map<string, { store: SqliteFile; put: Database.Statement }>()

  function fileFor(period: string): { store: SqliteFile; put: Database.Statement } {
    const known = files.get(period)
    if (known) return known
    const store = openStore('traces', fileOf(folder, period))
    const put = store.raw.prepare(`insert or replace into chunks (id, workspace, run, first_ordinal, last_ordinal, size,
      body) values (@id, 'default', @run, @first, @last, @size, @body)`)
    const file = { store, put }
    files.set(period, file)
    return file
  }

  return {
    async append(run, period, records) {
      const groups: TraceRecord[][] = []
      for (let i = 0; i < records.length; i += CHUNK_RECORDS) groups.push(records.slice(i, i + CHUNK_RECORDS))
      const packed = await Promise.all(groups.map(packChunk))
      const { store, put } = fileFor(period)
      store.raw
        .transaction(() => {
          for (const [i, group] of groups.entries()) {
            const first = group[0]?.ordinal ?? 0
            const last = group.at(-1)?.ordinal ?? first
            put.run({ id: `${run}.${first}`, run, first, last, ...packed[i] })
          }
        })
        .immediate()
    },
    close() {
      for (const { store } of files.values()) store.close()
      files.clear()
    },
  }
}

export interface TraceReader {
  record(run: string, ordinal: number, period: string): TraceRecord | undefined
  /** These records of a run, in order, as one group a chunk: a chunk is unpacked once, and the caller may pause between. */
  groups(run: string, ordinals: readonly number[], period: string): Iterable<readonly TraceRecord[]>
  /** The newest records of a run, up to `limit`, newest first. */
  newest(run: string, period: string, limit: number): TraceRecord[]
  close(): void
}

/** Reads trace files while the runner writes them; a file that retention has dropped reads as empty. */
export function createTraceReader(folder: string): TraceReader {
  const files = new Map<string, SqliteFile>()

  function fileFor(period: string): SqliteFile | undefined {
    const file = fileOf(folder, period)
    if (!existsSync(file)) {
      files.get(period)?.close()
      files.delete(period)
      return undefined
    }
    const known = files.get(period)
    if (known) return known
    const opened = openDatabase(file, { readonly: true })
    files.set(period, opened)
    return opened
  }

  return {
    record(run, ordinal, period) {
      const body = fileFor(period)
        ?.raw.prepare<[string, number, number], Buffer>(
          'select body from chunks where run = ? and first_ordinal <= ? and last_ordinal >= ? order by rowid desc limit 1',
        )
        .pluck()
        .get(run, ordinal, ordinal) as Buffer | undefined
      return body && unpackChunk(body).find((record) => record.ordinal === ordinal)
    },
    *groups(run, ordinals, period) {
      const find = fileFor(period)
        ?.raw.prepare<[string, number, number], Buffer>(
          'select body from chunks where run = ? and first_ordinal <= ? and last_ordinal >= ? order by rowid desc limit 1',
        )
        .pluck()
      const left = [...ordinals]
      while (find && left.length > 0) {
        const first = left[0] as number
        const body = find.get(run, first, first) as Buffer | undefined
        const wanted = new Set(left)
        const found = body ? unpackChunk(body).filter((record) => wanted.has(record.ordinal)) : []
        const seen = new Set([first, ...found.map((record) => record.ordinal)])
        left.splice(0, left.length, ...left.filter((ordinal) => !seen.has(ordinal)))
        if (found.length > 0) yield found
      }
    },
    newest(run, period, limit) {
      const found: TraceRecord[] = []
      const bodies = fileFor(period)
        ?.raw.prepare<[string], Buffer>('select body from chunks where run = ? order by first_ordinal desc')
        .pluck()
        .iterate(run) as Iterable<Buffer> | undefined
      for (const body of bodies ?? []) {
        found.push(...unpackChunk(body).toReversed())
        if (found.length >= limit) break
      }
      return found.slice(0, limit)
    },
    close() {
      for (const file of files.values()) file.close()
      files.clear()
    },
  }
}
