import { IconEqual, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../api/shapes.ts'
import { setParams, useParam } from '../../app/router.tsx'
import { formatCount } from '../../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { KeySearch } from '../key-search.tsx'
import { useFlowIndex } from '../run-queries.ts'
import { DifferenceCard } from './difference-card.tsx'
import { groupDifferences, type DifferenceGroup } from './difference-groups.ts'
import { STATUS_OF, type Action } from './difference-shapes.ts'
import { useDescribed, useDifferences } from './use-differences.ts'
import './differences.css'

const ACTIONS: readonly Action[] = ['create', 'update', 'park', 'skip']
/** What would change something: what a person wants to see first. */
const CHANGES = 'create,update'

export interface RunDifferencesProps {
  readonly run: Run
}

/** What a run changes, or a dry run would change, record by record and field by field. */
export function RunDifferences({ run }: RunDifferencesProps) {
  const { t } = useTranslation('runs')
  const [chosen, choose] = useParam('action')
  const [key, setKey] = useParam('key')
  const going = run.status === 'running' || run.status === 'queued'
  const action = chosen ?? CHANGES
  const filter = { run: run.id, action: action === 'all' ? undefined : action, key: key ?? undefined }
  const differences = useDifferences(filter, going)
  const items = useMemo(() => differences.data?.pages.flatMap((page) => page.items) ?? [], [differences.data])
  const groups = useMemo(() => groupDifferences(items), [items])
  const tabs = [
    { value: CHANGES, label: t('diff.changes'), count: run.counts.created + run.counts.updated },
    ...ACTIONS.map((one) => ({
      value: one,
      label: t(`count.${STATUS_OF[one]}`),
      count: run.counts[STATUS_OF[one]],
    })),
    { value: 'all', label: t('records.all'), count: run.counts.read },
  ]
  return (
    <section className="rn-records" aria-label={t('diff.label')}>
      <div className="rn-tools">
        <KeySearch value={key} onChange={setKey} />
        <div className="seg rn-seg" role="group" aria-label={t('diff.which')}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              aria-pressed={tab.value === action}
              onClick={() => choose(tab.value === CHANGES ? null : tab.value)}
            >
              {tab.label} <span className="t3">{formatCount(tab.count)}</span>
            </button>
          ))}
        </div>
        <span className="spacer" />
        <span className="t3 rn-shown" role="status">
          {differences.isSuccess
            ? t(differences.hasNextPage ? 'records.shownMore' : 'records.shown', {
                count: items.length,
                value: formatCount(items.length),
              })
            : null}
        </span>
      </div>
      {differences.isError ? (
        <ErrorState error={differences.error} title={t('diff.failed')} onRetry={() => void differences.refetch()} />
      ) : null}
      {differences.isPending ? <Skeleton lines={8} what={t('diff.what')} /> : null}
      {differences.isSuccess && items.length === 0 ? (
        <Nothing
          run={run}
          going={going}
          searched={key}
          filtered={chosen !== null}
          onAll={() => setParams({ action: 'all', key: null })}
        />
      ) : null}
      {groups.length > 0 ? <Cards run={run} groups={groups} pages={differences} /> : null}
    </section>
  )
}

interface NothingProps {
  readonly run: Run
  readonly going: boolean
  /** What was looked for. */
  readonly searched: string | null
  readonly filtered: boolean
  readonly onAll: () => void
}

function Nothing({ run, going, searched, filtered, onAll }: NothingProps) {
  const { t } = useTranslation('runs')
  const all = (
    <button type="button" className="btn btn-sm" onClick={onAll}>
      {t('diff.showAll', { count: run.counts.read, value: formatCount(run.counts.read) })}
    </button>
  )
  if (searched !== null) {
    const title = t('records.emptyKey', { key: searched })
    return <EmptyState icon={IconSearch} title={title} text={t('records.emptyKeyText')} action={all} />
  }
  if (going) return <EmptyState icon={IconEqual} title={t('records.empty')} />
  if (filtered) return <EmptyState icon={IconSearch} title={t('records.emptyFilter')} action={all} />
  if (run.counts.read === 0) return <EmptyState icon={IconEqual} title={t('records.emptyDone')} />
  return <EmptyState icon={IconEqual} title={t('diff.same')} text={t('diff.sameText')} action={all} />
}

interface CardsProps {
  readonly run: Run
  readonly groups: readonly DifferenceGroup[]
  readonly pages: ReturnType<typeof useDifferences>
}

const ABOUT = 96

function Cards({ run, groups, pages }: CardsProps) {
  const { t } = useTranslation('runs')
  const flow = useFlowIndex().get(run.flow)
  const nodes = useMemo(
    () => [...new Set(groups.flatMap(({ first }) => first.effects.map((effect) => effect.node)))].toSorted(),
    [groups],
  )
  const described = useDescribed(run.flow, nodes)
  const place = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: groups.length,
    getScrollElement: () => place.current,
    estimateSize: () => ABOUT,
    getItemKey: (index) => groups[index]?.first.id ?? index,
    overscan: 6,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= groups.length - 10) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, groups.length])
  return (
    <div className="rn-scroll df-scroll" ref={place} tabIndex={0} role="group" aria-label={t('diff.label')}>
      <ol className="df-list" style={{ height: rows.getTotalSize() }}>
        {shown.map((row) => {
          const group = groups[row.index]
          return group === undefined ? null : (
            <li
              key={row.key}
              data-index={row.index}
              ref={rows.measureElement}
              style={{ transform: `translateY(${String(row.start)}px)` }}
            >
              <DifferenceCard group={group} flow={flow} described={described} dry={run.mode === 'dry-run'} />
            </li>
          )
        })}
      </ol>
    </div>
  )
}
