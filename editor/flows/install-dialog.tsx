import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../app/router.tsx'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow, Template } from '../api/shapes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { connectionsQuery, flowsQuery, templatesQuery } from './queries.ts'

/** The slots of our templates are named after the system they lead to. */
const SLOTS = ['shopify', 'afas']

export function InstallDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('flows')
  const templates = useQuery({ ...templatesQuery, enabled: open })
  const [chosen, setChosen] = useState<Template>()
  const template = chosen ?? templates.data?.items[0]
  return (
    <Dialog open={open} onClose={onClose} title={t('installDialog.title')} width={520} actions={null}>
      <p>{t('installDialog.text')}</p>
      {templates.isError ? <ErrorState error={templates.error} onRetry={() => void templates.refetch()} /> : null}
      {templates.isPending ? <Skeleton what={t('installDialog.reading')} /> : null}
      <div className="template-list" role="radiogroup" aria-label={t('installDialog.title')}>
        {templates.data?.items.map((one) => (
          <label key={one.id} className="template">
            <input type="radio" name="template" checked={one.id === template?.id} onChange={() => setChosen(one)} />
            <span>
              <b>{one.name}</b>
              <small className="t2">{one.description}</small>
            </span>
          </label>
        ))}
      </div>
      {template === undefined ? null : <InstallForm key={template.id} template={template} onClose={onClose} />}
    </Dialog>
  )
}

function InstallForm({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useTranslation('flows')
  const taken = new Set(useQuery(flowsQuery).data?.items.map((flow) => flow.id))
  const connections = useQuery(connectionsQuery).data?.items ?? []
  const slots = template.slots ?? SLOTS.map((slot) => ({ slot, type: slot }))
  const [id, setId] = useState(() => freeId(template.id, taken))
  const [bound, setBound] = useState<Readonly<Record<string, string>>>({})
  const [enable, setEnable] = useState(false)
  const [busy, setBusy] = useState(false)
  const choice = (slot: string, type: string) => bound[slot] ?? connections.find((one) => one.type === type)?.id
  const install = async () => {
    setBusy(true)
    const chosen = Object.fromEntries(slots.flatMap(({ slot, type }) => pair(slot, choice(slot, type))))
    try {
      const body = { connections: chosen, id, enable }
      const flow = await api.post<InstalledFlow>(`/api/templates/${template.id}/install`, body)
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
      toast({ title: t('installDialog.done', { name: flow.name }), tone: 'done' })
      onClose()
      navigate(`/flows/${flow.id}/settings`)
    } catch (error) {
      toastError(t('installDialog.failed'), error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="template-form">
      {slots.map(({ slot, type }) => {
        const fitting = connections.filter((one) => one.type === type)
        return (
          <label key={slot}>
            <span>{t('installDialog.connection', { slot })}</span>
            <select
              className="form-select"
              value={choice(slot, type) ?? ''}
              onChange={(event) => setBound({ ...bound, [slot]: event.currentTarget.value })}
            >
              {fitting.length === 0 ? <option value="">{t('installDialog.noConnection', { type })}</option> : null}
              {fitting.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )
      })}
      <label>
        <span>{t('installDialog.id')}</span>
        <span className="field">
          <input className="mono" value={id} onChange={(event) => setId(event.currentTarget.value)} />
        </span>
        <small className="t3">{t('installDialog.idHelp')}</small>
      </label>
      <Switch
        checked={enable}
        label={t('installDialog.enable')}
        onChange={(event) => setEnable(event.currentTarget.checked)}
      />
      <div className="dialog-actions">
        <button type="button" className="btn" onClick={onClose}>
          {t('ui:cancel')}
        </button>
        <button type="button" className="btn btn-primary" disabled={busy} onClick={() => void install()}>
          {t('installDialog.action')}
        </button>
      </div>
    </div>
  )
}

const pair = (slot: string, value: string | undefined) => (value === undefined || value === '' ? [] : [[slot, value]])

export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  return id
}
