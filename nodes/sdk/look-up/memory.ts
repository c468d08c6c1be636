/** Answers of a look-up: so many, so long; the one unused for longest goes first. */
export class LookUpMemory {
  readonly #most: number
  readonly #ms: number
  readonly #now: () => Date
  readonly #kept = new Map<string, { readonly rows: readonly unknown[]; readonly at: number }>()

  constructor(most: number, minutes: number, now: () => Date) {
    this.#most = most
    this.#ms = minutes * 60_000
    this.#now = now
  }

  get(value: string): readonly unknown[] | undefined {
    const kept = this.#kept.get(value)
    if (!kept) return undefined
    this.#kept.delete(value)
    if (this.#now().getTime() - kept.at >= this.#ms) return undefined
    this.#kept.set(value, kept)
    return kept.rows
  }

  set(value: string, rows: readonly unknown[]): void {
    if (this.#ms === 0) return
    this.#kept.delete(value)
    this.#kept.set(value, { rows, at: this.#now().getTime() })
    if (this.#kept.size <= this.#most) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }
}
