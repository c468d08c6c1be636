import { Menu, Tooltip } from '@mantine/core'
import { IconDots, IconFlask, IconPencil, IconPlugConnected, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate } from '../app/router.tsx'
import { useSession } from '../session/session-context.ts'
import { NodeIcon } from '../ui/node-icon.tsx'
import { toastError } from '../ui/toast.tsx'
import { connectorsQuery, useFlowsOf } from './connection-queries.ts'
import type { ConnectionView } from './connection-shapes.ts'
import { runTest, useLastTest } from './last-tests.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { systemForm } from './systems.ts'
import { TestBadge } from './test-state.tsx'

export function ConnectionRow({ connection }: { connection: ConnectionView }) {
  const { name, type, config } = connection
  const connectors = useQuery(connectorsQuery).data?.items
  const connector = connectors?.find((one) => one.type === type)
  const { state, test } = useLastTest(connection)
  const href = `/connections/${connection.id}`
  return (
    <tr>
      <td>
        <Link href={href} className="cn-name">
          <span className="cn-tile">
            <NodeIcon name={connector?.icon ?? 'box'} size={18} />
          </span>
          <span>
            <b>{name}</b>
            <small className="t3">{connector?.title ?? type}</small>
          </span>
          {connection.sandbox ? <SandboxChip /> : null}
        </Link>
      </td>
      <td className="mono cn-leads">{systemForm(type).leadsTo(config)}</td>
      <td>
        <Flows connection={connection.id} />
      </td>
      <td>
        <Link href={href} className="cn-state">
          <TestBadge state={state} test={test} />
        </Link>
      </td>
      <td className="cn-actions">
        <Actions connection={connection} system={connector?.title ?? type} />
      </td>
    </tr>
  )
}

export function SandboxChip() {
  const { t } = useTranslation('connections')
  return (
    <Tooltip label={t('sandboxHelp')}>
      <span className="chip st-running">
        <IconFlask className="icon" size={13} stroke={1.75} aria-hidden />
        {t('sandbox')}
      </span>
    </Tooltip>
  )
}

/** The flow itself when there is one, else how many there are with their names. */
function Flows({ connection }: { connection: string }) {
  const { t } = useTranslation('connections')
  const flows = useFlowsOf(connection)
  if (flows === undefined) return null
  const [first, ...more] = flows
  if (first === undefined) return <span className="t3">{t('noFlows')}</span>
  if (more.length === 0) {
    return (
      <Link href={`/flows/${first.id}`} className="cn-flow">
        {first.name}
      </Link>
    )
  }
  return (
    <Tooltip label={flows.map((flow) => flow.name).join(', ')} multiline maw={320}>
      <Link href={`/connections/${connection}`} className="cn-flow">
        {t('flows', { count: flows.length })}
      </Link>
    </Tooltip>
  )
}

function Actions({ connection, system }: { connection: ConnectionView; system: string }) {
  const { t } = useTranslation('connections')
  const { role } = useSession().person
  const [removing, setRemoving] = useState(false)
  const { name, id } = connection
  const running = useLastTest(connection).state === 'running'
  const test = () => {
    runTest(connection).catch((error: unknown) => toastError(t('test.broken'), error))
  }
  return (
    <div className="cn-buttons">
      {role === 'viewer' ? null : (
        <button
          type="button"
          className="btn btn-sm"
          aria-label={t('test.actionOf', { name })}
          disabled={running}
          onClick={test}
        >
          <IconPlugConnected className="icon" size={14} stroke={1.75} aria-hidden />
          {t('test.action')}
        </button>
      )}
      {role === 'owner' ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className="icon-btn" aria-label={t('more', { name })}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconPencil size={14} stroke={1.75} aria-hidden />}
              onClick={() => navigate(`/connections/${id}`)}
            >
              {t('edit')}
            </Menu.Item>
            <Menu.Item
              className="st-failed"
              leftSection={<IconTrash size={14} stroke={1.75} aria-hidden />}
              onClick={() => setRemoving(true)}
            >
              {t('delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <RemoveDialog open={removing} connection={connection} system={system} onClose={() => setRemoving(false)} />
    </div>
  )
}
