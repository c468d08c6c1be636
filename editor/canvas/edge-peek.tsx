import { useQuery } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api, query, type Page } from '../api/client.ts'
import type { Sample } from '../api/shapes.ts'
import { formatClock, formatCount } from '../ui/format.tsx'
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
  const passed = counts?.ports[port] ?? 0
  return (
    <div
      className="edge-peek nodrag nopan"
      style={{ transform: `translate(-50%, 18px) translate(${at[0]}px, ${at[1]}px)` }}
    >
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

function usePeekRows(source: string, port: string, target: string): readonly PeekRow[] {
  const flow = useDraft((state) => state.flow.id)
  const log = useLog()
  const recent = passedOver(log, source, port, true)
  const kept = useQuery({
    queryKey: ['samples', flow, target, 3],
    enabled: recent.length === 0,
    queryFn: () => api.get<Page<Sample>>(`/api/flows/${flow}/samples${query({ node: target, limit: 3 })}`),
  })
  return recent.length > 0 ? recent : (kept.data?.items ?? [])
}
