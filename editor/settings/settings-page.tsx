import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconMapOff } from '@tabler/icons-react'
import { ApiError } from '../api/client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { navigate, Link } from '../app/router.tsx'
import type { PageProps } from '../app/routes.tsx'
import { ConflictDialog } from '../canvas/conflict-dialog.tsx'
import { createDraftStore, DraftProvider } from '../canvas/draft-store.ts'
import { FlowCrumb } from '../canvas/flow-crumb.tsx'
import { PublishDialog } from '../canvas/publish-dialog.tsx'
import type { Manifests } from '../canvas/wiring.ts'
import { flowQuery, manifestsQuery } from '../flows/queries.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { LiveState } from './live-state.tsx'
import { ScheduleCard } from './schedule-card.tsx'
import { SectionList } from './section-list.tsx'
import { MapCards, SettingCards } from './settings-body.tsx'
import { SettingsHead } from './settings-head.tsx'
import { useSaving } from './use-saving.ts'
import './settings.css'

/** Everything a flow is set up with on one page, for people who never open the canvas. */
export function SettingsPage({ params }: PageProps) {
  const { t } = useTranslation('settings')
  const flow = useQuery(flowQuery(params['id'] ?? ''))
  const manifests = useQuery(manifestsQuery)
  if (flow.error instanceof ApiError && flow.error.status === 404) return <NoFlow />
  const error = flow.data === undefined ? (flow.error ?? manifests.error) : manifests.error
  if (error !== null) {
    const again = () => void Promise.all([flow.refetch(), manifests.refetch()])
    return <ErrorState error={error} title={t('failed')} onRetry={again} />
  }
  if (flow.data === undefined || manifests.data === undefined) return <Skeleton lines={8} what={t('reading')} />
  return <Loaded key={flow.data.id} saved={flow.data} manifests={manifests.data} />
}

function Loaded({ saved, manifests }: { saved: InstalledFlow; manifests: Manifests }) {
  const [store] = useState(() => createDraftStore(saved))
  return (
    <DraftProvider value={store}>
      <Settings saved={saved} manifests={manifests} />
    </DraftProvider>
  )
}

function Settings({ saved, manifests }: { saved: InstalledFlow; manifests: Manifests }) {
  const { t } = useTranslation('settings')
  const { save, conflict, setConflict } = useSaving()
  const [publishing, setPublishing] = useState(false)
  return (
    <div className="st-page">
      <FlowCrumb saved={saved} page={t('crumb')} onDecide={() => setConflict(true)} />
      <SettingsHead saved={saved} manifests={manifests} onSave={save} onPublish={() => setPublishing(true)} />
      <div className="st-columns">
        <SectionList manifests={manifests} />
        <div className="st-cards">
          <ConnectionCard manifests={manifests} />
          <ScheduleCard manifests={manifests} enabled={saved.enabled} />
          <SettingCards manifests={manifests} />
          <MapCards manifests={manifests} />
        </div>
        <LiveState saved={saved} manifests={manifests} />
      </div>
      <PublishDialog
        open={publishing}
        saved={saved}
        manifests={manifests}
        onSave={save}
        onClose={() => setPublishing(false)}
      />
      <ConflictDialog
        open={conflict}
        onClose={() => setConflict(false)}
        onCopied={(id) => navigate(`/flows/${id}/settings`)}
      />
    </div>
  )
}

function NoFlow() {
  const { t } = useTranslation('settings')
  const action = (
    <Link className="btn btn-sm" href="/flows">
      {t('notFound.action')}
    </Link>
  )
  return <EmptyState icon={IconMapOff} title={t('notFound.title')} action={action} />
}
