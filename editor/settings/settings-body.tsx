import { useTranslation } from 'react-i18next'
import { useMemo } from 'react'
import type { Flow, ValueMap } from '../../flows/schema.ts'
import { editFlow, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { FormField } from '../inspector/form/form-field.tsx'
import { FormProvider } from '../inspector/form/form-context.ts'
import { settingsOf } from '../mapper/settings-of.ts'
import { groupsOf, type Field } from './groups.ts'
import { MapCard } from './map-card.tsx'
import { useProblems } from './problems.ts'
import { slotOf } from './slots.ts'
import { useSeen } from './use-seen.ts'
import '../inspector/inspector.css'
import './settings.css'

/** The settings of the flow, a card a group; made of the settings schema alone. */
export function SettingCards({ manifests }: { manifests: Manifests }) {
  const { t } = useTranslation('settings')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const connections = useDraft((state) => state.connections)
  const problems = useProblems(flow)
  const groups = useMemo(() => groupsOf(flow.settings?.schema ?? {}), [flow.settings?.schema])
  const values = settingsOf(flow)
  const context = useMemo(
    () => ({
      settings: true,
      problems,
      connectionFor: (system: string) => connections[slotOf(flow.nodes, manifests, system) ?? ''],
    }),
    [problems, connections, flow.nodes, manifests],
  )
  const put = ({ name, schema }: Field, value: unknown) =>
    editFlow(store, (now) => withSetting(now, name, value ?? schema['default']), `setting ${name}`)
  return (
    <FormProvider value={context}>
      {groups.map((group) => (
        <section
          key={group.title}
          className="panel st-card"
          aria-label={group.title || t('group.other')}
          data-section={`group-${group.title}`}
        >
          <header className="st-card-head">
            <h2>{group.title || t('group.other')}</h2>
          </header>
          <div className="form st-form">
            {group.fields.map((field) => (
              <FormField
                key={field.name}
                {...field}
                value={values[field.name]}
                onChange={(value) => put(field, value)}
              />
            ))}
          </div>
        </section>
      ))}
    </FormProvider>
  )
}

function withSetting(flow: Flow, name: string, value: unknown): Flow {
  const { settings } = flow
  if (settings === undefined) return flow
  const { [name]: _, ...rest } = settings.values
  // A value stays in its place, so that a changed and restored setting leaves the file as it was.
  const values = value === undefined ? rest : { ...settings.values, [name]: value }
  return { ...flow, settings: { ...settings, values } }
}

/** The value maps of the flow, a card each. */
export function MapCards({ manifests }: { manifests: Manifests }) {
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const connections = useDraft((state) => state.connections)
  const seen = useSeen(flow)
  const context = useMemo(
    () => ({
      settings: true,
      connectionFor: (system: string) => connections[slotOf(flow.nodes, manifests, system) ?? ''],
    }),
    [connections, flow.nodes, manifests],
  )
  const put = (name: string, map: ValueMap) =>
    editFlow(store, (now) => ({ ...now, valueMaps: { ...now.valueMaps, [name]: map } }), `value map ${name}`)
  return (
    <FormProvider value={context}>
      {Object.entries(flow.valueMaps ?? {}).map(([name, map]) => (
        <MapCard key={name} name={name} map={map} seen={seen} onChange={(next) => put(name, next)} />
      ))}
    </FormProvider>
  )
}
