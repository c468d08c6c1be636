/**
 * Lets the holders of a key through one after the other, in the order they asked, whatever run they belong to. A
 * group of keys is taken all at once, so two groups can never wait for each other.
 */
export class Gate {
  #held = new Set<string>()
  #waiting: { keys: readonly string[]; go: () => void }[] = []

  async acquire(keys: readonly string[]): Promise<() => void> {
    const own = new Set(keys)
    const mine = [...own]
    // Also behind earlier waiters for the same key: order is the point.
    const free = () => mine.every((key) => !this.#held.has(key))
    const behind = this.#waiting.some((other) => other.keys.some((key) => own.has(key)))
    if (!free() || behind) {
      await new Promise<void>((resolve) => this.#waiting.push({ keys: mine, go: resolve }))
    } else {
      for (const key of mine) this.#held.add(key)
    }
    return () => this.#release(mine)
  }

  async with<T>(key: string, work: () => Promise<T>): Promise<T> {
    const release = await this.acquire([key])
    try {
      return await work()
    } finally {
      release()
    }
  }

  #release(keys: readonly string[]): void {
    for (const key of keys) this.#held.delete(key)
    if (this.#waiting.length === 0) return
    const blocked = new Set<string>()
    this.#waiting = this.#waiting.filter((waiter) => {
      const can = waiter.keys.every((key) => !this.#held.has(key) && !blocked.has(key))
      if (!can) {
        for (const key of waiter.keys) blocked.add(key)
        return true
      }
      for (const key of waiter.keys) this.#held.add(key)
      waiter.go()
      return false
    })
  }
}
