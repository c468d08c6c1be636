import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../flows/schema.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { ChangeList } from './change-list.tsx'
import { changesBetween } from './changes.ts'
import { usePublished } from './use-published.ts'
import { isDirty, useDraft } from './draft-store.ts'
import type { Manifests } from './wiring.ts'

export interface PublishDialogProps {
  readonly open: boolean
  readonly saved: InstalledFlow
  readonly manifests: Manifests
  readonly onSave: () => Promise<boolean>
  readonly onClose: () => void
}

/** Freezes the saved draft as the version that triggers use; says what is different in it. */
export function PublishDialog({ open, saved, manifests, onSave, onClose }: PublishDialogProps) {
  const { t } = useTranslation('canvas')
  const flow = useDraft((state) => state.flow)
  const dirty = useDraft(isDirty)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const version = (saved.publishedVersion ?? 0) + 1
  const before = usePublished(saved)
  const publish = async () => {
    setBusy(true)
    try {
      if (!(await onSave())) return
      const body = note.trim() === '' ? {} : { note: note.trim() }
      const { publishedVersion } = await api.post<InstalledFlow>(`/api/flows/${saved.id}/publish`, body)
      toast({ title: t('publish.done', { version: publishedVersion ?? version }), tone: 'done' })
      setNote('')
      await queryClient.invalidateQueries({ queryKey: ['flow', saved.id] })
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
      onClose()
    } catch (error) {
      toastError(t('publish.failed'), error)
    } finally {
      setBusy(false)
    }
  }
  const actions = (
    <>
      <button type="button" className="btn" onClick={onClose}>
        {t('publish.keep')}
      </button>
      <button type="button" className="btn btn-primary" disabled={busy} onClick={() => void publish()}>
        {t('publish.action', { version })}
      </button>
    </>
  )
  return (
    <Dialog open={open} onClose={onClose} title={t('publish.title', { version })} actions={actions}>
      <p>
        {saved.publishedVersion === null ? t('publish.first') : t('publish.text')} {dirty ? t('publish.saveFirst') : ''}
      </p>
      {before === undefined ? null : <Changes before={before} now={flow} manifests={manifests} version={version - 1} />}
      <div className="field quiet">
        <input
          aria-label={t('publish.note')}
          placeholder={t('publish.note')}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  )
}

interface ChangesProps {
  readonly before: Flow
  readonly now: Flow
  readonly manifests: Manifests
  readonly version: number
}

function Changes({ before, now, manifests, version }: ChangesProps) {
  const { t } = useTranslation('canvas')
  if (changesBetween(before, now).length === 0) return <p className="t2">{t('publish.noChange', { version })}</p>
  return (
    <>
      <p className="t2">{t('publish.changes', { version })}</p>
      <ChangeList before={before} now={now} manifests={manifests} />
    </>
  )
}
