import { useQuery } from '@tanstack/react-query'
import { IconMapOff } from '@tabler/icons-react'
import { ReactFlowProvider } from 'reactflow'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageProps } from '../app/routes.tsx'
import { Link } from '../app/router.tsx'
import { ApiError } from '../api/client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { flowQuery, manifestsQuery } from '../flows/queries.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { createDraftStore, DraftProvider } from './draft-store.ts'
import { FlowEditor } from './flow-editor.tsx'
import type { Manifests } from './wiring.ts'

export function FlowPage({ params }: PageProps) {
  const { t } = useTranslation('canvas')
  const flow = useQuery(flowQuery(params['id'] ?? ''))
  const manifests = useQuery(manifestsQuery)
  if (flow.error instanceof ApiError && flow.error.status === 404) return <NoFlow />
  const error = flow.data === undefined ? (flow.error ?? manifests.error) : manifests.error
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void Promise.all([flow.refetch(), manifests.refetch()])} />
  if (flow.data === undefined || manifests.data === undefined) return <Skeleton what={t('reading')} />
  return <LoadedFlow key={flow.data.id} saved={flow.data} manifests={manifests.data} />
}

function LoadedFlow({ saved, manifests }: { saved: InstalledFlow; manifests: Manifests }) {
  const [store] = useState(() => createDraftStore(saved))
  return (
    <DraftProvider value={store}>
      <ReactFlowProvider>
        <FlowEditor saved={saved} manifests={manifests} />
      </ReactFlowProvider>
    </DraftProvider>
  )
}

function NoFlow() {
  const { t } = useTranslation('canvas')
  const action = (
    <Link className="btn btn-sm" href="/flows">
      {t('notFound.action')}
    </Link>
  )
  return <EmptyState icon={IconMapOff} title={t('notFound.title')} action={action} />
}
