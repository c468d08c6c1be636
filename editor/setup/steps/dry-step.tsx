import { IconTestPipe } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { InstalledFlow } from '../../api/shapes.ts'
import { navigate } from '../../app/router.tsx'
import { CountBar } from '../../runs/count-bar.tsx'
import { RunDifferences } from '../../runs/differences/run-differences.tsx'
import { DrySum } from '../../runs/dry-sum.tsx'
import { RunProblem } from '../../runs/run-problem.tsx'
import { useRun } from '../../runs/run-queries.ts'
import '../../runs/runs.css'
import { useSession } from '../../session/session-context.ts'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { Question } from '../frame.tsx'
import { choose, markDone, useChoices } from '../setup-store.ts'
import type { Ways } from '../ways.ts'

export interface DryStepProps {
  readonly flow: InstalledFlow
  readonly ways: Ways
}

/** What the flow would do now, field by field. It starts by itself, and again when the flow was changed since. */
export function DryStep({ flow, ways }: DryStepProps) {
  const { t } = useTranslation('setup')
  const { role } = useSession().person
  const before = useChoices((choices) => choices.dryRuns[flow.id])
  const fitting = before?.revision === flow.revision ? before : undefined
  const dry = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/api/flows/${flow.id}/runs`, { mode: 'dry-run' }),
    onSuccess: ({ id }) => {
      const { dryRuns } = useChoices.getState()
      choose({ dryRuns: { ...dryRuns, [flow.id]: { run: id, revision: flow.revision } } })
    },
  })
  const missing = fitting === undefined && dry.isIdle && role !== 'viewer'
  useEffect(() => {
    if (missing) dry.mutate()
    // Once for each flow and revision: the step is a new one then.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [missing])
  const goOn = () => {
    if (ways.last) markDone('dry')
    navigate(ways.next)
  }
  const actions = (
    <>
      <button
        type="button"
        className="btn btn-lg"
        disabled={dry.isPending || role === 'viewer'}
        onClick={() => dry.mutate()}
      >
        <IconTestPipe className="icon" size={15} stroke={1.75} aria-hidden />
        {t(fitting === undefined ? 'canvas:run.dry' : 'step.dry.again')}
      </button>
      <button type="button" className="btn btn-primary btn-lg" onClick={goOn}>
        {t('next')}
      </button>
    </>
  )
  return (
    <Question
      title={t('step.dry.title', { name: flow.name })}
      text={t('step.dry.text')}
      back={ways.back}
      actions={actions}
    >
      {dry.isError ? (
        <ErrorState error={dry.error} title={t('settings:head.notStarted')} onRetry={() => dry.mutate()} />
      ) : fitting === undefined ? (
        <Skeleton lines={6} what={t('step.dry.what', { name: flow.name })} />
      ) : (
        <Outcome id={fitting.run} onGone={() => dry.mutate()} />
      )}
    </Question>
  )
}

/** A run that is not kept any more is done again. */
function Outcome({ id, onGone }: { id: string; onGone: () => void }) {
  const { t } = useTranslation('setup')
  const run = useRun(id)
  if (run.isError) return <ErrorState error={run.error} title={t('step.dry.failed')} onRetry={onGone} />
  if (run.isPending) return <Skeleton lines={6} />
  return (
    <div className="su-dry">
      <DrySum run={run.data} />
      <CountBar counts={run.data.counts} run={id} />
      <RunProblem run={run.data} />
      <div className="su-differences">
        <RunDifferences run={run.data} />
      </div>
    </div>
  )
}
