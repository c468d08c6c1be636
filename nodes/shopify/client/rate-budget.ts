import { untilAborted } from '../../sdk/abort.ts'
import { pause } from '../../sdk/retry.ts'

/** Time as the budget sees it; a test gives its own. */
export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

const realClock: Clock = { now: () => performance.now(), sleep: pause }

/** Kept in hand: Shopify reports whole points of a bucket that holds parts of them, */
const SLACK = 1
/** and its clock and ours are read in whole milliseconds. */
const SLACK_MS = 5

export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/** A call that was let through: its cost is set aside until `settle` says what came of it. */
export interface Ticket {
  readonly cost: number
  readonly at: number
  /** Costs of the calls that were under way at some time together with this one. */
  overlap: number
}

/**
 * Shopify's leaky bucket as seen from here, shared by all calls of a client, in order of arrival. A call goes out when
 * its cost is surely available, so none is ever throttled as long as nobody else draws from the bucket; and as soon as
 * it is, so that nothing of it is left unused while calls wait.
 *
 * `available` is what we reckon ourselves: minus the asked cost when sent, plus what was not used when answered. Each
 * answer reports the truth of a moment, in which calls that overlapped it may be counted or not. So the truth lies
 * within `reported ± overlap`, and our own reckoning is moved into that range: it follows other users of the bucket, and
 * answers that arrive out of order do no harm.
 */
export class RateBudget {
  #status: { maximum: number; restorePerMs: number } | undefined
  #available = 0
  #at = 0
  readonly #underWay = new Set<Ticket>()
  #underWayCost = 0
  #queue: Promise<unknown> = Promise.resolve()
  readonly #clock: Clock

  constructor(clock: Clock = realClock) {
    this.#clock = clock
  }

  get known(): boolean {
    return this.#status !== undefined
  }

  /** The size of the bucket; a call that costs more can never be made. */
  get maximum(): number | undefined {
    return this.#status?.maximum
  }

  get rate(): { readonly maximum: number; readonly restorePerSecond: number } | undefined {
    return this.#status && { maximum: this.#status.maximum, restorePerSecond: this.#status.restorePerMs * 1000 }
  }

  /** Waits until `cost` is there, behind those who came before. While the bucket is unknown, calls go one by one. */
  async acquire(cost: number, signal: AbortSignal): Promise<Ticket> {
    const turn = this.#queue.then(() => this.#take(cost, signal))
    this.#queue = turn.catch(() => undefined)
    try {
      return await untilAborted(signal, turn)
    } catch (error) {
      // Given up while waiting in line, or in the very moment that it was let through.
      void turn.then((ticket) => this.settle(ticket, 0)).catch(() => undefined)
      throw error
    }
  }

  /** After an answer: `used` of the ticket's cost, and the bucket as Shopify reports it. Without: all of it, unknown. */
  settle(ticket: Ticket, used = ticket.cost, reported?: ThrottleStatus): void {
    if (!this.#underWay.has(ticket)) return
    // Before the ticket is let go: until now its cost came off the top of what the bucket could hold.
    this.#restore()
    this.#underWay.delete(ticket)
    this.#underWayCost -= ticket.cost
    this.#available += Math.max(0, ticket.cost - used)
    if (!reported) return
    const restorePerMs = reported.restoreRate / 1000
    const first = !this.#status
    this.#status = { maximum: reported.maximumAvailable, restorePerMs }
    const whileUnderWay = (this.#clock.now() - ticket.at) * restorePerMs
    const least = reported.currentlyAvailable - ticket.overlap
    const most = reported.currentlyAvailable + ticket.overlap + whileUnderWay
    const reckoned = first ? least : this.#available
    this.#available = Math.min(this.#ceiling(), Math.max(least, Math.min(most, reckoned)))
  }

  async #take(cost: number, signal: AbortSignal): Promise<Ticket> {
    for (;;) {
      signal.throwIfAborted()
      const wait = this.#waitFor(cost)
      if (wait <= 0) break
      await this.#clock.sleep(wait, signal)
    }
    this.#available -= cost
    const others = [...this.#underWay]
    const ticket: Ticket = { cost, at: this.#clock.now(), overlap: others.reduce((sum, other) => sum + other.cost, 0) }
    for (const other of others) other.overlap += cost
    this.#underWay.add(ticket)
    this.#underWayCost += cost
    return ticket
  }

  #waitFor(cost: number): number {
    if (!this.#status) return this.#underWay.size === 0 ? 0 : 5
    this.#restore()
    const missing =
      Math.min(cost + SLACK + SLACK_MS * this.#status.restorePerMs, this.#status.maximum) - this.#available
    return missing <= 0 ? 0 : Math.max(1, Math.ceil(missing / this.#status.restorePerMs))
  }

  #restore(): void {
    const now = this.#clock.now()
    if (this.#status) {
      const grown = this.#available + (now - this.#at) * this.#status.restorePerMs
      this.#available = Math.min(this.#ceiling(), grown)
    }
    this.#at = now
  }

  /** A full bucket gains nothing while a call is on its way to it: what is then taken comes off the top. */
  #ceiling(): number {
    return (this.#status?.maximum ?? 0) - this.#underWayCost
  }
}
