import type { Environment } from '../document.ts'
import { expressionFunctions } from '../functions.ts'
import { parse, type Scope } from '../jsonata.ts'
import { valueMapFunctions } from '../value-map.ts'
import { bareKeys, Unsupported, type Node } from './ast.ts'
import { spend, type Compiler, type Fast } from './compiler.ts'
import { checkFor, checkTypes } from './library.ts'
import { natives } from './natives.ts'
import { binary, negated } from './operators.ts'
import { compilePath, filtered } from './path.ts'
import { bail, booleanOf, settled } from './values.ts'

const MAX_DEPTH = 100
const BUDGET = 50_000
const UNSET = Symbol('unset')
const NO_SLOTS: unknown[] = []
const MAP_FUNCTIONS: ReadonlySet<string> = new Set(Object.keys(valueMapFunctions({})))

/**
 * Compiles an expression to a function that runs without JSONata, or answers undefined when it has something that is
 * not covered. The function is bounded in what it does, and throws `Bail` for a record that JSONata must look at.
 */
export function compileFast(
  source: string,
  scope: Scope,
): ((data: unknown, environment: Environment) => unknown) | undefined {
  const compiler: Compiler = {
    compile: (node) => compile(node, compiler),
    ofMaps: valueMapFunctions(scope.valueMaps),
    blocks: [new Map()],
    mayBind: true,
    slots: 0,
    depth: 0,
    nodes: 0,
  }
  try {
    const run = compile(parse(source).ast() as Node, compiler)
    const unset: readonly unknown[] = Array.from({ length: compiler.slots }, () => UNSET)
    return (data, environment) => {
      if (Array.isArray(data)) bail()
      const slots = unset.length === 0 ? NO_SLOTS : unset.slice()
      return run(data, { root: data, scope, environment, slots, budget: BUDGET })
    }
  } catch (error) {
    if (error instanceof Unsupported) return undefined
    throw error
  }
}

/** Compiles one node of the syntax tree, with the filters that follow it. */
function compile(node: Node, compiler: Compiler): Fast {
  compiler.depth += 1
  compiler.nodes += 1
  if (compiler.depth > MAX_DEPTH) throw new Unsupported('too deep')
  const run = compileBare(node, compiler)
  compiler.depth -= 1
  const { predicate } = node
  if (!predicate) return run
  const filters = predicate.map((one) => filtered(one, compiler))
  return (input, frame) => settled(filters.reduce<unknown>((value, filter) => filter(value, frame), run(input, frame)))
}

function compileBare(node: Node, compiler: Compiler): Fast {
  bareKeys(node)
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return () => node.value
    case 'path':
      return compilePath(node, compiler)
    case 'variable':
      return compileVariable(node, compiler)
    case 'block':
      return compileBlock(node, compiler)
    case 'bind':
      return compileBind(node, compiler)
    case 'condition':
      return compileCondition(node, compiler)
    case 'binary':
      return binary(node, compiler)
    case 'unary':
      return compileUnary(node, compiler)
    case 'function':
      return compileCall(node, compiler)
    default:
      throw new Unsupported(node.type)
  }
}

function compileVariable(node: Node, compiler: Compiler): Fast {
  const name = String(node.value)
  if (name === '') return (input) => input
  if (name === '$') return (_, frame) => frame.root
  const slots = compiler.blocks.flatMap((block) => block.get(name) ?? [])
  const outer = builtIn(name)
  if (slots.length === 0 && !outer) throw new Unsupported(`$${name}`)
  const [only] = slots
  if (slots.length === 0 && outer) return outer
  if (slots.length === 1 && only !== undefined && !outer) {
    return (_, frame) => (frame.slots[only] === UNSET ? undefined : frame.slots[only])
  }
  return (input, frame) => {
    for (const slot of slots) if (frame.slots[slot] !== UNSET) return frame.slots[slot]
    return outer ? outer(input, frame) : undefined
  }
}

function builtIn(name: string): Fast | undefined {
  if (name === 'settings') return (_, frame) => frame.scope.settings
  if (name === 'record') return (_, frame) => frame.environment.record
  if (name === 'index') return (_, frame) => frame.environment.index
  return undefined
}

function compileBlock(node: Node, compiler: Compiler): Fast {
  const outer = { blocks: compiler.blocks, mayBind: compiler.mayBind }
  const own = new Map<string, number>()
  compiler.blocks = [own, ...outer.blocks]
  compiler.mayBind = true
  const parts = (node.expressions ?? []).map((one) => compile(one, compiler))
  Object.assign(compiler, outer)
  const slots = [...own.values()]
  const [first] = parts
  if (parts.length === 1 && slots.length === 0 && first) return first
  return (input, frame) => {
    for (const slot of slots) frame.slots[slot] = UNSET
    let value: unknown
    for (const part of parts) value = part(input, frame)
    return value
  }
}

