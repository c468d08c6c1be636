import { useTranslation } from 'react-i18next'
import type { FlowItem } from '../api/shapes.ts'
import { Link } from '../app/router.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'

const SHOWN = 3

/** The flows that were made from a template, each a link to its settings. */
export function InstalledState({ flows }: { flows: readonly FlowItem[] }) {
  const { t } = useTranslation('templates')
  if (flows.length === 0) return <span className="t3">{t('none')}</span>
  return (
    <ul className="tp-made">
      {flows.slice(0, SHOWN).map((flow) => (
        <li key={flow.id}>
          <Link href={`/flows/${flow.id}/settings`} title={t('openSettings', { name: flow.name })}>
            <StatusBadge
              status={flow.enabled ? 'healthy' : 'cancelled'}
              label={t(flow.enabled ? 'on' : 'off', { name: flow.name })}
            />
          </Link>
        </li>
      ))}
      {flows.length > SHOWN ? <li className="t3">{t('more', { count: flows.length - SHOWN })}</li> : null}
    </ul>
  )
}
