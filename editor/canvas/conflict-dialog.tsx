import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { flowQuery } from '../flows/queries.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { takeSaved, useDraft, useDraftStore } from './draft-store.ts'
import { saveAsCopy } from './save.ts'

export interface ConflictDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onCopied: (id: string) => void
}

/** Two people saved the same flow: take theirs, or keep one's own under another name. Neither is lost. */
export function ConflictDialog({ open, onClose, onCopied }: ConflictDialogProps) {
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const id = useDraft((state) => state.flow.id)
  const yours = useDraft((state) => state.revision)
  const saved = useQuery({ ...flowQuery(id), enabled: open, staleTime: 0 })
  const takeTheirs = () => {
    if (saved.data !== undefined) takeSaved(store, saved.data)
    onClose()
  }
  const keepMine = async () => {
    try {
      const name = t('conflict.copyName', { name: store.getState().flow.name })
      const copy = await saveAsCopy(store, name)
      if (saved.data !== undefined) takeSaved(store, saved.data)
      toast({ title: t('conflict.copied', { name: copy.name }), tone: 'done' })
      onClose()
      onCopied(copy.id)
    } catch (error) {
      toastError(t('save.failed'), error)
    }
  }
  const actions = (
    <>
      <button type="button" className="btn btn-ghost" onClick={onClose}>
        {t('conflict.stay')}
      </button>
      <button type="button" className="btn" disabled={saved.data === undefined} onClick={takeTheirs}>
        {t('conflict.reload')}
      </button>
      <button type="button" className="btn btn-primary" onClick={() => void keepMine()}>
        {t('conflict.copy')}
      </button>
    </>
  )
  return (
    <Dialog open={open} onClose={onClose} title={t('conflict.title')} actions={actions}>
      <p>{t('conflict.text', { theirs: saved.data?.revision ?? '', yours })}</p>
    </Dialog>
  )
}
