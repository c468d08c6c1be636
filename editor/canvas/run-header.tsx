import {
  IconAdjustments,
  IconDeviceFloppy,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconRocket,
  IconSquare,
  IconTestPipe,
} from '@tabler/icons-react'
import { Tooltip } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, setParams } from '../app/router.tsx'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { changesBetween } from './changes.ts'
import { isDirty, useDraft } from './draft-store.ts'
import { FlowMenu } from './flow-menu.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { RunFigures } from './run-figures.tsx'
import { useShownRun } from './run-context.ts'
import { isActive } from './run-view.ts'
import { usePublished } from './use-published.ts'
import type { Manifests } from './wiring.ts'
import './run-header.css'

export interface RunHeaderProps {
  readonly saved: InstalledFlow
  readonly manifests: Manifests
  readonly onSave: () => Promise<boolean>
  readonly onImport: (file: File) => void
}

/** The run that is shown, its figures, and what can be done next: one primary button at a time. */
export function RunHeader({ saved, manifests, onSave, onImport }: RunHeaderProps) {
  const { t } = useTranslation('canvas')
  const [publishing, setPublishing] = useState(false)
  const dirty = useDraft(isDirty)
  const run = useShownRun()
  const published = saved.publishedVersion ?? null
  const live = usePublished(saved)
  const flow = useDraft((state) => state.flow)
  const differs = useMemo(() => live !== undefined && changesBetween(live, flow).length > 0, [live, flow])
  const primary = dirty ? 'save' : published === null || differs ? 'publish' : 'run'
  const className = (button: string) => (button === primary ? 'btn btn-primary' : 'btn')
  return (
    <section className="run-header" aria-label={t('run.counts')} data-pane tabIndex={-1}>
      <RunFigures />
      <span className="spacer" />
      <div className="run-actions">
        {isActive(run) ? <CancelButton run={run?.id ?? ''} /> : null}
        {run?.status === 'failed' && run.problem?.code.startsWith('engine.') ? <ContinueButton run={run.id} /> : null}
        <button type="button" className="btn" onClick={() => void startRun(saved.id, 'dry-run', onSave, t)}>
          <IconTestPipe className="icon" size={15} stroke={1.75} aria-hidden />
          {t('run.dry')}
        </button>
        <Tooltip label={t('run.needsPublish')} disabled={published !== null}>
          <button
            type="button"
            className={className('run')}
            aria-disabled={published === null}
            onClick={() => (published === null ? setPublishing(true) : void startRun(saved.id, 'live', undefined, t))}
          >
            <IconPlayerPlay className="icon" size={15} stroke={1.75} aria-hidden />
            {t('run.live')}
          </button>
        </Tooltip>
        {dirty ? (
          <button
            type="button"
            className={className('save')}
            aria-keyshortcuts="Control+S"
            onClick={() => void onSave()}
          >
            <IconDeviceFloppy className="icon" size={15} stroke={1.75} aria-hidden />
            {t('save.action')}
          </button>
        ) : null}
        <button type="button" className={className('publish')} onClick={() => setPublishing(true)}>
          <IconRocket className="icon" size={15} stroke={1.75} aria-hidden />
          {t('run.publish')}
        </button>
        <Tooltip label={t('run.settings')}>
          <Link className="icon-btn" aria-label={t('run.settings')} href={`/flows/${saved.id}/settings`}>
            <IconAdjustments size={18} stroke={1.75} aria-hidden />
          </Link>
        </Tooltip>
        <FlowMenu saved={saved} onImport={onImport} />
      </div>
      <PublishDialog
        open={publishing}
        saved={saved}
        manifests={manifests}
        onSave={onSave}
        onClose={() => setPublishing(false)}
      />
    </section>
  )
}

type Words = (key: string) => string

/** A dry run uses the saved draft, so the draft is saved first; a live run uses the published version. */
async function startRun(
  flow: string,
  mode: 'live' | 'dry-run',
  before: (() => Promise<boolean>) | undefined,
  t: Words,
) {
  try {
    if (before !== undefined && !(await before())) return
    await api.post<{ id: string }>(`/api/flows/${flow}/runs`, { mode })
    setParams({ run: null })
    toast({ title: t(mode === 'live' ? 'run.started' : 'run.startedDry') })
    await queryClient.invalidateQueries({ queryKey: ['runs'] })
  } catch (error) {
    toastError(t('run.notStarted'), error)
  }
}

function CancelButton({ run }: { run: string }) {
  const { t } = useTranslation('canvas')
  const cancel = async () => {
    try {
      await api.post(`/api/runs/${run}/cancel`)
      toast({ title: t('run.cancelled') })
    } catch (error) {
      toastError(t('run.cancel'), error)
    }
  }
  return (
    <button type="button" className="btn" onClick={() => void cancel()}>
      <IconSquare className="icon" size={15} stroke={1.75} aria-hidden />
      {t('run.cancel')}
    </button>
  )
}

/** A run that a guard stopped goes on when a person has looked. */
function ContinueButton({ run }: { run: string }) {
  const { t } = useTranslation('canvas')
  const go = async () => {
    try {
      await api.post(`/api/runs/${run}/continue`)
      await queryClient.invalidateQueries({ queryKey: ['runs'] })
    } catch (error) {
      toastError(t('run.notStarted'), error)
    }
  }
  return (
    <button type="button" className="btn" onClick={() => void go()}>
      <IconPlayerTrackNext className="icon" size={15} stroke={1.75} aria-hidden />
      {t('run.continue')}
    </button>
  )
}
