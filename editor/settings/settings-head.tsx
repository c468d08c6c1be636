import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconDots,
  IconPlayerPlay,
  IconPower,
  IconRocket,
  IconTestPipe,
} from '@tabler/icons-react'
import { Menu, Tooltip } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { Link, navigate } from '../app/router.tsx'
import { isDirty, useDraft, useDraftStore, useHistory } from '../canvas/draft-store.ts'
import { useSwitch } from '../canvas/use-switch.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { toastError } from '../ui/toast.tsx'
import { useProblems } from './problems.ts'
import { useDiffers } from './use-differs.ts'

export interface SettingsHeadProps {
  readonly saved: InstalledFlow
  readonly manifests: Manifests
  readonly onSave: () => Promise<boolean>
  readonly onPublish: () => void
}

/** Whether all is well with the settings, in words, and what can be done with them. */
export function SettingsHead({ saved, onSave, onPublish }: SettingsHeadProps) {
  const { t } = useTranslation('settings')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const dirty = useDraft(isDirty)
  const problems = useProblems(flow)
  const { count, published } = useDiffers(saved)
  const canUndo = useHistory((state) => state.pastStates.length > 0)
  const canRedo = useHistory((state) => state.futureStates.length > 0)
  const dry = useMutation({
    mutationFn: async () => {
      if (!(await onSave())) return undefined
      return api.post<{ id: string }>(`/api/flows/${saved.id}/runs`, { mode: 'dry-run' })
    },
    onSuccess: (run) => run !== undefined && navigate(`/runs/${run.id}`),
    onError: (error) => toastError(t('head.notStarted'), error),
  })
  const runNow = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/api/flows/${saved.id}/runs`, { mode: 'live' }),
    onSuccess: (run) => navigate(`/runs/${run.id}`),
    onError: (error) => toastError(t('head.runNotStarted'), error),
  })
  const onOff = useSwitch(saved)
  const waits = !published || count > 0 || dirty
  const verdict =
    problems.size > 0
      ? t('head.problems', { count: problems.size })
      : !published
        ? t('head.never')
        : waits
          ? t('head.changed', { count: Math.max(1, count) })
          : t(saved.enabled ? 'head.live' : 'head.off', { version: saved.publishedVersion })
  return (
    <header className="st-head" data-pane tabIndex={-1} aria-label={t('head.label')}>
      <div>
        <h1 className="page-title">{verdict}</h1>
        <p className="t2">{flow.description}</p>
      </div>
      <span className="spacer" />
      <div className="st-actions">
        <Tooltip label={t('canvas:tool.undo')}>
          <button
            type="button"
            className="icon-btn"
            aria-label={t('canvas:tool.undo')}
            disabled={!canUndo}
            onClick={() => store.temporal.getState().undo()}
          >
            <IconArrowBackUp size={17} stroke={1.75} aria-hidden />
          </button>
        </Tooltip>
        <Tooltip label={t('canvas:tool.redo')}>
          <button
            type="button"
            className="icon-btn"
            aria-label={t('canvas:tool.redo')}
            disabled={!canRedo}
            onClick={() => store.temporal.getState().redo()}
          >
            <IconArrowForwardUp size={17} stroke={1.75} aria-hidden />
          </button>
        </Tooltip>
        <button type="button" className="btn" disabled={dry.isPending} onClick={() => dry.mutate()}>
          <IconTestPipe className="icon" size={15} stroke={1.75} aria-hidden />
          {t('canvas:run.dry')}
        </button>
        <button
          type="button"
          className="btn"
          aria-keyshortcuts="Control+S"
          disabled={!dirty}
          onClick={() => void onSave()}
        >
          <IconDeviceFloppy className="icon" size={15} stroke={1.75} aria-hidden />
          {t('canvas:save.action')}
        </button>
        {waits ? null : saved.enabled ? (
          <button type="button" className="btn" disabled={runNow.isPending} onClick={() => runNow.mutate()}>
            <IconPlayerPlay className="icon" size={15} stroke={1.75} aria-hidden />
            {t('head.runNow')}
          </button>
        ) : (
          <button type="button" className="btn btn-primary" disabled={onOff.isPending} onClick={() => onOff.mutate()}>
            <IconPower className="icon" size={15} stroke={1.75} aria-hidden />
            {t('canvas:more.enable')}
          </button>
        )}
        <button
          type="button"
          className={waits ? 'btn btn-primary' : 'btn'}
          disabled={!waits || problems.size > 0}
          onClick={onPublish}
        >
          <IconRocket className="icon" size={15} stroke={1.75} aria-hidden />
          {t('canvas:run.publish')}
        </button>
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className="icon-btn" aria-label={t('canvas:run.more')}>
              <IconDots size={18} stroke={1.75} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} href={`/flows/${saved.id}`}>
              {t('head.canvas')}
            </Menu.Item>
            {published ? (
              <Menu.Item disabled={onOff.isPending} onClick={() => onOff.mutate()}>
                {t(saved.enabled ? 'canvas:more.disable' : 'canvas:more.enable')}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  )
}
