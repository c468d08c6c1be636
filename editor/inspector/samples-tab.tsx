import { useQuery } from '@tanstack/react-query'
import { IconArrowBarToRight, IconChevronLeft, IconChevronRight, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../canvas/draft-store.ts'
import { samplesQuery } from '../flows/queries.ts'
import { Time } from '../ui/format.tsx'
import { JsonView } from '../ui/json-view.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'

/** Real records as they came to a node, or as they left it. */
export function SamplesTab({ node, side }: { node: string; side: 'input' | 'output' }) {
  const { t } = useTranslation('inspector')
  const flow = useDraft((state) => state.flow.id)
  const samples = useQuery(samplesQuery(flow, node))
  const [at, setAt] = useState(0)
  if (samples.isError) return <ErrorState error={samples.error} onRetry={() => void samples.refetch()} />
  if (samples.data === undefined) return <Skeleton what={t('samples.reading')} />
  const items = side === 'input' ? samples.data.items : samples.data.items.filter((one) => one.output !== undefined)
  const index = Math.min(at, items.length - 1)
  const sample = items[index]
  if (sample === undefined) {
    return (
      <EmptyState icon={IconArrowBarToRight} title={t(`samples.${side}None`)} text={t(`samples.${side}NoneText`)} />
    )
  }
  const value = side === 'input' ? sample.input : sample.output
  return (
    <>
      <div className="sample-bar">
        <b className="mono">{sample.key}</b>
        <span className="t3">
          <Time at={sample.at} as="relative" />
        </span>
        <span className="spacer" />
        <button
          type="button"
          className="icon-btn"
          aria-label={t('samples.previous')}
          disabled={index === 0}
          onClick={() => setAt(index - 1)}
        >
          <IconChevronLeft size={16} stroke={1.75} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-btn"
          aria-label={t('samples.next')}
          disabled={index >= items.length - 1}
          onClick={() => setAt(index + 1)}
        >
          <IconChevronRight size={16} stroke={1.75} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-btn"
          aria-label={t('samples.copy')}
          onClick={() => void navigator.clipboard.writeText(JSON.stringify(value, null, 2))}
        >
          <IconCopy size={16} stroke={1.75} aria-hidden />
        </button>
      </div>
      <JsonView value={value} />
    </>
  )
}
