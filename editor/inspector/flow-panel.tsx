import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useParam } from '../app/router.tsx'
import { editFlow, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { EmptyState } from '../ui/states.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { IconAdjustments } from '@tabler/icons-react'
import { ConnectionField } from './connection-field.tsx'
import type { Flow } from '../../flows/schema.ts'
import { FormProvider } from './form/form-context.ts'
import { fieldsOf } from './form/field-shape.ts'
import { SchemaForm } from './form/schema-form.tsx'
import { ValueMaps } from './value-maps.tsx'
import './inspector.css'

export interface FlowPanelProps {
  readonly manifests: Manifests
  readonly onClose: () => void
}

/** What belongs to the whole flow: its settings, value maps, name and connections. */
export function FlowPanel({ manifests, onClose }: FlowPanelProps) {
  const { t } = useTranslation('inspector')
  const [wanted, choose] = useParam('tab')
  const maps = useDraft((state) => Object.keys(state.flow.valueMaps ?? {}).length)
  const tabs = [
    { id: 'settings', label: t('flow.tab.settings') },
    { id: 'maps', label: t('flow.tab.maps'), count: maps },
    { id: 'general', label: t('flow.tab.general') },
  ]
  const tab = tabs.find((one) => one.id === wanted)?.id ?? 'settings'
  return (
    <aside
      className="inspector"
      aria-label={t('flow.label')}
      data-pane
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>{t('flow.title')}</h2>
        </div>
        <button type="button" className="icon-btn" aria-label={t('flow.close')} onClick={onClose}>
          <IconX size={17} stroke={1.75} aria-hidden />
        </button>
      </header>
      <Tabs label={t('flow.label')} tabs={tabs} value={tab} onChange={choose} />
      <TabPanel id={tab} className="inspector-panel">
        {tab === 'settings' ? <Settings manifests={manifests} /> : null}
        {tab === 'maps' ? <ValueMaps /> : null}
        {tab === 'general' ? <General manifests={manifests} /> : null}
      </TabPanel>
    </aside>
  )
}

function Settings({ manifests }: { manifests: Manifests }) {
  const { t } = useTranslation('inspector')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const connections = useDraft((state) => state.connections)
  const { settings } = flow
  if (settings === undefined || fieldsOf(settings.schema).length === 0) {
    return <EmptyState icon={IconAdjustments} title={t('flow.noSettings')} text={t('flow.noSettingsText')} />
  }
  return (
    <div className="node-settings">
      <FormProvider value={{ connectionFor: (system) => connections[slotsOf(flow, manifests, system)[0] ?? ''] }}>
        <SchemaForm
          schema={settings.schema}
          value={settings.values}
          onChange={(values, field) =>
            editFlow(store, (now) => ({ ...now, settings: { ...settings, values } }), `setting ${field}`)
          }
        />
      </FormProvider>
    </div>
  )
}

/** The slots that nodes of a system use in a flow. */
function slotsOf(flow: Flow, manifests: Manifests, system: string): readonly string[] {
  const nodes = flow.nodes.filter((node) => manifests.get(node.type)?.connection === system)
  return [...new Set(nodes.flatMap((node) => node.connection ?? []))]
}

function General({ manifests }: { manifests: Manifests }) {
  const { t } = useTranslation('inspector')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const systems = [...new Set(flow.nodes.flatMap((node) => manifests.get(node.type)?.connection ?? []))]
  return (
    <div className="node-settings">
      <div className="form-field">
        <label className="form-label" htmlFor="flow-name">
          {t('flow.name')}
        </label>
        <div className="field">
          <input
            id="flow-name"
            required
            maxLength={200}
            value={flow.name}
            onChange={(event) => {
              const name = event.currentTarget.value
              editFlow(store, (now) => ({ ...now, name }), 'flow name')
            }}
          />
        </div>
      </div>
      <div className="form-field">
        <label className="form-label" htmlFor="flow-description">
          {t('flow.description')}
        </label>
        <textarea
          id="flow-description"
          className="form-text"
          rows={4}
          value={flow.description ?? ''}
          onChange={(event) => {
            const description = event.currentTarget.value
            editFlow(store, (now) => ({ ...now, description }), 'flow description')
          }}
        />
      </div>
      <div className="form-field">
        <span className="form-label">{t('flow.id')}</span>
        <code>{flow.id}</code>
      </div>
      {systems.length > 0 ? <h3 className="form-heading">{t('flow.connections')}</h3> : null}
      {systems.flatMap((type) =>
        slotsOf(flow, manifests, type).map((slot) => <ConnectionField key={slot} slot={slot} type={type} />),
      )}
    </div>
  )
}
