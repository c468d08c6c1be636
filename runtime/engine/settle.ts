import type { Outcome } from '../../nodes/sdk/outcome.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Rec } from '../../nodes/sdk/record.ts'
import { tieTogether, type Travelling } from './page.ts'

/** A record that entered, with the source records it comes from. */
export interface From {
  readonly record: Rec
  readonly roots: readonly Travelling[]
}

interface Held extends From {
  named: boolean
}

function distinctRoots(all: readonly From[]): readonly Travelling[] {
  return [...new Set(all.flatMap((one) => one.roots))]
}

/**
 * The books of one node: what entered must leave as a record that names it, as skipped or as failed. A record is
 * let go once it has been named and the node asks for more, so that a node may answer in several pieces (split)
 * or keep records back until their neighbours have come (group).
 */
export class NodeBooks {
  readonly #node: string
  readonly #held = new Map<string, Held[]>()
  readonly #settled: (root: Travelling) => void
  #size = 0

  constructor(node: string, settled: (root: Travelling) => void) {
    this.#node = node
    this.#settled = settled
  }

  /** Records taken and not yet answered for. */
  get size(): number {
    return this.#size
  }

  enter(record: Rec, roots: readonly Travelling[]): void {
    const held: Held = { record, roots, named: false }
    const same = this.#held.get(record.id)
    // Two branches that meet again bring the same record twice.
    if (same) same.push(held)
    else this.#held.set(record.id, [held])
    this.#size += 1
    for (const root of roots) root.open += 1
  }

  /** The source records behind an outcome, and what it was made from; marks what it names as answered for. */
  account(outcome: Outcome): { roots: readonly Travelling[]; from: readonly From[] } {
    const names = outcome.kind === 'record' ? [outcome.record.id, ...outcome.record.parents] : [outcome.recordId]
    const from = names.flatMap((id) => this.#nameOne(id) ?? [])
    const first = from[0]
    if (!first) throw this.#lost(`It gave a record that it never got (${names[0] ?? 'without a name'}).`)
    const roots = from.length === 1 ? first.roots : distinctRoots(from)
    this.#tie(outcome, roots)
    return { roots, from }
  }

  #tie(outcome: Outcome, roots: readonly Travelling[]): void {
    if (outcome.kind === 'record' && outcome.record.parents.length > 1) tieTogether(roots, outcome.record.key)
    if (outcome.kind !== 'failed' || !outcome.group) return
    const others = outcome.group.recordIds.flatMap((id) => this.#held.get(id)?.[0] ?? [])
    tieTogether([...roots, ...distinctRoots(others)], outcome.group.name)
  }

  /** The source records behind a record that the node works on: one that it got, or made from what it got. */
  rootsOf(record: Rec): readonly Travelling[] {
    const found = [record.id, ...record.parents].flatMap((id) => this.#held.get(id)?.[0] ?? [])
    return found.length === 1 ? (found[0]?.roots ?? []) : distinctRoots(found)
  }

  /** The node asks for more: what it has answered for is let go. */
  release(): void {
    for (const [id, all] of this.#held) {
      const kept = all.filter((held) => !held.named)
      if (kept.length === all.length) continue
      if (kept.length === 0) this.#held.delete(id)
      else this.#held.set(id, kept)
      for (const held of all) if (held.named) this.#letGo(held)
    }
  }

  /** The node has ended: nothing may be left that it did not answer for. */
  end(): void {
    this.release()
    if (this.#held.size === 0) return
    const keys = [...this.#held.values()].slice(0, 5).map((all) => all[0]?.record.key)
    throw this.#lost(`${this.#size} records went in and never came out, first ${keys.join(', ')}.`)
  }

  #nameOne(id: string): Held | undefined {
    const all = this.#held.get(id)
    const held = all?.find((one) => !one.named) ?? all?.[0]
    if (held) held.named = true
    return held
  }

  #letGo(held: Held): void {
    this.#size -= 1
    for (const root of held.roots) {
      root.open -= 1
      if (root.open === 0) this.#settled(root)
    }
  }

  #lost(what: string): ProblemError {
    return new ProblemError({
      code: 'engine.record-lost',
      message: `The node "${this.#node}" does not add up. ${what}`,
      advice: 'Nothing was marked as done. This is a fault in the node: report it; the run can be repeated safely.',
      retry: 'never',
      scope: 'system',
    })
  }
}
