import type { LiveEvent } from '../../runtime/live/events.ts'

/** The last events, oldest first, in a fixed amount of memory. */
export class EventRing {
  readonly #size: number
  #events: LiveEvent[] = []

  constructor(size: number) {
    this.#size = size
  }

  push(event: LiveEvent): void {
    this.#events.push(event)
    // Cutting in blocks keeps a push cheap; at most a quarter more than the size is held.
    if (this.#events.length > this.#size * 1.25) this.#events = this.#events.slice(-this.#size)
  }

  where(test: (event: LiveEvent) => boolean): readonly LiveEvent[] {
    return this.#events.filter(test)
  }
}
