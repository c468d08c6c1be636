export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/** A token's budget: requested cost is taken at once, what was not used goes back, the rest returns with time. */
export class Bucket {
  readonly #size: number
  readonly #restore: number
  #available: number
  #at: number

  constructor(size: number, restore: number, now: number) {
    this.#size = size
    this.#restore = restore
    this.#available = size
    this.#at = now
  }

  #refill(now: number): void {
    this.#available = Math.min(this.#size, this.#available + (Math.max(0, now - this.#at) / 1000) * this.#restore)
    this.#at = now
  }

  take(cost: number, now: number): boolean {
    this.#refill(now)
    if (cost > this.#available) return false
    this.#available -= cost
    return true
  }

  giveBack(cost: number): void {
    this.#available = Math.min(this.#size, this.#available + cost)
  }

  status(now: number): ThrottleStatus {
    this.#refill(now)
    return {
      maximumAvailable: this.#size,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restore,
    }
  }
}
