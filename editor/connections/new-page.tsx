import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link, useParam } from '../app/router.tsx'
import { useSession } from '../session/session-context.ts'
import { NodeIcon } from '../ui/node-icon.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { connectorsQuery } from './connection-queries.ts'
import type { ConnectorView } from './connection-shapes.ts'
import { GuideDialog } from './guide-dialog.tsx'
import { Guide } from './guide.tsx'
import './connections.css'

/** A new connection: first which system, then its form beside what to make ready in that system. */
export function NewConnectionPage() {
  const { t } = useTranslation('connections')
  const [type] = useParam('type')
  const connectors = useQuery(connectorsQuery)
  const mayChange = useSession().person.role === 'owner'
  const chosen = connectors.data?.items.find((one) => one.type === type)
  return (
    <div className="page">
      <Crumb>
        <Link href="/connections">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{t('new')}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">
          {chosen === undefined ? t('chooseTitle') : t('form.newTitle', { system: chosen.title })}
        </h1>
      </header>
      {connectors.isError ? (
        <ErrorState error={connectors.error} title={t('connectorsFailed')} onRetry={() => void connectors.refetch()} />
      ) : null}
      {connectors.isPending ? <Skeleton lines={3} what={t('connectorsReading')} /> : null}
      {mayChange ? null : <p className="t2">{t('owner')}</p>}
      {!mayChange || connectors.data === undefined ? null : chosen === undefined ? (
        <Systems connectors={connectors.data.items} />
      ) : (
        <div className="cn-columns">
          <section className="panel cn-sheet">
            <ConnectionForm key={chosen.type} connector={chosen} back="/connections/new" />
          </section>
          <Guide type={chosen.type} />
          <GuideDialog type={chosen.type} />
        </div>
      )}
    </div>
  )
}

function Systems({ connectors }: { connectors: readonly ConnectorView[] }) {
  const { t } = useTranslation('connections')
  return (
    <ul className="cn-systems">
      {connectors.map(({ type, title, icon }) => (
        <li key={type}>
          <Link className="cn-system" href={`/connections/new?type=${type}`}>
            <span className="cn-tile">
              <NodeIcon name={icon} size={18} />
            </span>
            <span>
              <b>{title}</b>
              <small className="t2">{t([`choose.${type}`, 'choose.other'])}</small>
            </span>
            <IconChevronRight className="icon t3" size={16} stroke={1.75} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  )
}
