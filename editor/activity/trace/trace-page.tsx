import { useTranslation } from 'react-i18next'
import type { PageProps } from '../../app/routes.tsx'
import { Crumb } from '../../app/crumb.tsx'
import { Link, useParam } from '../../app/router.tsx'
import { useLiveRefresh } from '../../runs/use-live-refresh.ts'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { IconChevronRight, IconHistoryOff } from '@tabler/icons-react'
import { useTrace, useTracedFlow } from '../records-queries.ts'
import { EffectCards } from './effect-cards.tsx'
import { StepDetail } from './step-detail.tsx'
import { StepStrip } from './step-strip.tsx'
import { firstStep } from './story.ts'
import { StoryPane } from './story-pane.tsx'
import { TraceHeader } from './trace-header.tsx'
import { TraceProblem } from './trace-problem.tsx'
import type { Trace } from './trace-shapes.ts'
import './trace.css'

/** One record's way through a run: what came in, what was made of it, what was written, and why not. */
export function TracePage({ params }: PageProps) {
  const { t } = useTranslation('activity')
  const trace = useTrace(params['id'] ?? '')
  useLiveRefresh('trace')
  if (trace.isError)
    return <ErrorState error={trace.error} title={t('trace.failed')} onRetry={() => void trace.refetch()} />
  if (trace.isPending) return <Skeleton lines={8} what={t('trace.what')} />
  return <TraceView trace={trace.data} />
}

function TraceView({ trace }: { trace: Trace }) {
  const { t } = useTranslation('activity')
  const flow = useTracedFlow(trace.flow)
  const [wanted, setStep] = useParam('step')
  const node = trace.steps.some((step) => step.node === wanted) ? wanted : firstStep(trace)
  const step = trace.steps.find((one) => one.node === node)
  return (
    <div className="tr-page">
      <Crumb>
        <Link href="/activity">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{trace.key}</b>
      </Crumb>
      <TraceHeader trace={trace} />
      <StoryPane trace={trace} node={node} onStep={setStep} />
      <section className="tr-detail" aria-label={t('trace.steps')}>
        <StepStrip steps={trace.steps} node={node} onStep={setStep} />
        <TraceProblem trace={trace} flow={flow} />
        {step === undefined ? (
          <div className="panel">
            <EmptyState icon={IconHistoryOff} title={t('trace.noSteps')} text={t('trace.noStepsText')} />
          </div>
        ) : (
          <StepDetail key={step.node} trace={trace} step={step} flow={flow} />
        )}
        <EffectCards trace={trace} node={node ?? undefined} />
      </section>
    </div>
  )
}
