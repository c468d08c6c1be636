import { IconAlertOctagon, IconCheck, IconPlayerSkipForward, IconTestPipe } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import type { StepCounts } from '../../runtime/live/events.ts'
import { formatClock, formatCount } from '../ui/format.tsx'
import { useCanvasActions } from './canvas-actions.ts'
import { useShownRun, useStep } from './run-context.ts'
import { isActive, stoppedAt } from './run-view.ts'
import type { NodeData } from './to-canvas.ts'

/** The line below a node: what came in, and what became of it. */
export function NodeFoot({ data }: { data: NodeData }) {
  const { t } = useTranslation('canvas')
  const { node, manifest } = data
  const counts = useStep(node.id)?.counts
  const run = useShownRun()
  if (manifest === undefined) return <Foot alert={t('node.cannotRun')} />
  if (node.disabled === true) return <Foot quiet={t('node.off')} />
  if (stoppedAt(run) === node.id) return <Foot alert={run?.problem?.message ?? t('node.stopped')} />
  if (counts === undefined || run === undefined) return <Idle data={data} />
  if (run.mode === 'dry-run' && sum({ ...counts.effects }) > 0) return <DryRun counts={counts} />
  return <Counts counts={counts} manifest={manifest} active={isActive(run)} />
}

function Foot({ alert, quiet }: { alert?: string; quiet?: string }) {
  return (
    <div className="step-foot">
      {alert === undefined ? null : (
        <span className="st st-failed ellipsis">
          <IconAlertOctagon className="icon" size={12} stroke={1.75} aria-hidden />
          <span className="ellipsis">{alert}</span>
        </span>
      )}
      {quiet === undefined ? null : <span className="t3">{quiet}</span>}
    </div>
  )
}

function Idle({ data }: { data: NodeData }) {
  const { t } = useTranslation('canvas')
  const { nextRunAt } = useCanvasActions()
  const scheduled = (data.node.config['trigger'] as { type?: unknown } | undefined)?.type === 'schedule'
  if (scheduled && nextRunAt) return <Foot quiet={t('node.next', { time: formatClock(nextRunAt) })} />
  return <Foot quiet={t('node.never')} />
}

function DryRun({ counts }: { counts: StepCounts }) {
  const { t } = useTranslation('canvas')
  const { created, updated, skipped } = counts.effects
  const count = created > 0 ? created : updated > 0 ? updated : skipped
  const key = created > 0 ? 'node.wouldCreate' : updated > 0 ? 'node.wouldUpdate' : 'node.wouldSkip'
  return (
    <div className="step-foot">
      <span className="st st-updated">
        <IconTestPipe className="icon" size={12} stroke={1.75} aria-hidden />
        {t(key, { count: formatCount(count) })}
      </span>
    </div>
  )
}

interface CountsProps {
  readonly counts: StepCounts
  readonly manifest: Manifest
  readonly active: boolean
}

function Counts({ counts, manifest, active }: CountsProps) {
  const { t } = useTranslation('canvas')
  const { kind } = manifest
  // Other outputs have a stub of their own; the foot speaks of the main one.
  const main = manifest.outputs[0] ?? ''
  const out = kind === 'source' ? sum(counts.ports) : (counts.ports[main] ?? 0)
  const taken = kind === 'source' ? Math.max(counts.in, out) : counts.in
  return (
    <div className="step-foot">
      <b>{formatCount(taken)}</b> {kind === 'source' ? t('node.read') : t('node.in')}
      <span className="spacer" />
      <Right counts={counts} manifest={manifest} active={active} out={out} />
    </div>
  )
}

const sum = (figures: Readonly<Record<string, number>>) => Object.values(figures).reduce((all, one) => all + one, 0)

function Right({ counts, manifest, active, out }: CountsProps & { out: number }) {
  const { t } = useTranslation('canvas')
  const { kind } = manifest
  if (active && counts.atWork > 0) {
    return <span className="step-working">{t('node.atWork', { count: counts.atWork })}</span>
  }
  if (kind === 'source') {
    return active || out === 0 ? null : <Ticked text={t('node.allRead')} />
  }
  if (kind === 'target' && out > 0) return <Ticked text={t('node.done', { count: out })} />
  if (counts.skipped > 0) {
    return (
      <span className="st st-skipped">
        <IconPlayerSkipForward className="icon" size={12} stroke={1.75} aria-hidden />
        {t('node.skipped', { count: counts.skipped })}
      </span>
    )
  }
  return out > 0 ? <Ticked text={t('node.out', { count: out })} /> : null
}

function Ticked({ text }: { text: string }) {
  return (
    <span className="st st-created">
      <IconCheck className="icon" size={12} stroke={1.75} aria-hidden />
      {text}
    </span>
  )
}
