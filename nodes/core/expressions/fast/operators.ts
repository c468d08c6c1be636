import { Unsupported, type Node } from './ast.ts'
import type { Compiler, Fast } from './compiler.ts'
import { bail, booleanOf, equal, isNumber, small, stringOf } from './values.ts'

const onValues: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  '&': (a, b) => concatenated(a === undefined ? '' : stringOf(a), b === undefined ? '' : stringOf(b)),
  '=': (a, b) => a !== undefined && b !== undefined && equal(a, b),
  '!=': (a, b) => a !== undefined && b !== undefined && !equal(a, b),
  '<': (a, b) => compared(a, b, (x, y) => x < y),
  '<=': (a, b) => compared(a, b, (x, y) => x <= y),
  '>': (a, b) => compared(a, b, (x, y) => x > y),
  '>=': (a, b) => compared(a, b, (x, y) => x >= y),
  '+': (a, b) => calculated(a, b, (x, y) => x + y),
  '-': (a, b) => calculated(a, b, (x, y) => x - y),
  '*': (a, b) => calculated(a, b, (x, y) => x * y),
  '/': (a, b) => calculated(a, b, (x, y) => x / y),
  '%': (a, b) => calculated(a, b, (x, y) => x % y),
  in: (a, b) => a !== undefined && b !== undefined && (Array.isArray(b) ? small(b).includes(a) : a === b),
}

/** An operator between two expressions. */
export function binary(node: Node, compiler: Compiler): Fast {
  const { lhs, rhs } = node as { lhs?: Node; rhs?: Node }
  if (!lhs || !rhs) throw new Unsupported('binary')
  const left = compiler.compile(lhs)
  const right = compiler.compile(rhs)
  const operator = String(node.value)
  if (operator === 'and') {
    return (input, frame) => booleanOf(left(input, frame)) === true && booleanOf(right(input, frame)) === true
  }
  if (operator === 'or') {
    return (input, frame) => booleanOf(left(input, frame)) === true || booleanOf(right(input, frame)) === true
  }
  const run = Object.hasOwn(onValues, operator) ? onValues[operator] : undefined
  if (!run) throw new Unsupported(operator)
  return (input, frame) => run(left(input, frame), right(input, frame))
}

/** The minus before an expression. */
export function negated(run: Fast): Fast {
  return (input, frame) => {
    const value = run(input, frame)
    if (value === undefined) return undefined
    return isNumber(value) ? -value : bail()
  }
}

function concatenated(a: string, b: string): string {
  return small(a + b)
}

function compared(a: unknown, b: unknown, compare: (a: string | number, b: string | number) => boolean) {
  if (!comparable(a) || !comparable(b)) return bail()
  if (a === undefined || b === undefined) return undefined
  return typeof a === typeof b ? compare(a, b) : bail()
}

function comparable(value: unknown): value is string | number | undefined {
  return value === undefined || typeof value === 'string' || typeof value === 'number'
}

function calculated(a: unknown, b: unknown, calculate: (a: number, b: number) => number): number | undefined {
  if ((a !== undefined && !isNumber(a)) || (b !== undefined && !isNumber(b))) return bail()
  if (a === undefined || b === undefined) return undefined
  const result = calculate(a, b)
  return Number.isFinite(result) ? result : bail()
}
