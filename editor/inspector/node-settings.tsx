import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCopy, IconPuzzleOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { editFlow, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import { withNodeChange, type NodeChange } from '../canvas/edits.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { flowQuery } from '../flows/queries.ts'
import { EmptyState } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { ConnectionField } from './connection-field.tsx'
import { FormProvider } from './form/form-context.ts'
import { SchemaForm } from './form/schema-form.tsx'
import { JsonWidget } from './form/widgets/json-widget.tsx'

export interface NodeSettingsProps {
  readonly node: FlowNode
  readonly manifest: Manifest | undefined
  readonly manifests: Manifests
}

/** Name, connection and everything its schema asks for. */
export function NodeSettings({ node, manifest }: NodeSettingsProps) {
  const { t } = useTranslation('inspector')
  const store = useDraftStore()
  const connections = useDraft((state) => state.connections)
  const change = (part: NodeChange, field: string) =>
    editFlow(store, (flow) => withNodeChange(flow, node.id, part), `${node.id} ${field}`)
  const connection = node.connection === undefined ? undefined : connections[node.connection]
  return (
    <div className="node-settings">
      <Texts node={node} placeholder={manifest?.title ?? node.type} onChange={change} />
      <Hook node={node.id} />
      {manifest?.connection === undefined ? null : (
        <ConnectionField
          slot={node.connection ?? manifest.connection}
          type={manifest.connection}
          onSlot={(slot) => change({ connection: slot }, 'connection')}
        />
      )}
      {manifest === undefined ? (
        <>
          <EmptyState icon={IconPuzzleOff} title={t('missing.title', { type: node.type })} text={t('missing.text')} />
          <JsonWidget
            id={`${node.id}-config`}
            title={t('form.json')}
            schema={{}}
            value={node.config}
            invalid={false}
            describedBy=""
            onChange={() => undefined}
          />
        </>
      ) : (
        <FormProvider value={{ node, manifest, connectionFor: () => connection }}>
          <SchemaForm
            schema={manifest.config}
            value={node.config}
            without={node.config['fields'] === undefined ? [] : ['fields', 'expression']}
            onChange={(config, field) => change({ config }, field)}
          />
        </FormProvider>
      )}
      <Switch
        checked={node.disabled === true}
        label={t('general.disabled')}
        description={t('general.disabledHelp')}
        onChange={(event) => change({ disabled: event.currentTarget.checked ? true : undefined }, 'disabled')}
      />
    </div>
  )
}

interface TextsProps {
  readonly node: FlowNode
  readonly placeholder: string
  readonly onChange: (part: NodeChange, field: string) => void
}

function Texts({ node, placeholder, onChange }: TextsProps) {
  const { t } = useTranslation('inspector')
  const orNothing = (text: string) => (text === '' ? undefined : text)
  return (
    <>
      <div className="form-field">
        <label className="form-label" htmlFor="node-name">
          {t('general.name')}
        </label>
        <div className="field">
          <input
            id="node-name"
            value={node.name ?? ''}
            placeholder={placeholder}
            onChange={(event) => onChange({ name: orNothing(event.currentTarget.value) }, 'name')}
          />
        </div>
      </div>
      <div className="form-field">
        <label className="form-label" htmlFor="node-description">
          {t('general.description')}
        </label>
        <textarea
          id="node-description"
          className="form-text"
          rows={2}
          value={node.description ?? ''}
          placeholder={t('general.descriptionHelp')}
          onChange={(event) => onChange({ description: orNothing(event.currentTarget.value) }, 'description')}
        />
      </div>
    </>
  )
}

/** The address that a webhook source is called at, once the flow is saved. */
function Hook({ node }: { node: string }) {
  const { t } = useTranslation('inspector')
  const id = useDraft((state) => state.flow.id)
  const hook = useQuery(flowQuery(id)).data?.hooks.find((one) => one.node === node)
  if (hook === undefined) return null
  const copy = async () => {
    await navigator.clipboard.writeText(hook.url)
    toast({ title: t('general.copied') })
  }
  return (
    <div className="form-field">
      <label className="form-label" htmlFor="node-hook">
        {t('general.hook')}
      </label>
      <div className="field quiet">
        <input
          id="node-hook"
          className="mono"
          readOnly
          value={hook.url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" className="form-toggle" aria-label={t('general.copy')} onClick={() => void copy()}>
          <IconCopy size={14} stroke={1.75} aria-hidden />
        </button>
      </div>
      {hook.hasSecret === false ? <p className="form-help">{t('general.noSecret')}</p> : null}
    </div>
  )
}
