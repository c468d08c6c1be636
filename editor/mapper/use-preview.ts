import { useEffect, useRef, useState } from 'react'
import { evaluateOne, expressionProblem, type EvaluationInput, type ExpressionProblem, type Row } from './evaluate.ts'

export interface Preview {
  /** The last value that came out well; it stays while something else is typed. */
  value: unknown
  known: boolean
  /** The value belongs to an earlier text. */
  stale: boolean
  problem: ExpressionProblem | undefined
  /** The server could not be asked. */
  trouble: string | undefined
}

const NOTHING: Preview = { value: undefined, known: false, stale: false, problem: undefined, trouble: undefined }

/** The value of an expression on the sample, asked 200 ms after the last key. `over`: see `evaluateOne`. */
export function usePreview(expression: string, on: EvaluationInput | undefined, over?: Row, delay = 200): Preview {
  const [preview, setPreview] = useState<Preview>(NOTHING)
  // The sample is compared by content: callers make a new object on every render.
  const onKey = on === undefined ? '' : JSON.stringify([on, over])
  const now = useRef({ on, over })
  now.current = { on, over }
  useEffect(() => {
    if (onKey === '' || expression.trim() === '') {
      setPreview(NOTHING)
      return
    }
    setPreview((last) => ({ ...last, stale: true }))
    const stop = new AbortController()
    const timer = setTimeout(() => {
      if (now.current.on === undefined) return
      evaluateOne(expression, now.current.on, now.current.over, stop.signal).then(
        (value) => setPreview({ value, known: true, stale: false, problem: undefined, trouble: undefined }),
        (error: unknown) => {
          if (stop.signal.aborted) return
          const problem = expressionProblem(error)
          const trouble = problem === undefined ? (error instanceof Error ? error.message : String(error)) : undefined
          setPreview((last) => ({ ...last, stale: true, problem, trouble }))
        },
      )
    }, delay)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [expression, onKey, delay])
  return preview
}
