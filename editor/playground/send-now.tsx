import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { FlowItem } from '../api/shapes.ts'
import { navigate } from '../app/router.tsx'
import { flowsQuery, manifestsQuery } from '../flows/queries.ts'
import { toast, toastError } from '../ui/toast.tsx'

/** The flows that go from AFAS to the shop: each can be started now, instead of waiting for its time. */
export function SendNow() {
  const { t } = useTranslation('playground')
  const flows = useQuery(flowsQuery).data?.items ?? []
  const manifests = useQuery(manifestsQuery).data
  const outward = flows.filter(
    ({ enabled, nodes }) =>
      enabled &&
      nodes.some(({ type }) => {
        const manifest = manifests?.get(type)
        return manifest?.kind === 'source' && manifest.connection === 'afas'
      }),
  )
  const run = useMutation({
    mutationFn: (flow: FlowItem) => api.post<{ id: string }>(`/api/flows/${flow.id}/runs`, { mode: 'live' }),
    onSuccess: ({ id }, flow) =>
      toast({
        title: t('send.started', { name: flow.name }),
        action: { label: t('send.open'), run: () => navigate(`/runs/${id}`) },
      }),
    onError: (error) => toastError(t('send.failed'), error),
  })
  return (
    <section className="panel pg-controls" aria-label={t('send.label')}>
      <span className="pg-label">{t(outward.length === 0 ? 'send.none' : 'send.text')}</span>
      {outward.map((flow) => (
        <button
          key={flow.id}
          type="button"
          className="btn"
          aria-label={t('send.run', { name: flow.name })}
          disabled={run.isPending}
          onClick={() => run.mutate(flow)}
        >
          <IconPlayerPlay className="icon" size={15} stroke={1.75} aria-hidden />
          {flow.name}
        </button>
      ))}
    </section>
  )
}
