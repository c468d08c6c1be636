import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDirty, useDraftStore } from '../canvas/draft-store.ts'
import { saveDraft } from '../canvas/save.ts'
import { toast, toastError } from '../ui/toast.tsx'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input:not([type=checkbox]):not([type=radio]), textarea') !== null

/** Saving a revision, by button or Ctrl S; Ctrl Z takes back a change, in a text field what is typed there. */
export function useSaving() {
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const [conflict, setConflict] = useState(false)
  const save = useCallback(async (): Promise<boolean> => {
    if (!isDirty(store.getState())) return true
    try {
      const result = await saveDraft(store)
      if (result.kind === 'conflict') setConflict(true)
      else toast({ title: t('save.done', { revision: result.revision }), tone: 'done' })
      return result.kind === 'saved'
    } catch (error) {
      toastError(t('save.failed'), error)
      return false
    }
  }, [store, t])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey)) return
      const key = event.key.toLowerCase()
      if (key === 's') {
        event.preventDefault()
        void save()
      } else if (key === 'z' && !isTyping(event.target)) {
        event.preventDefault()
        const { undo, redo } = store.temporal.getState()
        if (event.shiftKey) redo()
        else undo()
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [save, store])
  return { save, conflict, setConflict }
}