function compileBind(node: Node, compiler: Compiler): Fast {
  const { lhs, rhs } = node as { lhs?: Node; rhs?: Node }
  const block = compiler.blocks[0]
  if (!compiler.mayBind || lhs?.type !== 'variable' || !rhs || !block) throw new Unsupported('bind')
  const run = compile(rhs, compiler)
  const name = String(lhs.value)
  // A name of ours that is bound anew would have to be watched in every place that reads it.
  if (name === '' || name === '$' || builtIn(name) || isFunctionName(name)) throw new Unsupported(`$${name}`)
  const slot = block.get(name) ?? compiler.slots++
  block.set(name, slot)
  return (input, frame) => (frame.slots[slot] = run(input, frame))
}

function compileCondition(node: Node, compiler: Compiler): Fast {
  if (!node.condition || !node.then) throw new Unsupported('condition')
  const condition = compile(node.condition, compiler)
  const then = compile(node.then, compiler)
  const otherwise = node.else ? compile(node.else, compiler) : () => undefined
  return (input, frame) => (booleanOf(condition(input, frame)) ? then(input, frame) : otherwise(input, frame))
}

function compileUnary(node: Node, compiler: Compiler): Fast {
  if (node.value === '-' && node.expression) return negated(compile(node.expression, compiler))
  const outer = compiler.mayBind
  compiler.mayBind = false
  const run =
    node.value === '[' ? compileList(node, compiler) : node.value === '{' ? compileObject(node, compiler) : undefined
  compiler.mayBind = outer
  if (!run) throw new Unsupported(String(node.value))
  return run
}

function compileList(node: Node, compiler: Compiler): Fast {
  const parts = (node.expressions ?? []).map((one) => ({ run: compile(one, compiler), nested: one.value === '[' }))
  return (input, frame) => {
    const list: unknown[] = []
    for (const part of parts) {
      const value = part.run(input, frame)
      if (value === undefined) continue
      if (part.nested || !Array.isArray(value)) list.push(value)
      else {
        spend(frame, value.length)
        for (const one of value as unknown[]) list.push(one)
      }
    }
    return list
  }
}

function compileObject(node: Node, compiler: Compiler): Fast {
  const pairs = ((node.lhs ?? []) as readonly (readonly [Node, Node])[]).map(([key, value]) => {
    // Keys that are worked out may meet; JSONata then groups or complains.
    if (key.type !== 'string' || typeof key.value !== 'string' || key.predicate) throw new Unsupported('key')
    return { key: key.value, run: compile(value, compiler) }
  })
  const keys = new Set(pairs.map((pair) => pair.key))
  if (keys.size < pairs.length || [...keys].some((key) => /^(_jsonata_.*|__proto__)$/.test(key))) {
    throw new Unsupported('key')
  }
  return (input, frame) => {
    if (Array.isArray(input)) bail()
    const object: Record<string, unknown> = {}
    for (const { key, run } of pairs) {
      const value = run(input, frame)
      if (value !== undefined) object[key] = value
    }
    return object
  }
}

function compileCall(node: Node, compiler: Compiler): Fast {
  const { procedure, arguments: given = [] } = node
  if (procedure?.type !== 'variable' || procedure.predicate) throw new Unsupported('procedure')
  const name = String(procedure.value)
  if (compiler.blocks.some((block) => block.has(name))) throw new Unsupported(`$${name}`)
  const args = given.map((one) => compile(one, compiler))
  const native = Object.hasOwn(natives, name) ? natives[name] : undefined
  if (native) {
    if (args.length < native.min || args.length > native.types.length) throw new Unsupported(`$${name}`)
    const check = checkTypes(native.types)
    const [first, second, third] = args
    return (input, frame) => {
      const a = first?.(input, frame)
      const b = second?.(input, frame)
      const c = third?.(input, frame)
      check(a, b, c)
      const result = native.run(a, b, c)
      if (Array.isArray(result)) spend(frame, result.length)
      return settled(result)
    }
  }
  return compileOwn(name, args, compiler)
}

function compileOwn(name: string, args: readonly Fast[], compiler: Compiler): Fast {
  const ofMaps = Object.hasOwn(compiler.ofMaps, name) ? compiler.ofMaps[name] : undefined
  const known = ofMaps ?? expressionFunctions.find((one) => one.name === name)
  const run: ((...args: unknown[]) => unknown) | undefined = known?.run
  const check = checkFor(known?.parameters ?? '', args.length)
  if (!run || !check) throw new Unsupported(`$${name}`)
  const [first, second, third] = args
  const count = args.length
  return (input, frame) => {
    const a = first?.(input, frame)
    if (count === 1) {
      check(a, undefined, undefined)
      return run(a)
    }
    const b = second?.(input, frame)
    const c = third?.(input, frame)
    check(a, b, c)
    return count === 2 ? run(a, b) : run(a, b, c)
  }
}

function isFunctionName(name: string): boolean {
  return MAP_FUNCTIONS.has(name) || Object.hasOwn(natives, name) || expressionFunctions.some((one) => one.name === name)
}
