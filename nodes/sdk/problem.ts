/**
 * Why something did not work. The engine decides on `code`, `retry`, `scope` and `effect`, never on text.
 * `message` says what happened and where; `advice` says what to do, in words for the operator.
 */
export interface Problem {
  readonly code: `${string}.${string}`
  readonly message: string
  readonly advice?: string
  readonly retry: 'never' | 'later' | 'after-fix'
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number
  /**
   * `system`: every record would fail alike (401, a missing scope): the run stops. `record`: the matter of this one alone, and
   * however many in a row fail like it, the system is there (orders on hold). Not said: many in a row that would pass by
   * themselves count as a system that is down.
   */
  readonly scope?: 'record' | 'system'
  /** After a failed write: `none` = surely not done, `unknown` = may have been done. Default `none`. */
  readonly effect?: 'none' | 'unknown'
  readonly details?: unknown
}

/** The one error class that crosses room borders: throw it anywhere, the engine reads the problem. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(`${problem.code}: ${problem.message}`, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The problem inside an error; an error that nobody gave a code is a fault of ours and says so. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'engine.unexpected',
    message,
    advice: 'This is a fault in Koppel or in a node. The record is kept; report it with this text.',
    retry: 'after-fix',
  }
}
