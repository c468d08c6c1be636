import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useParam } from '../app/router.tsx'
import type { Flow } from '../../flows/schema.ts'
import type { Sample } from '../api/shapes.ts'
import { whoIn } from './sample-who.ts'
import { useSamples } from './mapper-queries.ts'

/** Which sample is previewed: it stands in the address, so that a link shows the same record. */
export function useChosenSample(flow: string, node: string) {
  const answer = useSamples(flow, node)
  const [wanted, setWanted] = useParam('sample')
  const samples = answer.data?.items ?? []
  const found = samples.findIndex((sample) => sample.record === wanted)
  const index = found < 0 ? 0 : found
  useEffect(() => {
    if (wanted !== null && answer.isSuccess && found < 0) setWanted(null)
  }, [wanted, answer.isSuccess, found, setWanted])
  return {
    samples,
    index,
    sample: samples[index],
    loading: answer.isPending,
    failed: answer.isError,
    go: (to: number) => {
      const sample = samples[to]
      if (sample !== undefined) setWanted(sample.record)
    },
  }
}

export interface ChosenSample {
  samples: readonly Sample[]
  index: number
  sample: Sample | undefined
  loading: boolean
  failed: boolean
  go: (to: number) => void
}

/** What `$record` gives in a preview. */
export const recordOf = (sample: Sample) => ({ key: sample.key, data: sample.input })

export function inputOn(flow: Pick<Flow, 'valueMaps'>, sample: Sample | undefined, settings: Record<string, unknown>) {
  if (sample === undefined) return undefined
  return { input: sample.input, record: recordOf(sample), settings, valueMaps: flow.valueMaps ?? {} }
}

/** "Previewed on #1042 Lunchroom De Haven", with a way to the records beside it. */
export function SampleBar({ chosen, className = 'mp-sample' }: { chosen: ChosenSample; className?: string }) {
  const { t } = useTranslation('mapper')
  const { samples, index, sample, go } = chosen
  if (sample === undefined) {
    const words = chosen.loading ? t('sample.loading') : chosen.failed ? t('sample.failed') : t('sample.none')
    return (
      <div className={className}>
        <span title={t('sample.noneHint')}>{words}</span>
      </div>
    )
  }
  return (
    <div className={className}>
      <span className="nowrap">{t('sample.on')}</span>
      <b className="mono">{sample.key}</b>
      <span className="ellipsis">{whoIn(sample.input)}</span>
      <span className="spacer" />
      <button
        type="button"
        className="icon-btn mp-step"
        aria-label={t('sample.previous')}
        title={t('sample.previous')}
        disabled={index === 0}
        onClick={() => go(index - 1)}
      >
        <IconChevronLeft size={15} stroke={1.75} aria-hidden />
      </button>
      <span className="t3 nowrap mp-count">{t('sample.position', { index: index + 1, count: samples.length })}</span>
      <button
        type="button"
        className="icon-btn mp-step"
        aria-label={t('sample.next')}
        title={t('sample.next')}
        disabled={index >= samples.length - 1}
        onClick={() => go(index + 1)}
      >
        <IconChevronRight size={15} stroke={1.75} aria-hidden />
      </button>
    </div>
  )
}
