import { IconActivity, IconCircle, IconFilter, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../app/router.tsx'
import { formatClock, formatDuration } from '../ui/format.tsx'
import { EmptyState } from '../ui/states.tsx'
import { isStatus, StatusBadge } from '../ui/status-badge.tsx'
import { useDraft } from './draft-store.ts'
import { nodeName } from './node-words.ts'
import { useLog } from './run-context.ts'
import type { LogRow } from './run-view.ts'
import type { Manifests } from './wiring.ts'

const ROW = 24

/** What happens, newest on top. It stands still while somebody reads further down, and counts on. */
export function LiveLog({ manifests }: { manifests: Manifests }) {
  const { t } = useTranslation('canvas')
  const log = useLog()
  const names = useNodeNames(manifests)
  const [search, setSearch] = useState('')
  const [frozen, setFrozen] = useState<readonly LogRow[]>()
  const scroller = useRef<HTMLDivElement>(null)
  const shown = frozen ?? log
  const rows = useMemo(() => matching(shown, search, names), [shown, search, names])
  const newer = frozen === undefined ? 0 : log.findIndex((row) => row.seq === frozen[0]?.seq)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  const follow = () => {
    setFrozen(undefined)
    scroller.current?.scrollTo({ top: 0 })
  }
  return (
    <div className="log">
      <div className="log-tools">
        <label className="field quiet">
          <IconFilter className="icon" size={14} stroke={1.75} aria-hidden />
          <input
            aria-label={t('drawer.search')}
            placeholder={t('drawer.search')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <span className={frozen === undefined ? 'st st-created' : 'st st-parked'}>
          <IconCircle className="icon" size={12} stroke={2.5} aria-hidden />
          {frozen === undefined ? t('drawer.following') : t('drawer.paused', { count: Math.max(newer, 0) })}
        </span>
        <button type="button" className="btn btn-sm" onClick={() => (frozen === undefined ? setFrozen(log) : follow())}>
          {frozen === undefined ? <IconPlayerPause className="icon" size={14} stroke={1.75} aria-hidden /> : null}
          {frozen === undefined ? null : <IconPlayerPlay className="icon" size={14} stroke={1.75} aria-hidden />}
          {t(frozen === undefined ? 'drawer.pause' : 'drawer.follow')}
        </button>
      </div>
      {rows.length === 0 ? <NoRows search={search} /> : null}
      <div
        className="log-rows"
        ref={scroller}
        role="grid"
        aria-label={t('drawer.log')}
        aria-rowcount={rows.length}
        tabIndex={0}
        onScroll={(event) => {
          if (event.currentTarget.scrollTop > ROW && frozen === undefined) setFrozen(log)
          if (event.currentTarget.scrollTop === 0 && frozen !== undefined && newer <= 0) setFrozen(undefined)
        }}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : (
              <Row key={row.seq} row={row} name={names.get(row.node ?? '') ?? row.node ?? ''} top={item.start} />
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Row({ row, name, top }: { row: LogRow; name: string; top: number }) {
  const { t } = useTranslation('canvas')
  const parked = row.status === 'parked' || row.status === 'error'
  const open = row.record === undefined ? undefined : () => navigate(`/records/${encodeURIComponent(row.record ?? '')}`)
  return (
    <div
      role="row"
      className={parked ? 'log-row is-parked' : 'log-row'}
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
    >
      <span role="gridcell" className="mono t3">
        {formatClock(row.at, { ms: true })}
      </span>
      <span role="gridcell" className="mono ellipsis">
        {open === undefined ? (
          row.key
        ) : (
          <button type="button" className="log-key" aria-label={t('drawer.openRecord', { key: row.key })}>
            {row.key}
          </button>
        )}
      </span>
      <span role="gridcell">
        {isStatus(row.status) ? <StatusBadge status={row.status} /> : <LevelWord level={row.status} />}
      </span>
      <span role="gridcell" className="t2 ellipsis">
        {name}
      </span>
      <span role="gridcell" className="ellipsis" title={row.message}>
        {sentence(row.message, name)}
      </span>
      <span role="gridcell" className="num t3">
        {row.ms === undefined ? '' : formatDuration(row.ms)}
      </span>
    </div>
  )
}

/** The step has its own column, so its name is not said again. */
function sentence(message: string, name: string): string {
  const rest = message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

function LevelWord({ level }: { level: string }) {
  const { t } = useTranslation('canvas')
  return (
    <span className={level === 'error' ? 'st st-failed' : level === 'warn' ? 'st st-parked' : 'st t2'}>
      <IconActivity className="icon" size={14} stroke={1.75} aria-hidden />
      {t(`level.${level}`)}
    </span>
  )
}

function NoRows({ search }: { search: string }) {
  const { t } = useTranslation('canvas')
  if (search !== '') return <p className="log-note t3">{t('drawer.nothingFound', { search })}</p>
  return <EmptyState icon={IconActivity} title={t('drawer.emptyLog')} text={t('drawer.emptyLogText')} />
}

function useNodeNames(manifests: Manifests): ReadonlyMap<string, string> {
  const nodes = useDraft((state) => state.flow.nodes)
  return useMemo(
    () => new Map(nodes.map((node) => [node.id, nodeName(node, manifests.get(node.type))])),
    [nodes, manifests],
  )
}

function matching(rows: readonly LogRow[], search: string, names: ReadonlyMap<string, string>): readonly LogRow[] {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter((row) =>
    `${row.key} ${names.get(row.node ?? '') ?? ''} ${row.message} ${row.status}`.toLowerCase().includes(wanted),
  )
}
