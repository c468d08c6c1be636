import { ProblemError, type Problem } from '../../sdk/problem.ts'

/** What JSONata throws: a plain object or an Error, with a code of its own and often a position. */
interface Thrown {
  readonly code?: unknown
  readonly message?: unknown
  readonly position?: unknown
}

const LIMIT_CODES = new Set(['D1011', 'D2014', 'D2015', 'U1001'])

export function limitProblem(message: string): Problem {
  return {
    code: 'expression.limit',
    message,
    advice: 'Make the expression simpler, or let it give less.',
    retry: 'after-fix',
  }
}

export function timeoutProblem(): Problem {
  return {
    code: 'expression.timeout',
    message: 'The expression was stopped: it took longer than a second for one record.',
    advice: 'Look for a loop without an end or a very costly pattern, and try it on a sample record in the editor.',
    retry: 'after-fix',
  }
}

/** The expression cannot be read at all. */
export function syntaxProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof RangeError) return limitProblem('The expression is nested too deeply.')
  return {
    code: 'expression.syntax',
    message: `The expression cannot be read: ${textOf(error)}`,
    advice: 'Correct it at the marked position.',
    retry: 'after-fix',
    ...positioned(error),
  }
}

/** The expression was read but went wrong on a record. */
export function evaluationProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return { ...error.problem, ...positioned(error, error.problem.details) }
  const code = (error as Thrown | null)?.code
  if (code === 'D1012') return { ...timeoutProblem(), ...positioned(error) }
  if (error instanceof RangeError || LIMIT_CODES.has(String(code))) {
    return { ...limitProblem(`The expression uses too much: ${textOf(error)}`), ...positioned(error) }
  }
  return {
    code: 'expression.failed',
    message: `The expression failed on this record: ${textOf(error)}`,
    advice: 'Try it on this record in the editor; the position is marked there.',
    retry: 'after-fix',
    ...positioned(error),
  }
}

function positioned(error: unknown, details?: unknown): { details?: object } {
  const position = (error as Thrown | null)?.position
  const known = typeof details === 'object' && details !== null ? details : {}
  if (typeof position !== 'number') return Object.keys(known).length > 0 ? { details: known } : {}
  return { details: { ...known, position } }
}

function textOf(error: unknown): string {
  const message = (error as Thrown | null)?.message
  const text = typeof message === 'string' && message !== '' ? message : String(error)
  return text.length > 300 ? `${text.slice(0, 300)} …` : text
}
