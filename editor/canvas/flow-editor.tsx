import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, setParams, useParam } from '../app/router.tsx'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { FlowPanel } from '../inspector/flow-panel.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { SplitPane } from '../ui/pane.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { Canvas } from './canvas.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { isDirty, useDraft, useDraftStore } from './draft-store.ts'
import { Drawer } from './drawer.tsx'
import { FlowCrumb } from './flow-crumb.tsx'
import { readFlowFile } from './import-file.ts'
import { RunHeader } from './run-header.tsx'
import { RunViewProvider } from './run-context.ts'
import { saveDraft } from './save.ts'
import { useRunFeed } from './use-run-feed.ts'
import type { Manifests } from './wiring.ts'
import { flowsQuery } from '../flows/queries.ts'
import { useQuery } from '@tanstack/react-query'

/** The page of one flow: run header, canvas, inspector and the drawer with what happens. */
export function FlowEditor({ saved, manifests }: { saved: InstalledFlow; manifests: Manifests }) {
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const flowId = useDraft((state) => state.flow.id)
  const [run] = useParam('run')
  const [node] = useParam('node')
  const [panel] = useParam('panel')
  const [conflict, setConflict] = useState(false)
  const view = useRunFeed(flowId, run)
  const next = useQuery(flowsQuery).data?.items.find((one) => one.id === flowId)?.nextRunAt ?? null
  const exists = useDraft((state) => state.flow.nodes.some((one) => one.id === node))

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
  useSaveKey(save)

  const select = useCallback(
    (id: string | null) => setParams({ node: id, ...(id === null ? {} : { panel: null }) }),
    [],
  )
  const open = useCallback((id: string) => {
    setParams({ node: id, panel: null })
    requestAnimationFrame(() => focusInspector())
  }, [])
  const openParked = useCallback(() => setParams({ drawer: 'parked' }), [])
  const importFile = useCallback((file: File) => void readFlowFile(file, store, t), [store, t])

  const aside = useMemo(() => {
    if (panel === 'flow') return <FlowPanel manifests={manifests} onClose={() => setParams({ panel: null })} />
    if (node === null || !exists) return null
    return <Inspector key={node} id={node} manifests={manifests} onClose={() => setParams({ node: null })} />
  }, [panel, node, exists, manifests])

  const canvas = (
    <Canvas
      manifests={manifests}
      selected={node}
      onSelect={select}
      onOpen={open}
      onOpenParked={openParked}
      onImport={importFile}
      nextRunAt={next}
    />
  )
  return (
    <RunViewProvider value={view}>
      <FlowCrumb saved={saved} onDecide={() => setConflict(true)} />
      <div className="flow-page">
        <RunHeader saved={saved} manifests={manifests} onSave={save} onImport={importFile} />
        <SplitPane
          id="inspector"
          side="right"
          size={440}
          min={360}
          max={720}
          main={<Drawer flow={flowId} manifests={manifests} canvas={canvas} />}
          aside={aside}
        />
      </div>
      <ConflictDialog
        open={conflict}
        onClose={() => setConflict(false)}
        onCopied={(id) => {
          void queryClient.invalidateQueries({ queryKey: ['flows'] })
          navigate(`/flows/${id}`)
        }}
      />
    </RunViewProvider>
  )
}

function focusInspector(): void {
  const field = document.querySelector<HTMLElement>('.inspector :is(input, textarea, select, .cm-content)')
  ;(field ?? document.querySelector<HTMLElement>('.inspector'))?.focus()
}

/** Ctrl S saves a revision wherever the cursor is; leaving with unsaved changes is harmless, they stay here. */
function useSaveKey(save: () => Promise<boolean>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      void save()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [save])
}
