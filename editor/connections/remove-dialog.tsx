import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, Link } from '../app/router.tsx'
import { api } from '../api/client.ts'
import type { FlowItem } from '../api/shapes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { connectionsChanged, useFlowsOf } from './connection-queries.ts'
import type { ConnectionView } from './connection-shapes.ts'
import { forgetTest } from './last-tests.ts'

export interface RemoveDialogProps {
  readonly open: boolean
  readonly connection: ConnectionView
  readonly system: string
  readonly onClose: () => void
}

/** Asks first, since the credentials are gone; while a flow uses the connection it says which, and does not offer it. */
export function RemoveDialog({ open, connection, system, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('connections')
  const flows = useFlowsOf(connection.id) ?? []
  const [busy, setBusy] = useState(false)
  const { id, name } = connection
  const remove = async () => {
    setBusy(true)
    try {
      await api.delete(`/api/connections/${id}`)
      forgetTest(id)
      onClose()
      navigate('/connections')
      toast({ title: t('remove.done', { name }), tone: 'done' })
      await connectionsChanged()
    } catch (error) {
      toastError(t('remove.failed', { name }), error)
    } finally {
      setBusy(false)
    }
  }
  if (flows.length > 0) {
    return (
      <Dialog open={open} onClose={onClose} title={t('remove.usedTitle', { name })}>
        <p>{t('remove.used', { count: flows.length })}</p>
        <FlowLinks flows={flows} />
      </Dialog>
    )
  }
  const actions = (
    <>
      <button type="button" className="btn" data-autofocus onClick={onClose}>
        {t('ui:cancel')}
      </button>
      <button type="button" className="btn btn-danger" disabled={busy} onClick={() => void remove()}>
        {t('remove.action')}
      </button>
    </>
  )
  return (
    <Dialog open={open} onClose={onClose} title={t('remove.title', { name })} actions={actions}>
      <p>{t('remove.text', { system })}</p>
    </Dialog>
  )
}

export function FlowLinks({ flows }: { flows: readonly FlowItem[] }) {
  return (
    <ul className="cn-flows">
      {flows.map((flow) => (
        <li key={flow.id}>
          <Link href={`/flows/${flow.id}?panel=flow&tab=general`} className="cn-flow">
            {flow.name}
          </Link>
        </li>
      ))}
    </ul>
  )
}
