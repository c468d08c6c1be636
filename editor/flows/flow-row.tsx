import { IconAdjustments } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import type { FlowItem } from '../api/shapes.ts'
import { formatCount, Time } from '../ui/format.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'

const FIGURES = ['read', 'created', 'updated', 'skipped'] as const

export function FlowRow({ flow }: { flow: FlowItem }) {
  const { t } = useTranslation('flows')
  const run = flow.lastRun ?? undefined
  return (
    <tr>
      <td>
        <Link href={`/flows/${flow.id}`} className="flow-name">
          <b>{flow.name}</b>
          <span className="t3">{flow.description}</span>
        </Link>
      </td>
      <td>
        <FlowState flow={flow} />
      </td>
      <td className="nowrap">
        {run === undefined ? (
          <span className="t3">{t('never')}</span>
        ) : (
          <Link href={`/runs/${run.id}`} className="flow-run" title={t('openRun', { name: flow.name })}>
            <StatusBadge status={run.status} />
            {run.startedAt === null ? null : (
              <span className="t3">
                <Time at={run.startedAt} as="relative" />
              </span>
            )}
          </Link>
        )}
      </td>
      {FIGURES.map((figure) => (
        <td key={figure} className="num">
          <Figure run={run?.id} figure={figure} count={run?.counts[figure]} />
        </td>
      ))}
      <td className="num">
        {flow.parked === 0 ? (
          <span className="t3">0</span>
        ) : (
          <Link
            href={`/flows/${flow.id}?drawer=parked`}
            className="flow-parked"
            aria-label={t('openParked', { count: flow.parked, name: flow.name })}
          >
            {formatCount(flow.parked)}
          </Link>
        )}
      </td>
      <td className="nowrap t2">
        {flow.nextRunAt ? <Time at={flow.nextRunAt} /> : <span className="t3">{t('noNext')}</span>}
      </td>
      <td className="flow-open">
        <Link
          href={`/flows/${flow.id}/settings`}
          className="icon-btn"
          aria-label={t('settingsOf', { name: flow.name })}
          title={t('settingsOf', { name: flow.name })}
        >
          <IconAdjustments size={17} stroke={1.75} aria-hidden />
        </Link>
      </td>
    </tr>
  )
}

function FlowState({ flow }: { flow: FlowItem }) {
  const { t } = useTranslation('flows')
  if (flow.publishedVersion === null) return <StatusBadge status="pending" label={t('state.draft')} />
  return flow.enabled ? (
    <StatusBadge status="healthy" label={t('state.on')} />
  ) : (
    <StatusBadge status="cancelled" label={t('state.off')} />
  )
}

interface FigureProps {
  readonly run: string | undefined
  readonly figure: (typeof FIGURES)[number]
  readonly count: number | undefined
}

/** Every figure leads to its records. */
function Figure({ run, figure, count }: FigureProps) {
  if (run === undefined || count === undefined) return null
  const search = figure === 'read' ? '' : `?status=${figure}`
  return (
    <Link href={`/runs/${run}${search}`} className={count === 0 ? 't3' : ''}>
      {formatCount(count)}
    </Link>
  )
}
