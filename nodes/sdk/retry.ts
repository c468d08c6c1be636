import { setTimeout as sleep } from 'node:timers/promises'
import { problemOf, type Problem } from './problem.ts'

export interface RetryOptions {
  readonly signal: AbortSignal
  /** Calls in all, the first one included. */
  readonly attempts?: number
  /** No new attempt starts when its pause would end later than this after the first call. */
  readonly budgetMs?: number
  readonly baseMs?: number
  /** The longest pause that we choose ourselves; one that the other side asks for may be longer. */
  readonly maxMs?: number
  /** Default: a problem with `retry: 'later'` that is surely not done. */
  readonly isTransient?: (error: unknown) => boolean
  /** 0..1; given by tests. */
  readonly random?: () => number
  /** Called before each pause, for the log. */
  readonly onRetry?: (problem: Problem, attempt: number, waitMs: number) => void
}

/**
 * Repeats a call that only reads, with exponential pauses and full jitter, inside a budget of attempts and time.
 * A `retryAfterMs` of the problem is a lower bound of the pause. The last error is thrown as it came. Never for writes:
 * those that may have been done are the engine's to settle.
 */
export async function withRetries<T>(fn: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, attempts = 5, budgetMs = 60_000, isTransient = isTransientProblem } = options
  const start = performance.now()
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted()
    try {
      return await fn(attempt)
    } catch (error) {
      if (signal.aborted || attempt >= attempts || !isTransient(error)) throw error
      const problem = problemOf(error)
      const wait = pauseMs(attempt, problem.retryAfterMs, options)
      if (performance.now() - start + wait > budgetMs) throw error
      options.onRetry?.(problem, attempt, wait)
      await pause(wait, signal)
    }
  }
}

/** The default rule of `withRetries`. */
export function isTransientProblem(error: unknown): boolean {
  const problem = problemOf(error)
  return problem.retry === 'later' && problem.effect !== 'unknown'
}

/** A wait that ends at once, with the signal's reason, when the run is cancelled. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

function pauseMs(attempt: number, retryAfterMs = 0, options: RetryOptions): number {
  const { baseMs = 250, maxMs = 15_000, random = Math.random } = options
  const own = Math.min(maxMs, baseMs * 2 ** (attempt - 1)) * random()
  return Math.round(retryAfterMs + own)
}
