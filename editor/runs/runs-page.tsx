import { IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link, useParam } from '../app/router.tsx'
import type { FlowItem, Run } from '../api/shapes.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { isStatus, StatusBadge } from '../ui/status-badge.tsx'
import { formatCount, formatDuration, Time } from '../ui/format.tsx'
import { Bar } from './count-bar.tsx'
import { useFlowIndex, useRuns } from './run-queries.ts'
import { RECORD_STATUSES, RUN_STATUSES } from './run-shapes.ts'
import { durationOf, runNumber, startedBy } from './run-words.ts'
import { useLiveRefresh } from './use-live-refresh.ts'
import { verdictOf } from './run-verdict.ts'
import './runs.css'

/** All runs, newest first; the filter stands in the address. */
export function RunsPage() {
  const { t } = useTranslation('runs')
  const [status, setStatus] = useParam('status')
  const [flow, setFlow] = useParam('flow')
  const flows = useFlowIndex()
  useLiveRefresh('runs')
  const runs = useRuns({ flow: flow ?? undefined, status: status ?? undefined })
  const items = runs.data?.pages.flatMap((page) => page.items) ?? []
  const verdict = verdictOf(items)
  return (
    <div className="page">
      <Crumb>
        <b>{t('title')}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">
          {runs.isSuccess ? t(`verdict.${verdict.kind}`, { count: verdict.count }) : t('title')}
        </h1>
        <span className="spacer" />
        <label className="field quiet rn-select">
          <span className="visually-hidden">{t('list.flowFilter')}</span>
          <select
            value={flow ?? ''}
            onChange={(event) => setFlow(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">{t('list.allFlows')}</option>
            {[...flows.values()].map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field quiet rn-select">
          <span className="visually-hidden">{t('list.statusFilter')}</span>
          <select
            value={status ?? ''}
            onChange={(event) => setStatus(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">{t('list.anyStatus')}</option>
            {RUN_STATUSES.map((one) => (
              <option key={one} value={one}>
                {t(`ui:status.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </header>
      {runs.isError ? (
        <ErrorState error={runs.error} title={t('list.failed')} onRetry={() => void runs.refetch()} />
      ) : null}
      {runs.isPending ? <Skeleton lines={8} what={t('list.what')} /> : null}
      {runs.isSuccess && items.length === 0 ? (
        <NoRuns
          filtered={status !== null || flow !== null}
          onClear={() => {
            setStatus(null)
            setFlow(null)
          }}
        />
      ) : null}
      {items.length > 0 ? <RunTable items={items} flows={flows} /> : null}
      {runs.hasNextPage ? (
        <button
          type="button"
          className="btn rn-more"
          disabled={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          {t('list.more')}
        </button>
      ) : null}
    </div>
  )
}

function NoRuns({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('runs')
  if (filtered) {
    const action = (
      <button type="button" className="btn btn-sm" onClick={onClear}>
        {t('list.clear')}
      </button>
    )
    return <EmptyState icon={IconSearch} title={t('list.emptyFilter')} action={action} />
  }
  const action = (
    <Link className="btn btn-sm" href="/flows">
      {t('list.toFlows')}
    </Link>
  )
  return <EmptyState icon={IconPlayerPlay} title={t('list.empty')} text={t('list.emptyText')} action={action} />
}

function RunTable({ items, flows }: { items: readonly Run[]; flows: ReadonlyMap<string, FlowItem> }) {
  const { t } = useTranslation('runs')
  return (
    <div className="panel rn-list">
      <table className="table" aria-label={t('list.label')}>
        <thead>
          <tr>
            {(['run', 'status', 'flow', 'by', 'when'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`list.${name}`)}
              </th>
            ))}
            <th scope="col" className="num">
              {t('list.took')}
            </th>
            <th scope="col" className="num">
              {t('count.read')}
            </th>
            {RECORD_STATUSES.map((name) => (
              <th key={name} scope="col" className="num">
                {t(`count.${name}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('list.spread')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((run) => (
            <RunRow key={run.id} run={run} flow={flows.get(run.flow)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RunRow({ run, flow }: { run: Run; flow: FlowItem | undefined }) {
  const { t } = useTranslation('runs')
  const took = durationOf(run)
  return (
    <tr>
      <td>
        <Link className="mono rn-number" href={`/runs/${run.id}`}>
          {runNumber(run.id)}
        </Link>
      </td>
      <td>
        {isStatus(run.status) ? <StatusBadge status={run.status} /> : run.status}
        {run.problem === undefined ? null : <span className="visually-hidden">{run.problem.message}</span>}
      </td>
      <td className="rn-flow">
        <Link href={`/flows/${run.flow}`} className="ellipsis">
          {flow?.name ?? run.flow}
        </Link>{' '}
        <span className="t3">{run.version === null ? t('draft') : t('version', { version: run.version })}</span>
        {run.mode === 'live' ? null : <span className="chip rn-mode">{t(`mode.${run.mode}`)}</span>}
      </td>
      <td className="t2">{startedBy(t, run)}</td>
      <td className="t2 nowrap">{run.startedAt === null ? null : <Time at={run.startedAt} as="relative" />}</td>
      <td className="num t2">{took === undefined ? null : formatDuration(took)}</td>
      <td className="num">
        <Count run={run} value={run.counts.read} />
      </td>
      {RECORD_STATUSES.map((status) => (
        <td key={status} className={status === 'parked' && run.counts.parked > 0 ? 'num st-parked' : 'num'}>
          <Count run={run} value={run.counts[status]} status={status} />
        </td>
      ))}
      <td className="rn-spread">
        <Bar counts={run.counts} />
      </td>
    </tr>
  )
}

/** A figure links to its records; a zero is quiet and links nowhere. */
function Count({ run, value, status }: { run: Run; value: number; status?: string }) {
  if (value === 0) return <span className="t3">0</span>
  return (
    <Link className="rn-count" href={`/runs/${run.id}${status === undefined ? '' : `?status=${status}`}`}>
      {formatCount(value)}
    </Link>
  )
}
