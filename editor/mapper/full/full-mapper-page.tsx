import { useQuery } from '@tanstack/react-query'
import { IconTableOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../app/router.tsx'
import type { PageProps } from '../../app/routes.tsx'
import type { InstalledFlow } from '../../api/shapes.ts'
import { createDraftStore, DraftProvider, useDraft } from '../../canvas/draft-store.ts'
import { flowQuery } from '../../flows/queries.ts'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { FullMapper } from './full-mapper.tsx'

/** The data mapper with the whole page: what comes in, what goes out, and the row between them. */
export function FullMapperPage({ params }: PageProps) {
  const { t } = useTranslation('mapper')
  const flow = useQuery(flowQuery(params['id'] ?? ''))
  if (flow.isError) return <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />
  if (flow.isPending) return <Skeleton lines={8} what={t('table.title')} />
  return <Loaded key={flow.data.id} saved={flow.data} nodeId={params['node'] ?? ''} />
}

/** The same draft as on the canvas: it lies in this browser until it is saved. */
function Loaded({ saved, nodeId }: { saved: InstalledFlow; nodeId: string }) {
  const [store] = useState(() => createDraftStore(saved))
  return (
    <DraftProvider value={store}>
      <Chosen saved={saved} nodeId={nodeId} />
    </DraftProvider>
  )
}

function Chosen({ saved, nodeId }: { saved: InstalledFlow; nodeId: string }) {
  const { t } = useTranslation('mapper')
  const node = useDraft((state) => state.flow.nodes.find((one) => one.id === nodeId))
  if (node === undefined || typeof node.config['expression'] === 'string') {
    const action = (
      <Link className="btn btn-sm" href={`/flows/${saved.id}?node=${nodeId}`}>
        {t('full.back')}
      </Link>
    )
    return <EmptyState icon={IconTableOff} title={t('full.notAMap')} action={action} />
  }
  return <FullMapper node={node} />
}
