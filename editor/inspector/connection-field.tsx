import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { edit, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import { connectionsQuery } from '../flows/queries.ts'

export interface ConnectionFieldProps {
  readonly slot: string
  /** Type of the connection: afas, shopify. */
  readonly type: string
  /** The name of the system as label, without what only builders of flows need. */
  readonly plain?: boolean
  /** Given where the slot itself can be changed. */
  readonly onSlot?: (slot: string) => void
}

/** Binds a slot of the flow to a connection of this installation. */
export function ConnectionField({ slot, type, plain = false, onSlot }: ConnectionFieldProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const store = useDraftStore()
  const bound = useDraft((state) => state.connections[slot])
  const connections = useQuery(connectionsQuery)
  const system = t(`canvas:system.${type}`, { defaultValue: type })
  const fitting = (connections.data?.items ?? []).filter((one) => one.type === type)
  const bind = (connection: string) => {
    const { [slot]: _, ...rest } = store.getState().connections
    edit(store, () => ({ connections: connection === '' ? rest : { ...rest, [slot]: connection } }))
    onSlot?.(slot)
  }
  return (
    <div className="form-field">
      <div className="form-label">
        <label htmlFor={id}>{plain ? system : t('general.connection')}</label>
        <span className="spacer" />
        {plain ? null : <code className="t3">{t('general.slot', { slot })}</code>}
      </div>
      <select id={id} className="form-select" value={bound ?? ''} onChange={(event) => bind(event.currentTarget.value)}>
        {connections.isPending ? (
          <option value={bound ?? ''}>{t('general.reading')}</option>
        ) : (
          <option value="">
            {t(fitting.length === 0 ? 'general.noConnection' : 'general.unbound', { type: system })}
          </option>
        )}
        {fitting.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      {plain ? null : <p className="form-help">{t('general.connectionHelp', { type: system })}</p>}
    </div>
  )
}
