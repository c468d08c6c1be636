import { createHash } from 'node:crypto'
import { problemOf } from '../../../sdk/problem.ts'
import { pause } from '../../../sdk/retry.ts'
import type { ShopifyClient } from '../client.ts'
import { BULK_OPERATIONS, START_BULK_MUTATION, type RawBulk } from '../documents/bulk.ts'
import type { Document } from '../documents/document.ts'
import { marked } from './bulk-query.ts'
import { alike, answersOf, type LineAnswer } from './line-answers.ts'
import { isOver, over, started, type BulkOptions } from './operation.ts'
import { adrift } from './problems.ts'
import { filesOf, uploaded, type LineFile } from './upload.ts'

/** For a place among the operations that run at once; whoever has none can write one by one. */
const PLACE_MS = 60_000
/** How often an operation is started again that an answer was lost of, and that was not there after all. */
const MOST_STARTS = 3
/** Of a file that Shopify takes; it allows 100 MB, and used to allow 20. */
const MOST_BYTES = 10 * 1024 * 1024
const OPEN = ['created', 'running', 'canceling']

export interface BulkWritesOptions {
  /** What writes: the same after a crash and in every run, and nobody else's (flow and node). */
  readonly owner: string
  readonly signal: AbortSignal
  /** How long Shopify may go on with a call that we gave up on. */
  readonly settleMs: number
  /** Of one file; more lines become several operations, one after the other. */
  readonly mostBytes?: number
}

export interface BulkWriteOptions {
  /** From the ledger: just these lines in this sending have it. */
  readonly key: string
  /** Completes the sentence "Shopify ... to ...": `stock articles at a location`. */
  readonly doing: string
}

/**
 * Mutations that Shopify does in the background, once for each line of a file, outside the rate budget. Each operation
 * bears a mark in the name of its document (and as `clientIdentifier`, by which 2026-10 lets nobody search), so that one is
 * found whose start was not answered, and those that a killed run left at work.
 */
export class BulkWrites {
  readonly #client: ShopifyClient
  readonly #signal: AbortSignal
  readonly #settleMs: number
  readonly #mark: string
  readonly #mostBytes: number
  /** Marks of operations that may be at work: from their start until their end is known. */
  readonly #atWork = new Set<string>()
  #ending: Promise<void> | undefined

  constructor(client: ShopifyClient, { owner, signal, settleMs, mostBytes = MOST_BYTES }: BulkWritesOptions) {
    this.#client = client
    this.#signal = signal
    this.#settleMs = settleMs
    this.#mostBytes = mostBytes
    this.#mark = `koppel${hash(owner, 16)}`
  }

  /**
   * Does a mutation with each of the lines; answers for each, in order. Throws only when surely nothing was begun, so that
   * the caller may do it otherwise. Whatever goes wrong later is the answer of the lines that it leaves open: `effect:
   * 'unknown'`, to be looked up once `ended` has answered.
   */
  async run<Data, Variables extends object>(
    document: Document<Data, Variables>,
    lines: readonly Variables[],
    options: BulkWriteOptions,
  ): Promise<readonly LineAnswer<Data>[]> {
    const answers: LineAnswer<Data>[] = []
    for (const { text, count } of filesOf(lines, this.#mostBytes)) {
      try {
        const key = `${options.key} ${answers.length}`
        answers.push(...(await this.#file(document, { text, count, key, doing: options.doing })))
      } catch (error) {
        if (answers.length === 0 || this.#signal.aborted) throw error
        answers.push(...alike(count, problemOf(error)))
      }
    }
    return answers
  }

  async #file<Data>(
    document: Document<Data, never>,
    { text, count, key, doing }: LineFile & BulkWriteOptions,
  ): Promise<readonly LineAnswer<Data>[]> {
    const options = { signal: this.#signal, doing, placeMs: PLACE_MS }
    const mark = `${this.#mark}_${hash(`${document.name} ${key}`, 16)}`
    const path = await uploaded(this.#client, text, this.#signal)
    try {
      const operation = await this.#begun(marked(document, mark), path, mark, options)
      const bulk = await over(this.#client, operation, options)
      const asked = { lines: count, name: document.name }
      const answers = await answersOf<Data>(this.#client, bulk, asked, options)
      this.#atWork.delete(mark)
      return answers
    } catch (error) {
      if (!this.#atWork.has(mark)) throw error
      return alike(count, adrift(doing, problemOf(error)))
    }
  }

  /**
   * Waits until no operation of this owner is at work any more: before that nobody may say that something "is not there".
   * Asks Shopify only when there can be one: after a loss in this run, or (`left`) when the ledger knows of a write that a
   * run before this one never ended. Those that wait at once wait together.
   */
  async ended(left: boolean): Promise<void> {
    if (!left && this.#atWork.size === 0) return
    this.#ending ??= this.#allEnded().finally(() => (this.#ending = undefined))
    await this.#ending
  }

  async #allEnded(): Promise<void> {
    const options: BulkOptions = { signal: this.#signal, doing: 'write what was sent before', leave: true }
    for (const status of OPEN) {
      // One question each: what a search does not understand it does not complain of.
      const open = await this.#known(`operation_type:mutation status:${status}`)
      for (const one of open) if (!isOver(one)) await over(this.#client, one, options)
    }
    this.#atWork.clear()
  }

  async #begun(mutation: string, path: string, mark: string, options: BulkOptions): Promise<RawBulk> {
    const variables = { mutation, path, client: mark }
    // One attempt each: when no answer came it may have been started, and then it is found by its mark.
    const start = async () => {
      const answer = await this.#client.run(START_BULK_MUTATION, variables, this.#signal)
      return answer.bulkOperationRunMutation
    }
    for (let starts = 1; ; starts += 1) {
      this.#atWork.add(mark)
      try {
        return await started(start, options)
      } catch (error) {
        const unknown = this.#signal.aborted || problemOf(error).effect === 'unknown'
        if (!unknown) this.#atWork.delete(mark)
        if (!unknown || starts >= MOST_STARTS) throw error
        const found = await this.#lost(mark)
        if (found) return found
      }
    }
  }

  /** Looks at once, which finds it mostly, and once more when Shopify must have finished with the call. */
  async #lost(mark: string): Promise<RawBulk | undefined> {
    const look = async () => (await this.#known('operation_type:mutation', mark))[0]
    const early = await look()
    if (early) return early
    await pause(this.#settleMs, this.#signal)
    return look()
  }

  /** The newest operations with our mark. What a search leaves out or gives too much of is compared here. */
  async #known(q: string, mark = this.#mark): Promise<readonly RawBulk[]> {
    const { bulkOperations } = await this.#client.run(BULK_OPERATIONS, { q }, this.#signal)
    return bulkOperations.nodes.filter((one) => one.query.includes(mark))
  }
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length)
}
