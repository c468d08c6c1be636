/** What one expression may use, for one record. The evaluator child enforces the same from outside, for what slips through. */
export const LIMITS = {
  /** Length of an expression in characters. */
  source: 10_000,
  milliseconds: 900,
  /** Nested evaluations: bounds recursion. */
  stack: 300,
  /** Items in one sequence. */
  sequence: 100_000,
  /** Characters in one string that a function makes. */
  text: 1_000_000,
  /** Values (fields and items) in one result. */
  values: 100_000,
  depth: 64,
} as const
