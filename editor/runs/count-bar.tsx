import { useTranslation } from 'react-i18next'
import type { RunCounts } from '../../runtime/live/events.ts'
import { Link } from '../app/router.tsx'
import { formatCount } from '../ui/format.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { RECORD_STATUSES } from './run-shapes.ts'
import './runs.css'

/** Read = created + updated + skipped + parked + pending over one bar; every figure opens its records. */
export function CountBar({ counts, run }: { counts: RunCounts; run: string }) {
  const { t } = useTranslation('runs')
  return (
    <div className="rn-counts">
      <div className="rn-figures">
        <Link href={`/runs/${run}`} className="rn-figure">
          {t('count.read')} <b>{formatCount(counts.read)}</b>
        </Link>
        {RECORD_STATUSES.map((status) => (
          <Link key={status} href={`/runs/${run}?status=${status}`} className="rn-figure">
            <StatusBadge status={status} label={t(`count.${status}`)} /> <b>{formatCount(counts[status])}</b>
          </Link>
        ))}
      </div>
      <Bar counts={counts} />
    </div>
  )
}

/** The bar alone, with its sum in words for readers. */
export function Bar({ counts }: { counts: RunCounts }) {
  const { t } = useTranslation('runs')
  return (
    <div className="rn-bar" role="img" aria-label={t('count.equation', { ...counts })}>
      {RECORD_STATUSES.map((status) =>
        counts[status] === 0 ? null : (
          <i key={status} className={`rn-${status}`} style={{ flexGrow: counts[status] }} />
        ),
      )}
    </div>
  )
}
