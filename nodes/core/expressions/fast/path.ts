import { bareKeys, Unsupported, type Node } from './ast.ts'
import { spend, type Compiler, type Fast, type Frame } from './compiler.ts'
import { bail, booleanOf, isNumber, isSequence, lookup, marked, settled } from './values.ts'

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
  const rest = steps.slice(1)
  const [head] = steps
  if (
    fromVariable &&
    head?.filters.length === 0 &&
    rest.every((step) => step.name !== undefined && step.filters.length === 0)
  ) {
    return fromValue(head.run, steps)
  }
  const walk: Fast = (input, frame) => {
    const items = Array.isArray(input) && !fromVariable ? (input as unknown[]) : [input]
    return walkFrom(0, items, steps, frame)
  }
  if (!simple) return walk
  const names = steps.map((step) => step.name as string)
  return (input, frame) => {
    let at = input
    for (let index = 0; index < names.length; index += 1) {
      if (Array.isArray(at)) return walkFrom(index, at as unknown[], steps, frame)
      const name = names[index] as string
      if (at === null || typeof at !== 'object' || !Object.hasOwn(at, name)) return undefined
      at = (at as Record<string, unknown>)[name]
    }
    return at
  }
}

/** A path that begins with a variable and goes on with names: `$record.data.total`. */
function fromValue(head: Fast, steps: readonly Step[]): Fast {
  return (input, frame) => {
    let at = head(input, frame)
    for (let index = 1; index < steps.length; index += 1) {
      if (Array.isArray(at)) return walkFrom(0, [input], steps, frame)
      const name = steps[index]?.name as string
      if (at === null || typeof at !== 'object' || !Object.hasOwn(at, name)) return undefined
      at = (at as Record<string, unknown>)[name]
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

/** The steps from one on. Only what leaves the path carries the mark of a sequence: making it costs more than a step. */
function walkFrom(from: number, start: readonly unknown[], steps: readonly Step[], frame: Frame): unknown {
  let items: readonly unknown[] = start
  for (let at = from; at < steps.length; at += 1) {
    const results = resultsOf(items, steps[at] as Step, frame)
    const only = results[0]
    // A list that is the only result of the last step stays what it is in the data.
    if (at === steps.length - 1 && results.length === 1 && Array.isArray(only) && !isSequence(only)) return only
    items = flattened(results, frame)
    if (items.length === 0) return undefined
  }
  return items.length === 1 ? items[0] : marked(items as unknown[])
}

function resultsOf(items: readonly unknown[], step: Step, frame: Frame): unknown[] {
  spend(frame, items.length * step.cost + 1)
  const results: unknown[] = []
  for (let at = 0; at < items.length; at += 1) {
    let result = step.run(items[at], frame)
    for (let next = 0; next < step.filters.length; next += 1) result = (step.filters[next] as Filter)(result, frame)
    if (result !== undefined) results.push(result)
  }
  return results
}

function flattened(results: unknown[], frame: Frame): unknown[] {
  if (!results.some((one) => Array.isArray(one))) return results
  const flat: unknown[] = []
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
    const kept: unknown[] = []
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index]
      const answer = condition(item, frame)
      const places: readonly unknown[] | undefined = Array.isArray(answer) ? (answer as unknown[]) : undefined
      if (typeof answer === 'number' || places?.every(isNumber) === true) {
        for (const place of places ?? [answer]) if (placeOf(place, items.length) === index) kept.push(item)
      } else if (booleanOf(answer)) kept.push(item)
    }
    return sequenceOf(kept)
  }
}

/** A sequence, but for one item that is no list: that is the item, wherever it goes. */
function sequenceOf(items: unknown[]): unknown {
  return items.length === 1 && !Array.isArray(items[0]) && items[0] !== undefined ? items[0] : marked(items)
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
  return sequenceOf(item === undefined ? [] : [item])
}
