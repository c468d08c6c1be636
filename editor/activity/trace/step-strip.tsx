import { IconCheck, IconPlayerSkipForward, IconSquareLetterP } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../ui/format.tsx'
import type { TraceStep } from './trace-shapes.ts'

interface StepStripProps {
  steps: readonly TraceStep[]
  node: string | null | undefined
  onStep: (node: string) => void
}

const ICONS = { passed: IconCheck, skipped: IconPlayerSkipForward, parked: IconSquareLetterP }

/** The way of the record, one field a step with its time; arrows go along. */
export function StepStrip({ steps, node, onStep }: StepStripProps) {
  const { t } = useTranslation('activity')
  return (
    <nav className="tr-steps" aria-label={t('trace.steps')}>
      {steps.map((step) => {
        const Shape = ICONS[step.outcome]
        return (
          <button
            key={step.node}
            type="button"
            aria-current={step.node === node ? 'step' : undefined}
            title={step.name}
            onClick={() => onStep(step.node)}
          >
            <b>{step.name}</b>
            <span className={step.outcome === 'passed' ? '' : `st-${step.outcome}`}>
              <Shape
                className={step.outcome === 'passed' ? 'icon st-created' : 'icon'}
                size={13}
                stroke={1.75}
                aria-hidden
              />
              <span className="visually-hidden">{t(`trace.outcome.${step.outcome}`)}</span>
              {formatDuration(step.ms)}
            </span>
          </button>
        )
      })}
    </nav>
  )
}
