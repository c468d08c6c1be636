import {
  IconAdjustments,
  IconChevronRight,
  IconPlayerPlay,
  IconRefresh,
  IconRoute,
  IconSquare,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { Run } from '../api/shapes.ts'
import { Crumb } from '../app/crumb.tsx'
import { Link, navigate, setParams, useParam } from '../app/router.tsx'
import type { PageProps } from '../app/routes.tsx'
import { formatDuration, formatExact, Time } from '../ui/format.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { isStatus, StatusBadge } from '../ui/status-badge.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { CountBar } from './count-bar.tsx'
import { RunDifferences } from './differences/run-differences.tsx'
import { DrySum } from './dry-sum.tsx'
import { RunProblem } from './run-problem.tsx'
import { RunRecords } from './run-records.tsx'
import { useFlowIndex, useRun } from './run-queries.ts'
import { durationOf, runNumber, startedBy } from './run-words.ts'
import { useLiveRefresh } from './use-live-refresh.ts'
import './runs.css'

/** One run: how it went in figures that add up, what went wrong, and its records. */
export function RunPage({ params }: PageProps) {
  const { t } = useTranslation('runs')
  const id = params['id'] ?? ''
  const run = useRun(id)
  useLiveRefresh('run', 'run-records')
  if (run.isError) return <ErrorState error={run.error} title={t('run.failed')} onRetry={() => void run.refetch()} />
  if (run.isPending) return <Skeleton lines={8} what={t('run.title', { id: runNumber(id) })} />
  return (
    <div className="rn-page">
      <Crumb>
        <Link href="/runs">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{t('run.title', { id: runNumber(id) })}</b>
      </Crumb>
      <RunHead run={run.data} />
      <RunBody run={run.data} />
    </div>
  )
}

/** A dry run is about what would change; of any other run its records come first. */
function RunBody({ run }: { run: Run }) {
  const { t } = useTranslation('runs')
  const [chosen] = useParam('view')
  const dry = run.mode === 'dry-run'
  const [status] = useParam('status')
  const view = chosen ?? (dry && status === null ? 'differences' : 'records')
  const tabs = [
    { id: 'differences', label: t(dry ? 'diff.tab' : 'diff.tabLive') },
    { id: 'records', label: t('diff.records'), count: run.counts.read },
  ]
  return (
    <>
      <div className="rn-tabs">
        <Tabs
          label={t('diff.view')}
          tabs={dry ? tabs : tabs.toReversed()}
          value={view}
          onChange={(next) => {
            setParams({ view: next, status: null, action: null })
          }}
        />
      </div>
      <TabPanel id={view} className="rn-panel">
        {view === 'differences' ? <RunDifferences run={run} /> : <RunRecords runId={run.id} />}
      </TabPanel>
    </>
  )
}

function RunHead({ run }: { run: Run }) {
  const { t } = useTranslation('runs')
  const flows = useFlowIndex()
  const flow = flows.get(run.flow)
  const took = durationOf(run)
  const going = run.status === 'running' || run.status === 'queued'
  return (
    <header className="rn-head-pane">
      <div className="rn-title">
        <h1>{t('run.title', { id: runNumber(run.id) })}</h1>
        {isStatus(run.status) ? <StatusBadge status={run.status} chip /> : null}
        {run.mode === 'live' ? null : <span className="chip st-updated">{t(`mode.${run.mode}`)}</span>}
        <span className="spacer" />
        <Link className="btn" href={`/flows/${run.flow}/settings`}>
          <IconAdjustments className="icon" size={15} stroke={1.75} aria-hidden />
          {t('run.settings')}
        </Link>
        <Link className="btn" href={`/flows/${run.flow}?run=${run.id}`}>
          <IconRoute className="icon" size={15} stroke={1.75} aria-hidden />
          {t('run.canvas')}
        </Link>
        <RunActions run={run} going={going} />
      </div>
      <p className="rn-sub t2">
        <Link className="br" href={`/flows/${run.flow}`}>
          {flow?.name ?? run.flow}
        </Link>{' '}
        {run.version === null ? t('draft') : t('version', { version: run.version })}. {startedBy(t, run)}
        {run.startedAt === null ? null : (
          <>
            , <Time at={run.startedAt} seconds />
          </>
        )}
        {took === undefined ? null : (
          <span title={run.finishedAt === null ? undefined : formatExact(run.finishedAt)}>
            , {t(going ? 'run.since' : 'run.took', { time: formatDuration(took) })}
          </span>
        )}
        {took !== undefined && took > 500 && run.counts.read > 0 ? (
          <>, {t('run.rateLong', { rate: ((run.counts.read - run.counts.pending) / (took / 1_000)).toFixed(1) })}</>
        ) : null}
      </p>
      {run.mode === 'dry-run' ? <DrySum run={run} /> : null}
      <CountBar counts={run.counts} run={run.id} />
      <RunProblem run={run} />
    </header>
  )
}

/** Codes of a stop that a person may lift. */
const CAN_GO_ON = new Set(['engine.guard', 'engine.environment-changed'])

function RunActions({ run, going }: { run: Run; going: boolean }) {
  const { t } = useTranslation('runs')
  const client = useQueryClient()
  const again = () => void client.invalidateQueries({ queryKey: ['run', run.id] })
  const cancel = useMutation({
    mutationFn: () => api.post(`/api/runs/${run.id}/cancel`, {}),
    onSuccess: () => (again(), toast({ title: t('run.cancelled') })),
    onError: (error) => toastError(t('run.cancelFailed'), error),
  })
  const goOn = useMutation({
    mutationFn: () => api.post(`/api/runs/${run.id}/continue`, {}),
    onSuccess: () => (again(), toast({ title: t('run.continued') })),
    onError: (error) => toastError(t('run.continueFailed'), error),
  })
  const retry = useMutation({
    mutationFn: () => api.post<{ run: string }>('/api/records/retry', { run: run.id, status: 'parked' }),
    onSuccess: (made) => {
      toast({
        title: t('run.retried', { run: runNumber(made.run) }),
        tone: 'done',
        action: { label: t('run.openRun'), run: () => navigate(`/runs/${made.run}`) },
      })
    },
    onError: (error) => toastError(t('run.retryFailed'), error),
  })
  if (going) {
    return (
      <button type="button" className="btn" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        <IconSquare className="icon" size={15} stroke={1.75} aria-hidden />
        {t('run.cancel')}
      </button>
    )
  }
  return (
    <>
      {run.problem !== undefined && CAN_GO_ON.has(run.problem.code) ? (
        <button type="button" className="btn btn-primary" disabled={goOn.isPending} onClick={() => goOn.mutate()}>
          <IconPlayerPlay className="icon" size={15} stroke={1.75} aria-hidden />
          {t('run.continue')}
        </button>
      ) : null}
      {run.counts.parked > 0 && run.mode === 'live' ? (
        <button type="button" className="btn btn-primary" disabled={retry.isPending} onClick={() => retry.mutate()}>
          <IconRefresh className="icon" size={15} stroke={1.75} aria-hidden />
          {t('run.retryParked', { count: run.counts.parked })}
        </button>
      ) : null}
    </>
  )
}
