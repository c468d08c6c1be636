import { queryOptions, useQuery } from '@tanstack/react-query'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { api, query, type Page } from '../api/client.ts'
import type { Parked } from '../api/shapes.ts'
import { Time } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { useDraft } from './draft-store.ts'
import { nodeName } from './node-words.ts'
import type { Manifests } from './wiring.ts'

export const parkedQuery = (flow: string) =>
  queryOptions({
    queryKey: ['parked', flow],
    queryFn: () => api.get<Page<Parked>>(`/api/parked${query({ flow, limit: 200 })}`),
  })

/** Records of this flow that wait: where, why, and what to do. */
export function ParkedList({ flow, manifests }: { flow: string; manifests: Manifests }) {
  const { t } = useTranslation('canvas')
  const nodes = useDraft((state) => state.flow.nodes)
  const parked = useQuery(parkedQuery(flow))
  if (parked.isError) return <ErrorState error={parked.error} onRetry={() => void parked.refetch()} />
  if (parked.data === undefined) return <Skeleton />
  if (parked.data.items.length === 0) {
    return <EmptyState icon={IconCircleCheck} title={t('drawer.noParked')} text={t('drawer.noParkedText')} />
  }
  const nameOf = (id: string) => {
    const node = nodes.find((one) => one.id === id)
    return node === undefined ? id : nodeName(node, manifests.get(node.type))
  }
  return (
    <table className="table parked-table">
      <thead>
        <tr>
          <th>{t('drawer.key')}</th>
          <th>{t('drawer.node')}</th>
          <th>{t('drawer.reason')}</th>
          <th>{t('drawer.since')}</th>
        </tr>
      </thead>
      <tbody>
        {parked.data.items.map((one) => (
          <tr key={one.id}>
            <td>
              <Link className="mono br" href={`/records/${encodeURIComponent(one.record)}`}>
                {one.key}
              </Link>
            </td>
            <td className="t2">{nameOf(one.node)}</td>
            <td>
              {one.problem.message} <code className="t3">{one.problem.code}</code>
              {one.problem.advice === undefined ? null : <div className="t3 parked-advice">{one.problem.advice}</div>}
            </td>
            <td className="t3 nowrap">
              <Time at={one.parkedAt} as="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
