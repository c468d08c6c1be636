/**
 * A bounded queue between two nodes. `put` waits while it is full, so that a slow target slows its source down and
 * memory stays a batch a node. Closes once every feeder has said `end`.
 */
export class Channel<T> {
  readonly #capacity: number
  #feeders: number
  #items: T[] = []
  #takers: ((item: T | undefined) => void)[] = []
  #putters: (() => void)[] = []
  #closed = false

  constructor(feeders: number, capacity = 1) {
    this.#feeders = feeders
    this.#capacity = capacity
    if (feeders === 0) this.#closed = true
  }

  async put(item: T): Promise<void> {
    while (!this.#closed && this.#items.length >= this.#capacity) {
      await new Promise<void>((resolve) => this.#putters.push(resolve))
    }
    if (this.#closed) return
    const taker = this.#takers.shift()
    if (taker) taker(item)
    else this.#items.push(item)
  }

  /** The next item, or undefined once nothing more will come. */
  async take(): Promise<T | undefined> {
    const item = this.#items.shift()
    if (item !== undefined) {
      this.#putters.shift()?.()
      return item
    }
    if (this.#closed) return undefined
    return new Promise((resolve) => this.#takers.push(resolve))
  }

  /** Nothing waits inside, and whoever takes from here waits for more or has ended. */
  get idle(): boolean {
    return this.#items.length === 0 && (this.#takers.length > 0 || this.#closed)
  }

  /** One feeder has nothing more to give. */
  end(): void {
    this.#feeders -= 1
    if (this.#feeders <= 0) this.#close()
  }

  /** Nothing more goes in or comes out: what waits inside is dropped (the run is stopping). */
  drop(): void {
    this.#items = []
    this.#close()
  }

  #close(): void {
    this.#closed = true
    for (const put of this.#putters.splice(0)) put()
    if (this.#items.length === 0) for (const take of this.#takers.splice(0)) take(undefined)
  }
}
