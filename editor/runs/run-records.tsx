import { IconListDetails, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useParam } from '../app/router.tsx'
import { formatCount } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { KeySearch } from './key-search.tsx'
import { RecordRow } from './record-row.tsx'
import { useFlowIndex, useRun, useRunRecords } from './run-queries.ts'
import { RECORD_STATUSES, type RecordItem } from './run-shapes.ts'
import './runs.css'

export interface RunRecordsProps {
  runId: string
  /** Instead of going to the trace's page. */
  onOpen?: (record: string) => void
}

/** The source records of a run: filter by status and key, pages by cursor, only what is in view is drawn. */
export function RunRecords({ runId, onOpen }: RunRecordsProps) {
  const { t } = useTranslation('runs')
  const [status, setStatus] = useParam('status')
  const [key, setKey] = useParam('key')
  const run = useRun(runId)
  const live = run.data?.status === 'running' || run.data?.status === 'queued'
  const records = useRunRecords({ run: runId, status: status ?? undefined, key: key ?? undefined }, live)
  const items = useMemo(() => records.data?.pages.flatMap((page) => page.items) ?? [], [records.data])
  const counts = run.data?.counts
  const filtered = status !== null || key !== null
  const clear = () => {
    setStatus(null)
    setKey(null)
  }
  return (
    <section className="rn-records" aria-label={t('records.label')}>
      <div className="rn-tools">
        <KeySearch value={key} onChange={setKey} />
        <div className="seg rn-seg" role="group" aria-label={t('records.status')}>
          <button type="button" aria-pressed={status === null} onClick={() => setStatus(null)}>
            {t('records.all')}
          </button>
          {RECORD_STATUSES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={status === one}
              onClick={() => setStatus(status === one ? null : one)}
            >
              {t(`count.${one}`)} {counts === undefined ? null : <span className="t3">{counts[one]}</span>}
            </button>
          ))}
        </div>
        <span className="spacer" />
        <span className="t3 rn-shown" role="status">
          {records.hasNextPage
            ? t('records.shownMore', { count: items.length, value: formatCount(items.length) })
            : t('records.shown', { count: items.length, value: formatCount(items.length) })}
        </span>
      </div>
      {records.isError ? (
        <ErrorState error={records.error} title={t('records.failed')} onRetry={() => void records.refetch()} />
      ) : null}
      {records.isPending ? <Skeleton lines={8} what={t('records.what')} /> : null}
      {records.isSuccess && items.length === 0 ? (
        <Nothing searched={key} filtered={filtered} live={live} onClear={clear} />
      ) : null}
      {items.length > 0 ? <Rows records={records} items={items} onOpen={onOpen} /> : null}
    </section>
  )
}

interface NothingProps {
  /** What was looked for. */
  searched: string | null
  filtered: boolean
  live: boolean
  onClear: () => void
}

function Nothing({ searched, filtered, live, onClear }: NothingProps) {
  const { t } = useTranslation('runs')
  if (!filtered) return <EmptyState icon={IconListDetails} title={t(live ? 'records.empty' : 'records.emptyDone')} />
  const action = (
    <button type="button" className="btn btn-sm" onClick={onClear}>
      {t('records.clear')}
    </button>
  )
  if (searched === null) return <EmptyState icon={IconSearch} title={t('records.emptyFilter')} action={action} />
  const title = t('records.emptyKey', { key: searched })
  return <EmptyState icon={IconSearch} title={title} text={t('records.emptyKeyText')} action={action} />
}

interface RowsProps {
  records: ReturnType<typeof useRunRecords>
  items: readonly RecordItem[]
  onOpen: ((record: string) => void) | undefined
}

const ROW = 35

function Rows({ records, items, onOpen }: RowsProps) {
  const { t } = useTranslation('runs')
  const flows = useFlowIndex()
  const place = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  const shown = rows.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = records
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= items.length - 30) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, items.length])
  return (
    <div className="rn-scroll" ref={place} tabIndex={0} role="group" aria-label={t('records.label')}>
      <div role="table" aria-label={t('records.label')} aria-rowcount={hasNextPage ? -1 : items.length + 1}>
        <div role="rowgroup" className="rn-head">
          <div role="row" className="rn-grid">
            {(['key', 'status', 'reason', 'node'] as const).map((name) => (
              <span key={name} role="columnheader">
                {t(`records.${name}`)}
              </span>
            ))}
            <span role="columnheader" className="num">
              {t('records.at')}
            </span>
          </div>
        </div>
        <div role="rowgroup" className="rn-body" style={{ height: rows.getTotalSize() }}>
          {shown.map((row) => {
            const record = items[row.index]
            return record === undefined ? null : (
              <RecordRow
                key={record.id}
                record={record}
                flow={flows.get(record.flow)}
                index={row.index}
                top={row.start}
                onOpen={onOpen}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
