import { useTranslation } from 'react-i18next'
import { SandboxChip } from '../connections/connection-row.tsx'
import type { ConnectionView } from '../connections/connection-shapes.ts'
import { systemForm } from '../connections/systems.ts'
import { useSession } from '../session/session-context.ts'

/** The choice of a connection that is not there yet. */
export const NEW = 'new'

export interface ConnectionChoicesProps {
  /** What the system is called. */
  readonly title: string
  readonly connections: readonly ConnectionView[]
  /** The id of one of them, NEW, or nothing yet. */
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

/** The connections to a system that are there, and another one. */
export function ConnectionChoices({ title, connections, chosen, onChoose }: ConnectionChoicesProps) {
  const { t } = useTranslation('setup')
  const { role } = useSession().person
  return (
    <ul className="su-choices">
      {connections.map((one) => (
        <li key={one.id}>
          <label className="su-choice">
            <input type="radio" name="connection" checked={one.id === chosen} onChange={() => onChoose(one.id)} />
            <span>
              <span className="su-name">
                <b>{one.name}</b>
                {one.sandbox ? <SandboxChip /> : null}
              </span>
              <small className="mono">{systemForm(one.type).leadsTo(one.config)}</small>
            </span>
          </label>
        </li>
      ))}
      <li>
        <label className="su-choice">
          <input
            type="radio"
            name="connection"
            checked={chosen === NEW}
            disabled={role !== 'owner'}
            onChange={() => onChoose(NEW)}
          />
          <span>
            <b>{t('step.access.another', { system: title })}</b>
            <small>{t(role === 'owner' ? 'step.access.anotherText' : 'connections:owner')}</small>
          </span>
        </label>
      </li>
    </ul>
  )
}
