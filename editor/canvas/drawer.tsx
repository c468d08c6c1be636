import { useQuery } from '@tanstack/react-query'
import { IconChevronDown, IconChevronUp, IconListDetails } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParam } from '../app/router.tsx'
import { EmptyState, Skeleton } from '../ui/states.tsx'
import { SplitPane } from '../ui/pane.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { LiveLog } from './live-log.tsx'
import { parkedQuery, ParkedList } from './parked-list.tsx'
import { useShownRun } from './run-context.ts'
import type { Manifests } from './wiring.ts'
import './drawer.css'

const RunRecords = lazy(async () => ({ default: (await import('../runs/run-records.tsx')).RunRecords }))

export interface DrawerProps {
  readonly flow: string
  readonly manifests: Manifests
  readonly canvas: ReactNode
}

/** The canvas above, what happens below: log, records and parked ones. */
export function Drawer({ flow, manifests, canvas }: DrawerProps) {
  const [chosen, choose] = useParam('drawer')
  if (chosen === 'hidden') {
    return (
      <div className="drawer-closed">
        <div className="drawer-canvas">{canvas}</div>
        <DrawerBar value="" flow={flow} onChoose={choose} hidden />
      </div>
    )
  }
  const tab = chosen ?? 'log'
  const aside = (
    <section className="drawer" data-pane tabIndex={-1}>
      <DrawerBar value={tab} flow={flow} onChoose={choose} />
      <TabPanel id={tab} className="drawer-panel">
        {tab === 'log' ? <LiveLog manifests={manifests} /> : null}
        {tab === 'records' ? <Records /> : null}
        {tab === 'parked' ? <ParkedList flow={flow} manifests={manifests} /> : null}
      </TabPanel>
    </section>
  )
  return <SplitPane id="drawer" side="bottom" size={226} min={120} max={560} main={canvas} aside={aside} />
}

interface BarProps {
  readonly value: string
  readonly flow: string
  readonly hidden?: boolean
  readonly onChoose: (tab: string | null) => void
}

function DrawerBar({ value, flow, hidden = false, onChoose }: BarProps) {
  const { t } = useTranslation('canvas')
  const run = useShownRun()
  const parked = useQuery(parkedQuery(flow)).data?.items.length ?? 0
  const tabs = [
    { id: 'log', label: t('drawer.log') },
    { id: 'records', label: t('drawer.records'), ...(run === undefined ? {} : { count: run.counts.read }) },
    { id: 'parked', label: t('drawer.parked'), count: parked, warn: true },
  ]
  const Chevron = hidden ? IconChevronUp : IconChevronDown
  return (
    <header className="drawer-bar">
      <Tabs label={t('drawer.label')} tabs={tabs} value={value} onChange={(id) => onChoose(id === 'log' ? null : id)} />
      <span className="spacer" id="drawer-tools" />
      <button
        type="button"
        className="icon-btn"
        aria-label={t(hidden ? 'drawer.show' : 'drawer.hide')}
        aria-expanded={!hidden}
        onClick={() => onChoose(hidden ? null : 'hidden')}
      >
        <Chevron size={16} stroke={1.75} aria-hidden />
      </button>
    </header>
  )
}

function Records() {
  const { t } = useTranslation('canvas')
  const run = useShownRun()
  if (run === undefined) {
    return <EmptyState icon={IconListDetails} title={t('drawer.noRun')} text={t('drawer.noRunText')} />
  }
  return (
    <Suspense fallback={<Skeleton />}>
      <RunRecords runId={run.id} />
    </Suspense>
  )
}
