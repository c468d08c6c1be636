import { queryOptions, useQuery } from '@tanstack/react-query'
import { IconAlertOctagon, IconCircleCheck, IconSquareLetterP } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../flows/schema.ts'
import { Link } from '../app/router.tsx'
import { api } from '../api/client.ts'
import { useDraft } from '../canvas/draft-store.ts'
import { parkedQuery } from '../canvas/parked-list.tsx'
import { EmptyState, Skeleton } from '../ui/states.tsx'

export interface FlowProblem {
  readonly path: string
  readonly message: string
  readonly node?: string
}

const numbers = new WeakMap<Flow, number>()
let last = 0

/** A number for each state of the draft: hashing a large flow on every render would cost more than asking. */
function numberOf(flow: Flow): number {
  const known = numbers.get(flow)
  if (known !== undefined) return known
  last += 1
  numbers.set(flow, last)
  return last
}

/** The server's rules on the draft as it stands; asked again when it changes. */
export const problemsQuery = (flow: Flow) =>
  queryOptions({
    queryKey: ['problems', flow.id, numberOf(flow)],
    gcTime: 10_000,
    queryFn: async () => (await api.post<{ problems: readonly FlowProblem[] }>('/api/flows/validate', flow)).problems,
  })

/** What is wrong at a node: in its settings, and with the records that wait there. */
export function ProblemsTab({ node }: { node: string }) {
  const { t } = useTranslation('inspector')
  const flow = useDraft((state) => state.flow)
  const problems = useQuery(problemsQuery(flow))
  const parked = useQuery(parkedQuery(flow.id))
  if (problems.data === undefined || parked.data === undefined) return <Skeleton what={t('problems.checking')} />
  const own = problems.data.filter((problem) => problem.node === node)
  const waiting = parked.data.items.filter((one) => one.node === node)
  if (own.length === 0 && waiting.length === 0) {
    return <EmptyState icon={IconCircleCheck} title={t('problems.none')} text={t('problems.noneText')} />
  }
  return (
    <div className="problems">
      {own.length > 0 ? <h3>{t('problems.config')}</h3> : null}
      {own.map((problem) => (
        <div key={problem.path + problem.message} className="problem">
          <IconAlertOctagon className="icon st-failed" size={16} stroke={1.75} aria-hidden />
          <span>
            {problem.message}
            <code className="t3">{problem.path}</code>
          </span>
        </div>
      ))}
      {waiting.length > 0 ? <h3>{t('problems.parked')}</h3> : null}
      {waiting.map((one) => (
        <div key={one.id} className="problem">
          <IconSquareLetterP className="icon st-parked" size={16} stroke={1.75} aria-hidden />
          <span>
            <Link className="mono br" href={`/records/${encodeURIComponent(one.record)}`}>
              {one.key}
            </Link>{' '}
            {one.problem.message}
            {one.problem.advice === undefined ? null : <small>{one.problem.advice}</small>}
            <code className="t3">{one.problem.code}</code>
          </span>
        </div>
      ))}
    </div>
  )
}
