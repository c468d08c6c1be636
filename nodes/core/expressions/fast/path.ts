import { bareKeys, Unsupported, type Node } from './ast.ts'
import { spend, type Compiler, type Fast, type Frame } from './compiler.ts'
import { bail, booleanOf, isNumber, isSequence, lookup, sequence, settled, type Sequence } from './values.ts'

type Filter = (value: unknown, frame: Frame) => unknown

interface Step {
  /** The name, when the step is nothing else: the common case goes without a call. */
  readonly name: string | undefined
  readonly run: Fast
  readonly filters: readonly Filter[]
  /** What it costs on one item: the nodes it is made of. */
  readonly cost: number
}

/** A path: each step on everything that the step before gave, lists flattened on the way. */
export function compilePath(node: Node, compiler: Compiler): Fast {
  const steps = (node.steps ?? []).map((one) => compileStep(one, compiler))
  const fromVariable = node.steps?.[0]?.type === 'variable'
  const simple = steps.every((step) => step.name !== undefined && step.filters.length === 0)
  const walk: Fast = (input, frame) => {
    const items = Array.isArray(input) && !fromVariable ? (input as unknown[]) : [input]
    return settled(walkFrom(0, items, steps, frame))
  }
  if (!simple) return walk
  return (input, frame) => {
    let at = input
    for (const [index, step] of steps.entries()) {
      if (Array.isArray(at)) return settled(walkFrom(index, at as unknown[], steps, frame))
      if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step.name as string)) return undefined
      at = (at as Record<string, unknown>)[step.name as string]
    }
    return at
  }
}

function compileStep(node: Node, compiler: Compiler): Step {
  bareKeys(node)
  const before = compiler.nodes
  const cost = (): number => 1 + compiler.nodes - before
  const { stages = [], ...bare } = node
  const filters = stages.map((one) => filtered(one, compiler))
  if (node.type === 'name') {
    const name = String(node.value)
    return { name, run: (input) => settled(lookup(input, name)), filters, cost: cost() }
  }
  if (!['variable', 'block', 'function', 'unary'].includes(node.type)) throw new Unsupported(node.type)
  if (node.type === 'unary' && node.value !== '{') throw new Unsupported('step')
  const run = compiler.compile(bare)
  return { name: undefined, run, filters, cost: cost() }
}

function walkFrom(from: number, start: readonly unknown[], steps: readonly Step[], frame: Frame): unknown {
  let items: readonly unknown[] = start
  for (let at = from; at < steps.length; at += 1) {
    items = stepOver(items, steps[at] as Step, at === steps.length - 1, frame)
    if (items.length === 0) break
  }
  return items
}

/** One step on every item. A list that is the only result of the last step stays what it is in the data. */
function stepOver(items: readonly unknown[], step: Step, last: boolean, frame: Frame): readonly unknown[] {
  spend(frame, items.length * step.cost + 1)
  const results: unknown[] = []
  for (const item of items) {
    let result = step.run(item, frame)
    for (const filter of step.filters) result = filter(result, frame)
    if (result !== undefined) results.push(result)
  }
  const [only] = results
  if (last && results.length === 1 && Array.isArray(only) && !isSequence(only)) return only as unknown[]
  const flat: Sequence = sequence()
  for (const result of results) {
    if (Array.isArray(result)) {
      spend(frame, result.length)
      for (const one of result as unknown[]) flat.push(one)
    } else flat.push(result)
  }
  return flat
}

/** What stands in brackets behind a step: a place in the list, or a condition on each item. */
export function filtered(stage: Node, compiler: Compiler): Filter {
  const { expr } = stage
  if (stage.type !== 'filter' || !expr) throw new Unsupported(stage.type)
  if (expr.type === 'number') return (value) => atPlace(value, Math.floor(Number(expr.value)))
  const before = compiler.nodes
  const condition = compiler.compile(expr)
  const cost = 1 + compiler.nodes - before
  return (value, frame) => {
    const items: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value]
    spend(frame, items.length * cost)
    const kept = sequence()
    for (const [index, item] of items.entries()) {
      const answer = condition(item, frame)
      const places: readonly unknown[] | undefined = Array.isArray(answer) ? (answer as unknown[]) : undefined
      if (typeof answer === 'number' || places?.every(isNumber) === true) {
        for (const place of places ?? [answer]) if (placeOf(place, items.length) === index) kept.push(item)
      } else if (booleanOf(answer)) kept.push(item)
    }
    return kept
  }
}

function placeOf(place: unknown, length: number): number {
  if (!isNumber(place)) return bail()
  const whole = Math.floor(place)
  return whole < 0 ? length + whole : whole
}

function atPlace(value: unknown, place: number): unknown {
  const items: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value]
  const item = items[place < 0 ? items.length + place : place]
  if (Array.isArray(item)) return item
  const result = sequence()
  if (item !== undefined) result.push(item)
  return result
}
