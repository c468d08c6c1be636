import { IconPlus, IconRoute, IconTemplate } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import { live } from '../api/live.ts'
import { queryClient } from '../api/query-client.ts'
import type { FlowItem } from '../api/shapes.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { FlowRow } from './flow-row.tsx'
import { NewFlowDialog } from './new-flow-dialog.tsx'
import { flowsQuery } from './queries.ts'
import './flows.css'

/** One row a flow: is it on, how did its last run go, when does it run next, what waits for a person. */
export function FlowListPage() {
  const { t } = useTranslation('flows')
  const flows = useQuery(flowsQuery)
  const [making, setMaking] = useState(false)
  useRefreshOnRuns()
  const items = flows.data?.items
  return (
    <div className="page">
      <Crumb>
        <b>{t('title')}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">{items === undefined ? t('title') : verdictOf(items, t)}</h1>
        <span className="spacer" />
        <button type="button" className="btn" onClick={() => setMaking(true)}>
          <IconPlus className="icon" size={15} stroke={1.75} aria-hidden />
          {t('new')}
        </button>
        <Link className="btn" href="/templates">
          <IconTemplate className="icon" size={15} stroke={1.75} aria-hidden />
          {t('install')}
        </Link>
      </header>
      {flows.isError ? (
        <ErrorState error={flows.error} title={t('failed')} onRetry={() => void flows.refetch()} />
      ) : null}
      {flows.isPending ? <Skeleton lines={6} what={t('reading')} /> : null}
      {items === undefined ? null : items.length === 0 ? <NoFlows /> : <FlowTable flows={items} />}
      <NewFlowDialog open={making} onClose={() => setMaking(false)} />
    </div>
  )
}

function FlowTable({ flows }: { flows: readonly FlowItem[] }) {
  const { t } = useTranslation('flows')
  return (
    <div className="panel flow-panel">
      <table className="table flow-table">
        <thead>
          <tr>
            <th>{t('column.flow')}</th>
            <th>{t('column.state')}</th>
            <th>{t('column.lastRun')}</th>
            <th className="num">{t('column.read')}</th>
            <th className="num">{t('column.created')}</th>
            <th className="num">{t('column.updated')}</th>
            <th className="num">{t('column.skipped')}</th>
            <th className="num">{t('column.parked')}</th>
            <th>{t('column.next')}</th>
            <th>
              <span className="visually-hidden">{t('column.settings')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <FlowRow key={flow.id} flow={flow} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function NoFlows() {
  const { t } = useTranslation('flows')
  const action = (
    <Link className="btn btn-primary" href="/setup">
      {t('setup')}
    </Link>
  )
  return (
    <div className="panel">
      <EmptyState icon={IconRoute} title={t('empty.title')} text={t('empty.text')} action={action} />
    </div>
  )
}

/** The page's title answers whether all is well. */
function verdictOf(flows: readonly FlowItem[], t: TFunction<'flows'>): string {
  const stopped = flows.filter((flow) => flow.lastRun?.status === 'failed').length
  if (stopped > 0) return t('verdict.stopped', { count: stopped })
  const parked = flows.reduce((sum, flow) => sum + flow.parked, 0)
  if (parked > 0) return t('verdict.parked', { count: parked })
  return flows.length === 0 ? t('title') : t('verdict.healthy')
}

/** Rows follow what runs, at most once a second. */
function useRefreshOnRuns(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = live.subscribe({}, (events) => {
      if (!events.some((event) => event.type === 'run')) return
      timer ??= setTimeout(() => {
        timer = undefined
        void queryClient.invalidateQueries({ queryKey: ['flows'] })
      }, 1_000)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
}
