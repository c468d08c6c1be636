import { randomBytes } from 'node:crypto'
import type { List } from '../graphql/lists.ts'
import { dateFilter, numberFilter, textFilter } from '../search/filters.ts'
import type { Database } from '../store/database.ts'

export type BulkType = 'QUERY' | 'MUTATION'
export type BulkStatus = 'CREATED' | 'RUNNING' | 'CANCELING' | 'CANCELED' | 'COMPLETED' | 'FAILED'

export interface BulkRow {
  readonly id: number
  readonly type: BulkType
  readonly status: BulkStatus
  readonly error: string | null
  /** The query or mutation to be run. */
  readonly document: string
  /** Of a mutation: where its lines of variables were uploaded. */
  readonly upload: string | null
  readonly grouped: number
  /** What the one who asked may do, with commas. */
  readonly scopes: string
  /** What makes the address of the result unguessable. */
  readonly secret: string
  readonly created: number
  readonly completed: number | null
  readonly objects: number
  readonly roots: number
  readonly bytes: number
}

const firstId = 4_200_000_000_000

export const bulkList: List = {
  table: 'bulk_operations',
  key: 'id',
  columns: '*',
  defaultSort: 'CREATED_AT',
  sorts: { CREATED_AT: 'created', COMPLETED_AT: 'completed' },
  filters: {
    words: ['status', 'type'],
    known: {
      id: numberFilter('id'),
      status: textFilter('status'),
      operation_type: textFilter('type'),
      created_at: dateFilter('created'),
      completed_at: dateFilter('completed'),
    },
  },
}

export type NewBulk = Pick<BulkRow, 'type' | 'document' | 'upload' | 'grouped' | 'scopes'>

export function addBulk(database: Database, bulk: NewBulk): BulkRow {
  const last = database.get<{ id: number | null }>('SELECT max(id) AS id FROM bulk_operations')?.id ?? firstId
  const { type, document, upload, grouped, scopes } = bulk
  database.run(
    `INSERT INTO bulk_operations (id, type, status, document, upload, grouped, scopes, secret, created, objects, roots, bytes)
     VALUES (?, ?, 'CREATED', ?, ?, ?, ?, ?, ?, 0, 0, 0)`,
    last + 1,
    type,
    document,
    upload,
    grouped,
    scopes,
    randomBytes(12).toString('hex'),
    Date.now(),
  )
  return findBulk(database, last + 1) as BulkRow
}

export function findBulk(database: Database, id: number): BulkRow | undefined {
  return database.get<BulkRow>('SELECT * FROM bulk_operations WHERE id = ?', id)
}

export function latestBulk(database: Database, type: string): BulkRow | undefined {
  return database.get<BulkRow>('SELECT * FROM bulk_operations WHERE type = ? ORDER BY id DESC LIMIT 1', type)
}

/** Those that are not over. */
export function openBulks(database: Database): BulkRow[] {
  const open = "status IN ('CREATED', 'RUNNING', 'CANCELING')"
  return database.all<BulkRow>(`SELECT * FROM bulk_operations WHERE ${open} ORDER BY id`)
}

export function setBulkStatus(database: Database, id: number, status: BulkStatus): void {
  database.run('UPDATE bulk_operations SET status = ? WHERE id = ?', status, id)
}

export function endBulk(database: Database, id: number, status: BulkStatus, error: string | null): void {
  database.run(
    'UPDATE bulk_operations SET status = ?, error = ?, completed = ? WHERE id = ?',
    status,
    error,
    Date.now(),
    id,
  )
}

/** Adds to the result; what was added is counted with it. */
export function addPiece(database: Database, id: number, text: string, objects: number, roots: number): void {
  const next = database.get<{ n: number }>('SELECT count(*) AS n FROM bulk_pieces WHERE operation = ?', id)?.n ?? 0
  if (text !== '') database.run('INSERT INTO bulk_pieces (operation, n, text) VALUES (?, ?, ?)', id, next, text)
  database.run(
    'UPDATE bulk_operations SET objects = objects + ?, roots = roots + ?, bytes = bytes + ? WHERE id = ?',
    objects,
    roots,
    Buffer.byteLength(text),
    id,
  )
}

/** The result as it lies there, a piece at a time. */
export function* piecesOf(database: Database, id: number): Generator<string> {
  for (let n = 0; ; n++) {
    const sql = 'SELECT text FROM bulk_pieces WHERE operation = ? AND n = ?'
    const piece = database.get<{ text: string }>(sql, id, n)
    if (!piece) return
    yield piece.text
  }
}
