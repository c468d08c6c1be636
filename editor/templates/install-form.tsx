import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, Link } from '../app/router.tsx'
import type { Connection, Template } from '../api/shapes.ts'
import { connectionsQuery } from '../flows/queries.ts'
import { freeId } from '../flows/free-id.ts'
import { idFrom } from '../flows/new-flow-dialog.tsx'
import { useSession } from '../session/session-context.ts'
import { ErrorState } from '../ui/states.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { installTemplate } from './install.ts'

export interface InstallFormProps {
  readonly template: Template
  /** Ids of the flows that are there. */
  readonly taken: ReadonlySet<string>
  /** How many flows were made from it before. */
  readonly made: number
}

/** Which systems it works with and what it is called; after that its settings follow. */
export function InstallForm({ template, taken, made }: InstallFormProps) {
  const { t } = useTranslation('templates')
  const connections = useQuery(connectionsQuery)
  const { role } = useSession().person
  const [name, setName] = useState(
    made === 0 ? template.name : t('form.nameAgain', { name: template.name, number: made + 1 }),
  )
  const [bound, setBound] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const all = connections.data?.items ?? []
  const choice = ({ slot, type }: Template['slots'][number]) =>
    bound[slot] ?? all.find((one) => one.type === type)?.id ?? ''
  const id = freeId(made === 0 ? template.id : idFrom(name) || template.id, taken)
  const ready = name.trim() !== '' && template.slots.every((one) => choice(one) !== '')
  const install = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    try {
      const chosen = Object.fromEntries(template.slots.map((one) => [one.slot, choice(one)]))
      const flow = await installTemplate(template, { id, name: name.trim(), connections: chosen })
      toast({ title: t('form.done', { name: flow.name }), text: t('form.doneText'), tone: 'done' })
      navigate(`/flows/${flow.id}/settings`)
    } catch (error) {
      toastError(t('form.failed'), error)
      setBusy(false)
    }
  }
  return (
    <form className="panel tp-form" aria-labelledby="tp-install" onSubmit={(event) => void install(event)}>
      <h2 id="tp-install">{t(made === 0 ? 'form.title' : 'form.titleAgain')}</h2>
      {made === 0 ? null : <p className="t2">{t('form.againText')}</p>}
      {connections.isError ? <ErrorState error={connections.error} onRetry={() => void connections.refetch()} /> : null}
      {template.slots.map((one) => (
        <SlotField
          key={one.slot}
          slot={one}
          connections={all.filter(({ type }) => type === one.type)}
          read={connections.isSuccess}
          value={choice(one)}
          onChange={(connection) => setBound({ ...bound, [one.slot]: connection })}
        />
      ))}
      <label className="tp-field">
        <span>{t('form.name')}</span>
        <span className="field">
          <input maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        </span>
        <small className="t3">
          {t('form.nameHelp')} <code>{id}</code>
        </small>
      </label>
      <button type="submit" className="btn btn-primary btn-lg" disabled={busy || !ready || role === 'viewer'}>
        {t(busy ? 'form.busy' : 'form.action')}
      </button>
      <div className="tp-next">
        <h3>{t('form.next')}</h3>
        <ol>
          {(['settings', 'dry', 'differences', 'live'] as const).map((step) => (
            <li key={step}>{t(`form.steps.${step}`)}</li>
          ))}
        </ol>
      </div>
    </form>
  )
}

interface SlotFieldProps {
  readonly slot: Template['slots'][number]
  readonly connections: readonly Connection[]
  readonly read: boolean
  readonly value: string
  readonly onChange: (connection: string) => void
}

/** One connection of that system is shown and taken; none leads to making one. */
function SlotField({ slot, connections, read, value, onChange }: SlotFieldProps) {
  const { t } = useTranslation('templates')
  const system = t(`canvas:system.${slot.type}`, { defaultValue: slot.type })
  if (read && connections.length === 0) {
    return (
      <div className="tp-field">
        <span>{system}</span>
        <p className="t2">
          {t('form.noConnection', { system })}{' '}
          <Link className="br" href={`/connections/new?type=${slot.type}`}>
            {t('form.connect', { system })}
          </Link>
        </p>
      </div>
    )
  }
  return (
    <label className="tp-field">
      <span>{system}</span>
      <select className="form-select" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {connections.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  )
}
