import { IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Parked } from '../api/shapes.ts'
import { Crumb } from '../app/crumb.tsx'
import { Link, useParam } from '../app/router.tsx'
import { useFlowIndex } from '../runs/run-queries.ts'
import { useLiveRefresh } from '../runs/use-live-refresh.ts'
import { formatClock } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { CauseCard } from './cause-card.tsx'
import { CauseDetail } from './cause-detail.tsx'
import { groupParked, oldestOf, type ParkedGroup } from './parked-groups.ts'
import { useParked } from './records-queries.ts'
import '../runs/runs.css'
import './activity.css'

/** What cannot go on, by cause: what it means, what to do, and the records it concerns. */
export function ParkedPage() {
  const { t } = useTranslation('activity')
  const [flow, setFlow] = useParam('flow')
  useLiveRefresh('parked')
  const parked = useParked(flow ?? undefined)
  const items = useMemo(() => parked.data?.pages.flatMap((page) => page.items) ?? [], [parked.data])
  if (parked.isError)
    return <ErrorState error={parked.error} title={t('parked.failed')} onRetry={() => void parked.refetch()} />
  if (parked.isPending) return <Skeleton lines={8} what={t('parked.what')} />
  return (
    <div className="pk-page">
      <Crumb>
        <b>{t('parked.crumb')}</b>
      </Crumb>
      <Head items={items} flow={flow} onFlow={setFlow} />
      {items.length === 0 ? (
        <Empty />
      ) : (
        <Causes items={items} more={parked.hasNextPage ? () => void parked.fetchNextPage() : undefined} />
      )}
    </div>
  )
}

function Head({
  items,
  flow,
  onFlow,
}: {
  items: readonly Parked[]
  flow: string | null
  onFlow: (flow: string | null) => void
}) {
  const { t } = useTranslation('activity')
  const flows = useFlowIndex()
  const oldest = oldestOf(items)
  return (
    <header className="pk-head">
      <h1 className="page-title">
        {items.length === 0 ? t('parked.none') : t('parked.title', { count: items.length })}
      </h1>
      {oldest === undefined ? null : (
        <span className="t2">
          {t('parked.causes', { count: groupParked(items).length })},{' '}
          {t('parked.oldest', { when: formatClock(oldest) })}
        </span>
      )}
      <span className="spacer" />
      <label className="field quiet rn-select">
        <span className="visually-hidden">{t('parked.flow')}</span>
        <select value={flow ?? ''} onChange={(event) => onFlow(event.target.value === '' ? null : event.target.value)}>
          <option value="">{t('parked.allFlows')}</option>
          {[...flows.values()].map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}

function Empty() {
  const { t } = useTranslation('activity')
  const action = (
    <Link className="btn btn-sm" href="/runs">
      {t('parked.toRuns')}
    </Link>
  )
  return <EmptyState icon={IconCircleCheck} title={t('parked.none')} text={t('parked.noneText')} action={action} />
}

function Causes({ items, more }: { items: readonly Parked[]; more: (() => void) | undefined }) {
  const { t } = useTranslation('activity')
  const [wanted, setWanted] = useParam('cause')
  const groups = useMemo(() => groupParked(items), [items])
  const chosen = groups.find((group) => group.id === wanted) ?? groups[0]
  const halves = [
    { name: t('parked.needsYou'), groups: groups.filter((group) => !group.byItself) },
    { name: t('parked.byItself'), groups: groups.filter((group) => group.byItself) },
  ]
  return (
    <div className="pk-body">
      <section className="pk-list" aria-label={t('parked.causesLabel')} data-pane tabIndex={-1}>
        {halves.map((half) =>
          half.groups.length === 0 ? null : (
            <section key={half.name} aria-label={half.name}>
              <h2 className="pk-half">
                {half.name} <span>{extentOf(half.groups, t)}</span>
              </h2>
              {half.groups.map((group) => (
                <CauseCard
                  key={group.id}
                  group={group}
                  chosen={group === chosen}
                  onChoose={() => setWanted(group.id)}
                />
              ))}
            </section>
          ),
        )}
        {more === undefined ? null : (
          <button type="button" className="btn" onClick={more}>
            {t('parked.more')}
          </button>
        )}
      </section>
      {chosen === undefined ? null : <CauseDetail key={chosen.id} group={chosen} />}
    </div>
  )
}

function extentOf(groups: readonly ParkedGroup[], t: ReturnType<typeof useTranslation<'activity'>>['t']): string {
  const records = groups.reduce((sum, group) => sum + group.items.length, 0)
  return t('parked.extent', {
    records: t('parked.records', { count: records }),
    causes: t('parked.causes', { count: groups.length }),
  })
}
