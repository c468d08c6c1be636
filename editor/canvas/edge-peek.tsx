import { useQuery } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import { useViewport } from 'reactflow'
import { useTranslation } from 'react-i18next'
import { samplesQuery } from '../flows/queries.ts'
import { whoIn } from '../mapper/sample-who.ts'
import { formatClock, formatCount } from '../ui/format.tsx'
import { amountIn } from './amount-in.ts'
import { useDraft } from './draft-store.ts'
import { useLog, useStep } from './run-context.ts'
import { passedOver } from './run-view.ts'

export interface EdgePeekProps {
  readonly id: string
  readonly source: string
  readonly port: string
  readonly target: string
  readonly at: readonly [number, number]
  readonly onClose: () => void
}

interface PeekRow {
  readonly key: string
  readonly who?: string | undefined
  readonly amount?: string | undefined
  readonly at: string
}

/** The last three records on an edge: those of the live log, else of what the server kept of earlier runs. */
export function EdgePeek({ source, port, target, at, onClose }: EdgePeekProps) {
  const { t } = useTranslation('canvas')
  const counts = useStep(source)?.counts
  const rows = usePeekRows(source, port, target)
  // The graph may be small; what is read in the peek is not.
  const { zoom } = useViewport()
  const place = `translate(${at[0]}px, ${at[1]}px) translate(-50%, ${18 / zoom}px) scale(${1 / zoom})`
  const passed = counts?.ports[port] ?? 0
  return (
    <div className="edge-peek nodrag nopan" style={{ transform: place }}>
      <h4>
        {t('edge.last')}
        <span>
          {t('edge.passed', { count: formatCount(passed) })}
          {counts !== undefined && counts.skipped > 0
            ? `, ${t('edge.filtered', { count: formatCount(counts.skipped) })}`
            : ''}
        </span>
        <button type="button" className="edge-peek-close" aria-label={t('ui:close')} onClick={onClose}>
          <IconX size={13} stroke={1.75} aria-hidden />
        </button>
      </h4>
      {rows.length === 0 ? <p className="t3">{t('edge.none')}</p> : null}
      {rows.map((row) => (
        <div key={row.key + row.at}>
          <span className="mono">{row.key}</span>
          <span className="ellipsis">{row.who}</span>
          <span className="num">{row.amount}</span>
          <span className="num t3">{formatClock(row.at, { seconds: true })}</span>
        </div>
      ))}
    </div>
  )
}

/** Keys and times from the log; who and how much from what the server kept of the records themselves. */
function usePeekRows(source: string, port: string, target: string): readonly PeekRow[] {
  const flow = useDraft((state) => state.flow.id)
  const log = useLog()
  const recent = passedOver(log, source, port, true)
  const kept = useQuery(samplesQuery(flow, target)).data?.items ?? []
  if (recent.length === 0) return kept.slice(0, 3).map(({ key, at, input }) => ({ key, at, ...summaryOf(input) }))
  return recent.map((row) => {
    const sample = kept.find((one) => one.key === row.key)
    return { key: row.key, at: row.at, who: row.who, amount: row.amount, ...summaryOf(sample?.input) }
  })
}

/** Whose record it is and what it is worth, where its data tells. */
function summaryOf(data: unknown): { who?: string; amount?: string } {
  const who = whoIn(data)
  const amount = amountIn(data)
  return { ...(who === undefined ? {} : { who }), ...(amount === undefined ? {} : { amount }) }
}
