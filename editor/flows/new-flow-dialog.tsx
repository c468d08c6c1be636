import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../app/router.tsx'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toastError } from '../ui/toast.tsx'

/** "Orders (copy) à la carte" -> `orders-copy-a-la-carte`: an id made of a name. */
export function idFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .toLowerCase()
  return plain
    .replace(/[\s_]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
}

export function NewFlowDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('flows')
  const [name, setName] = useState('')
  const id = idFrom(name)
  const make = async () => {
    try {
      const flow = { format: 'koppel.flow/1', id, name: name.trim(), nodes: [], edges: [], layout: {} }
      const made = await api.post<InstalledFlow>('/api/flows', flow)
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
      onClose()
      navigate(`/flows/${made.id}`)
    } catch (error) {
      toastError(t('newDialog.failed'), error)
    }
  }
  const actions = (
    <>
      <button type="button" className="btn" onClick={onClose}>
        {t('ui:cancel')}
      </button>
      <button type="submit" form="new-flow" className="btn btn-primary" disabled={id === ''}>
        {t('newDialog.action')}
      </button>
    </>
  )
  return (
    <Dialog open={open} onClose={onClose} title={t('newDialog.title')} actions={actions}>
      <form
        id="new-flow"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <div className="field">
          <input
            aria-label={t('newDialog.name')}
            placeholder={t('newDialog.name')}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <p className="t3 new-flow-id">
          {t('newDialog.id')} <code>{id}</code>
        </p>
      </form>
    </Dialog>
  )
}
