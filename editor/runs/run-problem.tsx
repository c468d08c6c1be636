import { IconAlertOctagon } from '@tabler/icons-react'
import type { Run } from '../api/shapes.ts'

/** Why a run stopped, and what to do about it; nothing where nothing is wrong. */
export function RunProblem({ run: { problem } }: { run: Run }) {
  if (problem === undefined) return null
  return (
    <div className="rn-problem" role="group" aria-label={problem.message}>
      <IconAlertOctagon className="icon st-failed" size={18} stroke={1.75} aria-hidden />
      <div>
        <b>{problem.message}</b>
        <p>
          {problem.advice} <code>{problem.code}</code>
        </p>
      </div>
    </div>
  )
}
