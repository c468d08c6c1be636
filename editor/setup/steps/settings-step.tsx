import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstalledFlow } from '../../api/shapes.ts'
import { Link, navigate } from '../../app/router.tsx'
import { ConflictDialog } from '../../canvas/conflict-dialog.tsx'
import {
  createDraftStore,
  DraftProvider,
  isDirty,
  takeSaved,
  useDraft,
  useDraftStore,
} from '../../canvas/draft-store.ts'
import type { Manifests } from '../../canvas/wiring.ts'
import { manifestsQuery } from '../../flows/queries.ts'
import { useSession } from '../../session/session-context.ts'
import { useProblems } from '../../settings/problems.ts'
import { ScheduleCard } from '../../settings/schedule-card.tsx'
import { MapCards, SettingCards } from '../../settings/settings-body.tsx'
import { useSaving } from '../../settings/use-saving.ts'
import { Question } from '../frame.tsx'
import { markDone } from '../setup-store.ts'
import { stepHref, type Ways } from '../ways.ts'

export interface FlowStepProps {
  readonly flow: InstalledFlow
  readonly ways: Ways
}

/** The settings of one flow, and when it runs. */
export function SettingsStep({ flow, ways }: FlowStepProps) {
  const { t } = useTranslation('setup')
  return (
    <OnDraft flow={flow}>
      {(manifests) => (
        <DraftQuestion
          step="settings"
          title={t('step.settings.title', { name: flow.name })}
          text={t('step.settings.text')}
          saved={flow}
          ways={ways}
        >
          <SettingCards manifests={manifests} />
          <ScheduleCard manifests={manifests} enabled={flow.enabled} />
        </DraftQuestion>
      )}
    </OnDraft>
  )
}

/** The value maps of one flow; a set-up whose flows have none says so and goes on. */
export function MapsStep({ flow, ways }: { flow: InstalledFlow | undefined; ways: Ways }) {
  const { t } = useTranslation('setup')
  if (flow === undefined) {
    const next = (
      <Link className="btn btn-primary btn-lg" href={ways.next} onClick={() => markDone('maps')}>
        {t('next')}
      </Link>
    )
    return <Question title={t('step.maps.none')} text={t('step.maps.noneText')} back={ways.back} actions={next} />
  }
  return (
    <OnDraft flow={flow}>
      {(manifests) => (
        <DraftQuestion
          step="maps"
          title={t('step.maps.title', { name: flow.name })}
          text={t('step.maps.text')}
          saved={flow}
          ways={ways}
        >
          <MapCards manifests={manifests} />
        </DraftQuestion>
      )}
    </OnDraft>
  )
}

interface OnDraftProps {
  readonly flow: InstalledFlow
  readonly children: (manifests: Manifests) => ReactNode
}

/** The draft of the flow, the same one that its settings page and the canvas show. The page has read the manifests. */
function OnDraft({ flow, children }: OnDraftProps) {
  const manifests = useQuery(manifestsQuery).data
  const [store] = useState(() => createDraftStore(flow))
  return manifests === undefined ? null : <DraftProvider value={store}>{children(manifests)}</DraftProvider>
}

interface DraftQuestionProps {
  readonly step: 'settings' | 'maps'
  readonly title: string
  readonly text: string
  readonly saved: InstalledFlow
  readonly ways: Ways
  readonly children: ReactNode
}

/** What is answered is saved on going on. With something wrong in it, it can be corrected or taken back. */
function DraftQuestion({ step, title, text, saved, ways, children }: DraftQuestionProps) {
  const { t } = useTranslation('setup')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const dirty = useDraft(isDirty)
  const problems = useProblems(flow)
  const { role } = useSession().person
  const { save, conflict, setConflict } = useSaving()
  const [busy, setBusy] = useState(false)
  const goOn = async () => {
    setBusy(true)
    const kept = await save()
    setBusy(false)
    if (!kept) return
    if (ways.last) markDone(step)
    // Passed over when none of the flows has value maps.
    if (ways.last && ways.next === stepHref('dry')) markDone('maps')
    navigate(ways.next)
  }
  const actions = (
    <>
      {problems.size > 0 ? (
        <span className="form-error" role="alert">
          {t('settings:head.problems', { count: problems.size })}
        </span>
      ) : null}
      {dirty ? (
        <button type="button" className="btn btn-lg" onClick={() => takeSaved(store, saved)}>
          {t('step.settings.takeBack')}
        </button>
      ) : null}
      <button
        type="button"
        className="btn btn-primary btn-lg"
        disabled={busy || problems.size > 0 || (dirty && role === 'viewer')}
        onClick={() => void goOn()}
      >
        {t(dirty ? 'saveNext' : 'next')}
      </button>
    </>
  )
  return (
    <Question title={title} text={text} back={ways.back} actions={actions}>
      <div className="su-cards">{children}</div>
      <ConflictDialog
        open={conflict}
        onClose={() => setConflict(false)}
        onCopied={(id) => navigate(`/flows/${id}/settings`)}
      />
    </Question>
  )
}
