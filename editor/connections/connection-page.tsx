import { IconChevronRight, IconPuzzleOff, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import type { PageProps } from '../app/routes.tsx'
import { useSession } from '../session/session-context.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { connectionQuery, connectorsQuery, useFlowsOf } from './connection-queries.ts'
import { SandboxChip } from './connection-row.tsx'
import type { ConnectionView, ConnectorView } from './connection-shapes.ts'
import { GuideDialog } from './guide-dialog.tsx'
import { Guide } from './guide.tsx'
import { FlowLinks, RemoveDialog } from './remove-dialog.tsx'
import { TestPanel } from './test-panel.tsx'
import './connections.css'

/** One connection: its form, what its test said, and the flows that use it. */
export function ConnectionPage({ params }: PageProps) {
  const { t } = useTranslation('connections')
  const id = params['id'] ?? ''
  const connection = useQuery(connectionQuery(id))
  const connectors = useQuery(connectorsQuery)
  const failed = connection.error ?? connectors.error
  const retry = () => {
    void connection.refetch()
    void connectors.refetch()
  }
  return (
    <div className="page">
      <Crumb>
        <Link href="/connections">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{connection.data?.name ?? id}</b>
      </Crumb>
      {failed !== null ? (
        <ErrorState error={failed} title={t('one.failed')} onRetry={retry} />
      ) : connection.data === undefined || connectors.data === undefined ? (
        <Skeleton lines={6} what={t('one.reading')} />
      ) : (
        <Whole
          key={id}
          connection={connection.data}
          connector={connectors.data.items.find((one) => one.type === connection.data.type)}
        />
      )}
    </div>
  )
}

interface WholeProps {
  readonly connection: ConnectionView
  readonly connector: ConnectorView | undefined
}

function Whole({ connection, connector }: WholeProps) {
  const { t } = useTranslation('connections')
  const [removing, setRemoving] = useState(false)
  const { role } = useSession().person
  const { name, type, sandbox } = connection
  const system = connector?.title ?? type
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">{name}</h1>
        <span className="t2">{system}</span>
        {sandbox ? <SandboxChip /> : null}
        <span className="spacer" />
        {role === 'owner' ? (
          <button type="button" className="btn btn-danger" onClick={() => setRemoving(true)}>
            <IconTrash className="icon" size={15} stroke={1.75} aria-hidden />
            {t('delete')}
          </button>
        ) : (
          <span className="t2">{t('owner')}</span>
        )}
      </header>
      {connector === undefined ? (
        <EmptyState icon={IconPuzzleOff} title={t('form.gone', { type })} text={t('form.goneText')} />
      ) : (
        <div className="cn-columns">
          {role === 'owner' ? (
            <section className="panel cn-sheet">
              {sandbox ? <p className="cn-note">{t('one.sandboxNote')}</p> : null}
              <ConnectionForm connector={connector} connection={connection} back="/connections" />
            </section>
          ) : null}
          <div className="cn-side">
            <TestPanel connection={connection} system={system} />
            <UsedBy connection={connection} />
            {sandbox ? null : <Guide type={type} folded />}
          </div>
        </div>
      )}
      <GuideDialog type={type} />
      <RemoveDialog open={removing} connection={connection} system={system} onClose={() => setRemoving(false)} />
    </>
  )
}

function UsedBy({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation('connections')
  const flows = useFlowsOf(connection.id)
  if (flows === undefined) return null
  return (
    <section className="panel cn-box">
      <h2 className="pane-title">{t('one.flows')}</h2>
      {flows.length === 0 ? <p className="t2">{t('one.noFlows')}</p> : <FlowLinks flows={flows} />}
    </section>
  )
}
