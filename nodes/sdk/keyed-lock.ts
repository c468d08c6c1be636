/** Lets tasks of one key run after each other; tasks of different keys do not wait for each other. */
export class KeyedLock {
  readonly #last = new Map<string, Promise<void>>()

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key)
    let release = (): void => undefined
    const mine = new Promise<void>((resolve) => (release = resolve))
    this.#last.set(key, mine)
    await before
    try {
      return await task()
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key)
      release()
    }
  }
}
