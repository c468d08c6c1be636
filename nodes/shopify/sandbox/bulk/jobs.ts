import { GraphQLError } from 'graphql'
import type { Fault } from '../../../sdk/sandbox/faults.ts'
import type { Shop } from '../shop.ts'
import {
  addBulk,
  addPiece,
  endBulk,
  findBulk,
  openBulks,
  setBulkStatus,
  type BulkRow,
  type BulkStatus,
  type BulkType,
  type NewBulk,
} from './operation.ts'
import type { Line } from './query-lines.ts'
import { finishPayload } from './finish-payload.ts'

/** At once, of one app in one shop: so many that read, and so many that write. */
export const mostAtOnce = 5
/** How long calls may have to wait for a bulk operation at work. */
const sliceMs = 8
const pieceSize = 256 * 1024

interface Job {
  readonly id: number
  readonly lines: Iterator<Line>
  readonly writes: boolean
}

/**
 * Bulk operations at work, a few milliseconds at a time, in turns, so that calls are answered meanwhile. What an
 * operation does and what it says of it are committed together.
 */
export class BulkJobs {
  readonly #shop: Shop
  readonly #linesOf: (row: BulkRow) => Iterator<Line>
  readonly #jobs = new Map<number, Job>()
  readonly #timers = new Set<NodeJS.Timeout>()
  obstacle: () => Fault | undefined = () => undefined

  constructor(shop: Shop, linesOf: (row: BulkRow) => Iterator<Line>) {
    this.#shop = shop
    this.#linesOf = linesOf
    this.#endLeftOver()
  }

  /** Those that a stop of the sandbox cut off: failed, with what they had by then. */
  #endLeftOver(): void {
    const { database } = this.#shop
    for (const row of openBulks(database)) {
      if (row.status === 'CANCELING') endBulk(database, row.id, 'CANCELED', null)
      else endBulk(database, row.id, 'FAILED', 'INTERNAL_SERVER_ERROR')
    }
  }

  full(type: BulkType): boolean {
    return openBulks(this.#shop.database).filter((one) => one.type === type).length >= mostAtOnce
  }

  start(bulk: NewBulk): BulkRow {
    const row = addBulk(this.#shop.database, bulk)
    this.#later(0, () => this.#begin(row))
    return row
  }

  /** It stops when its turn comes: until then it is only about to. */
  cancel(row: BulkRow): BulkRow {
    setBulkStatus(this.#shop.database, row.id, 'CANCELING')
    return { ...row, status: 'CANCELING' }
  }

  #begin(row: BulkRow): void {
    if (findBulk(this.#shop.database, row.id)?.status === 'CREATED') {
      setBulkStatus(this.#shop.database, row.id, 'RUNNING')
    }
    const job: Job = { id: row.id, lines: this.#linesOf(row), writes: row.type === 'MUTATION' }
    this.#jobs.set(row.id, job)
    this.#turn(job)
  }

  #turn(job: Job): void {
    if (!this.#jobs.has(job.id)) return
    const fault = this.obstacle()
    if (fault?.kind === 'delay') return this.#later(fault.ms, () => this.#work(job))
    if (fault) return this.#end(job, 'FAILED', fault.kind === 'drop' ? 'TIMEOUT' : 'INTERNAL_SERVER_ERROR')
    this.#work(job)
  }

  #work(job: Job): void {
    if (!this.#jobs.has(job.id)) return
    if (findBulk(this.#shop.database, job.id)?.status === 'CANCELING') return this.#end(job, 'CANCELED', null)
    let done = false
    try {
      done = this.#shop.database.transaction(() => this.#slice(job))
    } catch (error) {
      return this.#end(job, 'FAILED', codeOf(error))
    }
    if (done) this.#end(job, 'COMPLETED', null)
    else this.#later(0, () => this.#turn(job))
  }

  /** Some lines; true when there are no more. A failing line ends it, those before it stay. */
  #slice(job: Job): boolean {
    const until = performance.now() + sliceMs
    let text = ''
    let objects = 0
    let roots = 0
    try {
      do {
        const next = job.lines.next()
        if (next.done === true) return true
        text += `${next.value.text}\n`
        objects += 1
        if (next.value.root) roots += 1
      } while (performance.now() < until && text.length < pieceSize)
      return false
    } finally {
      addPiece(this.#shop.database, job.id, text, objects, roots)
    }
  }

  #end(job: Job, status: BulkStatus, error: string | null): void {
    job.lines.return?.()
    this.#jobs.delete(job.id)
    endBulk(this.#shop.database, job.id, status, error)
    const row = findBulk(this.#shop.database, job.id)
    if (row) this.#shop.deliveries.announce('BULK_OPERATIONS_FINISH', () => finishPayload(row))
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
  }

  /** A reset or the end of the sandbox: nothing goes on. */
  forget(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#jobs.clear()
  }
}

function codeOf(error: unknown): string {
  const denied = error instanceof GraphQLError && error.extensions['code'] === 'ACCESS_DENIED'
  if (!denied) process.stderr.write(`sandbox: a bulk operation failed: ${String(error)}\n`)
  return denied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR'
}
