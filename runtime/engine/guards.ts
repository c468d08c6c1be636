import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Guard, Write } from '../../nodes/sdk/write.ts'

/** Fewer than this never stop a run: five articles that sell out are an ordinary day. */
const ALWAYS_ALLOWED = 5

/** Counts in one node of one run what its guards watch, before anything is sent. */
export class Guards {
  /** How many objects the node wrote in earlier runs, by operation. */
  readonly #kept: (operation: string) => number
  readonly #known = new Map<string, number>()
  readonly #seen = new Map<string, Set<string>>()
  readonly #alarming = new Map<string, Set<string>>()

  constructor(kept: (operation: string) => number) {
    this.#kept = kept
  }

  /** Throws `engine.guard` when these writes together with those before go too far; then none of them may be sent. */
  check(writes: readonly Write[]): void {
    for (const write of writes) if (write.guard) this.#count(write, write.guard)
    for (const write of writes) if (write.guard) this.#judge(write, write.guard)
  }

  #count(write: Write, guard: Guard): void {
    const identity = write.identity ?? write.record.identity
    setOf(this.#seen, nameOf(write, guard)).add(identity)
    if (guard.alarming) setOf(this.#alarming, nameOf(write, guard)).add(identity)
  }

  #judge(write: Write, guard: Guard): void {
    const known = this.#knownOf(write.operation)
    const name = nameOf(write, guard)
    const count = setOf(this.#alarming, name).size
    const seen = setOf(this.#seen, name).size
    const all = seen >= (guard.sample ?? Number.POSITIVE_INFINITY) ? seen : Math.max(known, seen)
    if (known === 0 || count <= ALWAYS_ALLOWED || count <= guard.most * all) return
    throw new ProblemError({
      code: 'engine.guard',
      message: `This run would ${guard.does} ${count} of ${all} ${guard.to}; ${Math.round(guard.most * 100)} % is allowed.`,
      advice:
        'Look whether the source is right: these records wait and nothing of them was sent. If it is meant, press Continue; if not, correct the source and run again.',
      retry: 'after-fix',
      scope: 'system',
    })
  }

  #knownOf(operation: string): number {
    const known = this.#known.get(operation) ?? this.#kept(operation)
    this.#known.set(operation, known)
    return known
  }
}

function nameOf(write: Write, guard: Guard): string {
  return `${write.operation} ${guard.does} ${guard.to}`
}

function setOf(sets: Map<string, Set<string>>, name: string): Set<string> {
  const set = sets.get(name) ?? new Set()
  sets.set(name, set)
  return set
}
