import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../flows/schema.ts'
import { navigate, setParams } from '../app/router.tsx'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { download } from '../ui/download.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { isDirty, takeSaved, useDraft, useDraftStore } from './draft-store.ts'
import { saveAsCopy } from './save.ts'
import { useSwitch } from './use-switch.ts'

/** What is seldom done with a flow: switching it, files, a copy, deleting. */
export function FlowMenu({ saved, onImport }: { saved: InstalledFlow; onImport: (file: File) => void }) {
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const dirty = useDraft(isDirty)
  const [deleting, setDeleting] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const onOff = useSwitch(saved)
  const duplicate = async () => {
    try {
      const copy = await saveAsCopy(store, t('conflict.copyName', { name: store.getState().flow.name }))
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
      navigate(`/flows/${copy.id}`)
    } catch (error) {
      toastError(t('save.failed'), error)
    }
  }
  const discard = () => {
    takeSaved(store, saved)
    toast({ title: t('more.discarded', { revision: saved.revision }) })
  }
  const published = saved.publishedVersion !== null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="icon-btn" aria-label={t('run.more')}>
            <IconDots size={18} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={(!published && !saved.enabled) || onOff.isPending} onClick={() => onOff.mutate()}>
            {t(saved.enabled ? 'more.disable' : 'more.enable')}
          </Menu.Item>
          <Menu.Item onClick={() => setParams({ panel: 'flow', node: null })}>{t('run.settingsHere')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => exportFlow(store.getState().flow)}>{t('more.export')}</Menu.Item>
          <Menu.Item onClick={() => input.current?.click()}>{t('more.import')}</Menu.Item>
          <Menu.Item onClick={() => void duplicate()}>{t('more.duplicate')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={!dirty} onClick={discard}>
            {t('more.discard')}
          </Menu.Item>
          <Menu.Item className="st-failed" onClick={() => setDeleting(true)}>
            {t('more.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) onImport(file)
        }}
      />
      <DeleteDialog open={deleting} saved={saved} onClose={() => setDeleting(false)} />
    </>
  )
}

function exportFlow(flow: Flow): void {
  download(`${flow.id}.json`, `${JSON.stringify(flow, null, 2)}\n`)
}

interface DeleteProps {
  readonly open: boolean
  readonly saved: InstalledFlow
  readonly onClose: () => void
}

function DeleteDialog({ open, saved, onClose }: DeleteProps) {
  const { t } = useTranslation('canvas')
  const remove = async () => {
    try {
      await api.delete(`/api/flows/${saved.id}`)
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
      navigate('/flows')
    } catch (error) {
      toastError(t('deleteFlow.failed'), error)
    }
  }
  const actions = (
    <>
      <button type="button" className="btn" onClick={onClose}>
        {t('ui:cancel')}
      </button>
      <button type="button" className="btn btn-danger" onClick={() => void remove()}>
        {t('deleteFlow.action')}
      </button>
    </>
  )
  return (
    <Dialog open={open} onClose={onClose} title={t('deleteFlow.title', { name: saved.name })} actions={actions}>
      <p>{t('deleteFlow.text')}</p>
    </Dialog>
  )
}
