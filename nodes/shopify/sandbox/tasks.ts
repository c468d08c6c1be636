import type { Shop } from './shop.ts'

export interface TaskRow {
  readonly id: number
  readonly kind: string
  readonly status: 'CREATED' | 'ACTIVE' | 'COMPLETE'
  readonly args: string
  readonly result: string | null
}

/** Does the work of one kind; what it answers is kept with the task. Gives up quietly when `alive` says no. */
export type TaskHandler = (shop: Shop, args: unknown, alive: () => boolean) => unknown

/** How long work lies before it is taken up: nobody may count on it being done when the mutation answers. */
const pause = 40
const atOnce = 8

/** What the shop does after it has answered. It lies in the file until it is done, so a restarted sandbox goes on with it. */
export class Tasks {
  readonly #shop: Shop
  #handlers: Readonly<Record<string, TaskHandler>> = {}
  #waiting: number[] = []
  #running = 0
  /** Raised by a reset: what was under way then is nobody's any more. */
  #era = 0
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(shop: Shop) {
    this.#shop = shop
  }

  serve(handlers: Readonly<Record<string, TaskHandler>>): void {
    this.#handlers = handlers
    for (const { id } of this.#shop.database.all<{ id: number }>("SELECT id FROM tasks WHERE status <> 'COMPLETE'")) {
      this.#later(id)
    }
  }

  start(kind: string, args: unknown): number {
    const id = 700_000_000_000 + this.#shop.nextId('task')
    const sql = "INSERT INTO tasks (id, kind, status, args, result, created) VALUES (?, ?, 'CREATED', ?, NULL, ?)"
    this.#shop.database.run(sql, id, kind, JSON.stringify(args), Date.now())
    this.#later(id)
    return id
  }

  find(id: number): TaskRow | undefined {
    return this.#shop.database.get<TaskRow>('SELECT * FROM tasks WHERE id = ?', id)
  }

  forget(): void {
    this.#era += 1
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#waiting = []
    this.#running = 0
  }

  #later(id: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#waiting.push(id)
      this.#next()
    }, pause)
    this.#timers.add(timer)
  }

  #next(): void {
    while (this.#running < atOnce) {
      const id = this.#waiting.shift()
      if (id === undefined) return
      this.#running += 1
      void this.#work(id, this.#era)
    }
  }

  async #work(id: number, era: number): Promise<void> {
    const alive = (): boolean => era === this.#era
    try {
      await this.#perform(id, alive)
    } catch (error) {
      process.stderr.write(`shopify sandbox: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
      if (alive()) this.#done(id, { failed: true })
    }
    if (!alive()) return
    this.#running -= 1
    this.#next()
  }

  async #perform(id: number, alive: () => boolean): Promise<void> {
    const task = this.find(id)
    const handler = task && this.#handlers[task.kind]
    if (!task || !handler) return
    this.#shop.database.run("UPDATE tasks SET status = 'ACTIVE' WHERE id = ?", id)
    const result = await handler(this.#shop, JSON.parse(task.args), alive)
    if (alive()) this.#done(id, result ?? null)
  }

  #done(id: number, result: unknown): void {
    this.#shop.database.run("UPDATE tasks SET status = 'COMPLETE', result = ? WHERE id = ?", JSON.stringify(result), id)
  }
}
