import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunCounts } from '../../runtime/live/events.ts'
import { Link } from '../app/router.tsx'
import { formatClock, formatCount, formatDuration, formatRelative } from '../ui/format.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { useShownRun } from './run-context.ts'
import { isActive, type RunSummary } from './run-view.ts'

const PARTS = ['created', 'updated', 'skipped', 'parked', 'pending'] as const

/** Which run it is, and Read = Created + Updated + Skipped + Parked + Pending over one bar. */
export function RunFigures() {
  const { t } = useTranslation('canvas')
  const run = useShownRun()
  if (run === undefined) {
    return (
      <div className="run-id is-empty">
        <h1>{t('run.none')}</h1>
        <small>{t('run.noneText')}</small>
      </div>
    )
  }
  return (
    <>
      <RunId run={run} />
      <Figures run={run} />
      <Rate run={run} />
      <Announcer run={run} />
    </>
  )
}

function RunId({ run }: { run: RunSummary }) {
  const { t } = useTranslation('canvas')
  const who = run.by === run.trigger ? undefined : run.by
  const by = [t(`run.by.${run.trigger}`, { defaultValue: run.trigger }), who].filter(Boolean).join(', ')
  return (
    <div className="run-id">
      <div>
        <h1>{t(`run.titleMode.${run.mode}`, { defaultValue: t('run.titleMode.live') })}</h1>
        <StatusBadge status={run.status} chip />
        {run.mode === 'dry-run' && !isActive(run) ? (
          <Link className="br" href={`/runs/${run.id}`}>
            {t('run.differences')}
          </Link>
        ) : null}
      </div>
      <small className="ellipsis">
        {by}
        {run.startedAt === null
          ? ''
          : `, ${formatClock(run.startedAt, { seconds: true })}, ${formatRelative(run.startedAt)}`}
      </small>
    </div>
  )
}

function Figures({ run }: { run: RunSummary }) {
  const { t } = useTranslation('canvas')
  const counts = withPending(run)
  const total = Math.max(counts.read, 1)
  return (
    <div className="run-figures">
      <div className="run-counts">
        <Link href={`/runs/${run.id}`}>
          {t('run.read')} <b>{formatCount(counts.read)}</b>
        </Link>
        {PARTS.map((part) => (
          <Link key={part} href={`/runs/${run.id}?status=${part}`}>
            <StatusBadge status={part} /> <b>{formatCount(counts[part])}</b>
          </Link>
        ))}
      </div>
      <div className="run-bar" role="img" aria-label={t('run.bar', { ...counts })}>
        {PARTS.map((part) =>
          counts[part] === 0 ? null : (
            <i
              key={part}
              className={part === 'pending' ? 'hatch' : ''}
              style={{
                flexGrow: counts[part] / total,
                ...(part === 'pending' ? {} : { background: `var(--${part}-s)` }),
              }}
            />
          ),
        )}
      </div>
    </div>
  )
}

/** While a run is at work, what is read and not settled is pending, so that the sum always holds. */
export function withPending(run: Pick<RunSummary, 'counts' | 'status'>): RunCounts {
  const { read, created, updated, skipped, parked } = run.counts
  const settled = created + updated + skipped + parked
  return { ...run.counts, pending: Math.max(run.counts.pending, read - settled, 0) }
}

function Rate({ run }: { run: RunSummary }) {
  const { t } = useTranslation('canvas')
  const now = useSeconds(isActive(run))
  if (run.startedAt === null) return null
  const end = run.finishedAt === null ? now : new Date(run.finishedAt).getTime()
  const ms = Math.max(1, end - new Date(run.startedAt).getTime())
  const { created, updated, skipped, parked, pending } = withPending(run)
  const settled = created + updated + skipped + parked
  const rate = settled / (ms / 1_000)
  const time = isActive(run) ? '' : t('run.took', { time: formatDuration(ms) })
  const left = rate > 0 && pending > 0 ? t('run.left', { time: formatDuration((pending / rate) * 1_000) }) : time
  return (
    <div className="run-rate">
      {settled === 0 ? null : (
        <b>{t('run.rate', { rate: rate >= 100 ? formatCount(Math.round(rate)) : rate.toFixed(1) })}</b>
      )}
      <span>{isActive(run) ? left : time}</span>
    </div>
  )
}

function useSeconds(on: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!on) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [on])
  return now
}

/** Totals for readers of the screen, at most once in five seconds. */
function Announcer({ run }: { run: RunSummary }) {
  const { t } = useTranslation('canvas')
  const [text, setText] = useState('')
  const active = isActive(run)
  const { counts } = run
  useEffect(() => {
    const timer = setTimeout(() => setText(t('announce', { ...counts })), active ? 5_000 : 500)
    return () => clearTimeout(timer)
  }, [active, counts, t])
  return (
    <span className="visually-hidden" role="status" aria-live="polite">
      {text}
    </span>
  )
}
