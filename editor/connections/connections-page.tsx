import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import { useSession } from '../session/session-context.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { connectionViewsQuery } from './connection-queries.ts'
import { ConnectionRow } from './connection-row.tsx'
import type { ConnectionView } from './connection-shapes.ts'
import { useTestStates, type TestState } from './last-tests.ts'
import './connections.css'

/** One row a connection: where it leads, who uses it, and whether it answered when it was last asked. */
export function ConnectionsPage() {
  const { t } = useTranslation('connections')
  const connections = useQuery(connectionViewsQuery)
  const items = connections.data?.items
  const verdict = verdictOf(useTestStates(items ?? []), t)
  const mayChange = useSession().person.role === 'owner'
  return (
    <div className="page">
      <Crumb>
        <b>{t('title')}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">{verdict}</h1>
        <span className="spacer" />
        {mayChange && items !== undefined && items.length > 0 ? <NewButton /> : null}
        {mayChange ? null : <span className="t2">{t('owner')}</span>}
      </header>
      {connections.isError ? (
        <ErrorState error={connections.error} title={t('failed')} onRetry={() => void connections.refetch()} />
      ) : null}
      {connections.isPending ? <Skeleton lines={5} what={t('reading')} /> : null}
      {items === undefined ? null : items.length === 0 ? (
        <div className="panel">
          <EmptyState
            icon={IconPlugConnected}
            title={t('empty.title')}
            text={t('empty.text')}
            action={mayChange ? <NewButton /> : null}
          />
        </div>
      ) : (
        <Table items={items} />
      )}
    </div>
  )
}

function NewButton() {
  const { t } = useTranslation('connections')
  return (
    <Link className="btn btn-primary" href="/connections/new">
      <IconPlus className="icon" size={15} stroke={1.75} aria-hidden />
      {t('new')}
    </Link>
  )
}

function Table({ items }: { items: readonly ConnectionView[] }) {
  const { t } = useTranslation('connections')
  return (
    <div className="panel cn-panel">
      <table className="table cn-table" aria-label={t('label')}>
        <thead>
          <tr>
            {(['name', 'leadsTo', 'flows', 'test'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The page's title answers whether all of them work, as far as somebody has looked. */
function verdictOf(states: readonly TestState[], t: TFunction<'connections'>): string {
  const failed = states.filter((state) => state === 'failed').length
  if (failed > 0) return t('verdict.failed', { count: failed })
  const untested = states.filter((state) => state !== 'passed').length
  if (untested > 0) return t('verdict.untested', { count: untested })
  return states.length === 0 ? t('title') : t('verdict.passed', { count: states.length })
}
