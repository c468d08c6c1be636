import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ProblemError, type Problem } from '../../../sdk/problem.ts'
import type { FreshStock } from './fresh.ts'
import { asItIs, type StockPlan } from './plan.ts'

type SendPlans = (plans: readonly StockPlan[], key: string) => Promise<readonly (Problem | undefined)[]>

interface Asked {
  readonly plan: StockPlan
  readonly key: string
  readonly settle: (error?: unknown) => void
}

/**
 * What is sent again, article by article, after an answer was lost: what comes in the same moment, and what comes while
 * others are being sent, goes together. So a page or a bulk operation that was lost does not take calls for each.
 */
export class SentAgain {
  readonly #fresh: FreshStock
  readonly #send: SendPlans
  #asked: Asked[] = []
  #sending = false

  constructor(fresh: FreshStock, send: SendPlans) {
    this.#fresh = fresh
    this.#send = send
  }

  /** Sets an article against the shop as it is now; throws its own problem. */
  async one(plan: StockPlan, key: string): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      const settle = (error?: unknown): void => (error === undefined ? resolve() : reject(error as Error))
      this.#asked.push({ plan, key, settle })
    })
    if (!this.#sending) void this.#sendAll()
    await done
  }

  async #sendAll(): Promise<void> {
    this.#sending = true
    await nextTurn()
    while (this.#asked.length > 0) {
      const some = this.#asked
      this.#asked = []
      await this.#together(some).catch((error: unknown) => {
        for (const { settle } of some) settle(error)
      })
    }
    this.#sending = false
  }

  async #together(some: readonly Asked[]): Promise<void> {
    const now = await this.#fresh.read(some.map(({ plan }) => plan.item))
    const there = some.filter(({ plan, settle }) => {
      const found = now.has(plan.item.inventoryItemId)
      if (!found) settle(gone(plan.wanted.sku))
      return found
    })
    const plans = there.map(({ plan }) => asItIs(plan, now.get(plan.item.inventoryItemId) ?? plan.item))
    const problems = plans.length > 0 ? await this.#send(plans, keyOf(there)) : []
    for (const [at, { settle }] of there.entries()) {
      const problem = problems[at]
      settle(problem && new ProblemError(problem))
    }
  }
}

/** Follows from the keys in the ledger, so that these together have one that no others have. */
function keyOf(some: readonly Asked[]): string {
  const digest = createHash('sha256')
  for (const { key } of some) digest.update(`${key}\n`)
  return digest.digest('hex').slice(0, 32)
}

export function gone(sku: string): ProblemError {
  return new ProblemError({
    code: 'shopify.unknown-sku',
    message: `The shop no longer has the article ${sku}.`,
    advice: 'It was deleted in Shopify while its stock was being set.',
    retry: 'after-fix',
  })
}
