import { IconCopy, IconDots, IconHelpCircle, IconPlayerTrackNext, IconX } from '@tabler/icons-react'
import { Menu, Popover, Tooltip } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { navigate, setParams, useParam } from '../app/router.tsx'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { editFlow, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import { fragmentOf, withFragment, withNodeChange, without } from '../canvas/edits.ts'
import { nodeName, systemName } from '../canvas/node-words.ts'
import { useStep } from '../canvas/run-context.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { KindTile } from '../ui/kind-tile.tsx'
import { Skeleton } from '../ui/states.tsx'
import { TabPanel, Tabs, type Tab } from '../ui/tabs.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { NodeSettings } from './node-settings.tsx'
import { problemsQuery, ProblemsTab } from './problems-tab.tsx'
import { SamplesTab } from './samples-tab.tsx'
import './inspector.css'

const MappingTable = lazy(async () => ({ default: (await import('../mapper/mapping-table.tsx')).MappingTable }))

export interface InspectorProps {
  readonly id: string
  readonly manifests: Manifests
  readonly onClose: () => void
}

/** One node: what it is, what it does with real records, its problems and its settings. */
export function Inspector({ id, manifests, onClose }: InspectorProps) {
  const { t } = useTranslation('inspector')
  const node = useDraft((state) => state.flow.nodes.find((one) => one.id === id))
  if (node === undefined) return null
  const manifest = manifests.get(node.type)
  const name = nodeName(node, manifest)
  return (
    <aside
      className="inspector"
      aria-label={t('label', { name })}
      data-pane
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <Head node={node} manifest={manifest} name={name} onClose={onClose} />
      <Body node={node} manifest={manifest} manifests={manifests} />
    </aside>
  )
}

interface HeadProps {
  readonly node: FlowNode
  readonly manifest: Manifest | undefined
  readonly name: string
  readonly onClose: () => void
}

function Head({ node, manifest, name, onClose }: HeadProps) {
  const { t } = useTranslation()
  const system = node.type.startsWith('core.') ? '' : `, ${systemName(node.type, t)}`
  return (
    <header className="inspector-head">
      <KindTile kind={manifest?.kind ?? 'transform'} icon={manifest?.icon ?? 'help-circle'} size={32} />
      <div className="inspector-title">
        <h2 className="ellipsis" title={name}>
          {name}
        </h2>
        <small className="ellipsis">
          <code>{node.type}</code> {t('inspector:version', { version: node.version })}
          {system}
        </small>
      </div>
      <HeadActions node={node} manifest={manifest} name={name} />
      <button type="button" className="icon-btn" aria-label={t('inspector:close')} onClick={onClose}>
        <IconX size={17} stroke={1.75} aria-hidden />
      </button>
    </header>
  )
}

function HeadActions({ node, manifest, name }: Omit<HeadProps, 'onClose'>) {
  const { t } = useTranslation('inspector')
  const store = useDraftStore()
  const remove = () => {
    editFlow(store, (flow) => without(flow, new Set([node.id])))
    const undo = { label: t('undo'), run: () => store.temporal.getState().undo() }
    toast({ title: t('removed', { name }), action: undo })
  }
  const duplicate = () => {
    let copy = node.id
    editFlow(store, (flow) => {
      const added = withFragment(flow, fragmentOf(flow, new Set([node.id])), [32, 32])
      copy = added.ids[0] ?? copy
      return added.flow
    })
    setParams({ node: copy })
  }
  return (
    <>
      {manifest?.kind === 'source' ? null : (
        <Tooltip label={t('testTo')}>
          <button
            type="button"
            className="icon-btn"
            aria-label={t('testTo')}
            onClick={() => void testUpTo(node.id, store, t)}
          >
            <IconPlayerTrackNext size={17} stroke={1.75} aria-hidden />
          </button>
        </Tooltip>
      )}
      <Popover width={300} position="bottom-end">
        <Popover.Target>
          <button type="button" className="icon-btn" aria-label={t('help')}>
            <IconHelpCircle size={17} stroke={1.75} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown className="inspector-help">{manifest?.description ?? t('missing.text')}</Popover.Dropdown>
      </Popover>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="icon-btn" aria-label={t('more')}>
            <IconDots size={17} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={14} stroke={1.75} aria-hidden />} onClick={duplicate}>
            {t('duplicate')}
          </Menu.Item>
          <Menu.Item className="st-failed" onClick={remove}>
            {t('remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

type Store = ReturnType<typeof useDraftStore>

/** A test runs the saved draft up to this node and writes nothing. */
async function testUpTo(node: string, store: Store, t: (key: string) => string): Promise<void> {
  try {
    await api.post(`/api/flows/${store.getState().flow.id}/runs`, { mode: 'test', to: node })
    toast({ title: t('tested') })
    await queryClient.invalidateQueries({ queryKey: ['runs'] })
  } catch (error) {
    toastError(t('testFailed'), error)
  }
}

interface BodyProps {
  readonly node: FlowNode
  readonly manifest: Manifest | undefined
  readonly manifests: Manifests
}

function Body({ node, manifest, manifests }: BodyProps) {
  const { t } = useTranslation('inspector')
  const [wanted, choose] = useParam('tab')
  const tabs = useTabs(node, manifest)
  const tab = tabs.find((one) => one.id === wanted)?.id ?? tabs[0]?.id ?? 'settings'
  return (
    <>
      <Tabs label={t('label', { name: '' })} tabs={tabs} value={tab} onChange={choose} />
      <TabPanel id={tab} className="inspector-panel">
        {tab === 'mapping' ? <Mapping node={node} /> : null}
        {tab === 'input' ? <SamplesTab node={node.id} side="input" /> : null}
        {tab === 'output' ? <SamplesTab node={node.id} side="output" /> : null}
        {tab === 'problems' ? <ProblemsTab node={node.id} /> : null}
        {tab === 'settings' ? <NodeSettings node={node} manifest={manifest} manifests={manifests} /> : null}
      </TabPanel>
    </>
  )
}

/** The tabs a node has; a figure where it says something. */
function useTabs(node: FlowNode, manifest: Manifest | undefined): readonly Tab[] {
  const { t } = useTranslation('inspector')
  const flow = useDraft((state) => state.flow)
  const counts = useStep(node.id)?.counts
  const out = Object.values(counts?.ports ?? {}).reduce((sum, count) => sum + count, 0)
  const known = useQuery(problemsQuery(flow)).data ?? []
  const problems = known.filter((problem) => problem.node === node.id).length + (counts?.parked ?? 0)
  const fields = node.config['fields']
  const tab = (id: keyof typeof tabNames, count?: number, warn = false): Tab => ({
    id,
    label: t(`tab.${id}`),
    ...(count === undefined ? {} : { count, warn }),
  })
  return [
    ...(isMap(manifest) ? [tab('mapping', Array.isArray(fields) ? fields.length : undefined)] : []),
    ...(isMap(manifest) ? [] : [tab('settings')]),
    ...(manifest?.kind === 'source' ? [] : [tab('input', counts?.in)]),
    tab('output', counts === undefined ? undefined : out),
    tab('problems', problems === 0 ? undefined : problems, true),
    ...(isMap(manifest) ? [tab('settings')] : []),
  ]
}

const tabNames = { mapping: 0, input: 0, output: 0, problems: 0, settings: 0 }

/** A node whose configuration is a mapping gets the table; its schema says so. */
function isMap(manifest: Manifest | undefined): boolean {
  const properties = manifest?.config['properties'] as Record<string, { 'x-widget'?: unknown }> | undefined
  return properties?.['fields']?.['x-widget'] === 'mapping'
}

function Mapping({ node }: { node: FlowNode }) {
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  return (
    <Suspense fallback={<Skeleton />}>
      <MappingTable
        flow={flow}
        node={node}
        onConfig={(config) => editFlow(store, (now) => withNodeChange(now, node.id, { config }), `config ${node.id}`)}
        onValueMaps={(valueMaps) => editFlow(store, (now) => ({ ...now, valueMaps }))}
        onOpenFull={() => navigate(`/flows/${flow.id}/map/${node.id}`)}
      />
    </Suspense>
  )
}
