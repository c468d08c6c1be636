import type { Rec } from '../../nodes/sdk/record.ts'
import type { Write } from '../../nodes/sdk/write.ts'
import type { TraceEffect } from '../store/traces/chunk.ts'
import { noteEffect, stepOf, type Travelling } from './page.ts'
import type { PlannedSource, PlannedStep } from './plan.ts'
import type { Told } from './pump.ts'
import type { Reporter } from './reporter.ts'
import type { NodeBooks } from './settle.ts'

type Node = PlannedStep | PlannedSource

interface TrailDeps {
  readonly books: ReadonlyMap<string, NodeBooks>
  readonly reporter: Reporter
  readonly live: boolean
  readonly now: () => number
  /** Where a node's memory belongs; see `scopeOf`. */
  readonly leadsTo: (node: string) => string
}

/** Writes down with each source record what becomes of it: its steps, its effects, and where it ends. */
export class Trail {
  readonly #deps: TrailDeps
  readonly #byRecord = new Map<string, Travelling>()

  constructor(deps: TrailDeps) {
    this.#deps = deps
  }

  begin(root: Travelling, source: PlannedSource): void {
    this.#byRecord.set(root.record.id, root)
    this.#deps.reporter.moving(root, source, 'out', 0, undefined)
  }

  end(roots: readonly Travelling[]): void {
    for (const { record } of roots) this.#byRecord.delete(record.id)
  }

  /** No further node takes them. */
  endHere(roots: readonly Travelling[], node: string, reason: string): void {
    for (const root of roots) {
      root.skipped ??= { node, reason }
      const step = root.steps.findLast((one) => one.node === node)
      if (step) Object.assign(step, { outcome: 'skipped', reason })
    }
  }

  /** What a node answered for a record. */
  told(step: PlannedStep, { root, from, outcome, ms }: Told): void {
    const { now, reporter, leadsTo } = this.#deps
    const effect = root.effects.findLast((one) => one.node === step.id)
    const took = effect?.answeredAt && effect.askedAt ? effect.answeredAt - effect.askedAt : Math.round(ms)
    const part = from.id === root.record.id ? {} : { part: from.id.slice(from.id.indexOf('/') + 1) }
    const base = { node: step.id, at: now(), ms: took, input: from.data, ...part }
    if (outcome.kind === 'record') {
      if (outcome.remember !== undefined) {
        const { identity } = outcome.record
        root.remember.push({ node: step.id, scope: leadsTo(step.id), identity, hash: outcome.remember })
      }
      root.steps.push({ ...base, outcome: 'passed', port: outcome.port, output: outcome.record.data })
      reporter.moving(root, step, outcome.port, took, effect)
    } else if (outcome.kind === 'skipped') {
      const detail = outcome.detail === undefined ? {} : { detail: outcome.detail }
      root.steps.push({ ...base, outcome: 'skipped', reason: outcome.reason, ...detail })
    } else {
      root.steps.push({ ...base, outcome: 'parked', problem: outcome.problem })
    }
  }

  /** What the door did for a record; counted once, however many source records it comes from. */
  effect(node: Node, write: Write, effect: TraceEffect): void {
    const roots = this.rootsOf(node.id, write.record)
    for (const root of roots) noteEffect(root, write, effect)
    const [first] = roots
    if (!first || effect.action === 'park') return
    const counted = effect.action === 'create' ? 'created' : effect.action === 'update' ? 'updated' : 'skipped'
    const { effects } = first.page
    ;(effects[write.operation] ??= { created: 0, updated: 0, skipped: 0 })[counted] += 1
    stepOf(first.page, node.id).effects[counted] += 1
    const told = this.#deps.live && effect.action !== 'skip'
    const text = told && effect.target ? write.sentence?.(effect.target, effect.action) : undefined
    if (text !== undefined) first.sentence = { node: node.id, text }
  }

  /** The source records behind a record at a node. A part that a node makes for itself carries its record's id as the start. */
  rootsOf(node: string, record: Rec): readonly Travelling[] {
    const known = this.#deps.books.get(node)?.rootsOf(record) ?? []
    if (known.length > 0) return known
    const slash = record.id.indexOf('/')
    const root = this.#byRecord.get(slash < 0 ? record.id : record.id.slice(0, slash))
    return root ? [root] : []
  }
}
