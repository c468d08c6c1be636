import { IconPower } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import type { InstalledFlow } from '../../api/shapes.ts'
import { Link, navigate } from '../../app/router.tsx'
import { flowsQuery } from '../../flows/queries.ts'
import { DrySum } from '../../runs/dry-sum.tsx'
import { useRun } from '../../runs/run-queries.ts'
import { useSession } from '../../session/session-context.ts'
import { useScheduleWords } from '../../settings/schedule-words.ts'
import { Time } from '../../ui/format.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { Question } from '../frame.tsx'
import { goLive } from '../go-live.ts'
import { startOver, useChoices } from '../setup-store.ts'
import type { Ways } from '../ways.ts'

/** The last look: what each flow would do and when it runs; then they are published and switched on. */
export function LiveStep({ flows, ways }: { flows: readonly InstalledFlow[]; ways: Ways }) {
  const { t } = useTranslation('setup')
  const { role } = useSession().person
  const [without, setWithout] = useState<readonly string[]>([])
  const wanted = flows.filter((flow) => !without.includes(flow.id))
  const waiting = wanted.filter((flow) => !flow.enabled)
  const live = useMutation({
    mutationFn: async () => {
      for (const flow of wanted) await goLive(flow)
    },
    onSuccess: () => toast({ title: t('step.live.done', { count: wanted.length }), tone: 'done' }),
    onError: (error) => toastError(t('step.live.failed'), error),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
      await Promise.all(wanted.map(({ id }) => queryClient.invalidateQueries({ queryKey: ['flow', id] })))
    },
  })
  const finished = live.isSuccess && waiting.length === 0
  const close = () => {
    startOver()
    navigate('/flows')
  }
  const actions = finished ? (
    <button type="button" className="btn btn-primary btn-lg" onClick={close}>
      {t('step.live.close')}
    </button>
  ) : (
    <>
      <button type="button" className="btn btn-lg" onClick={close}>
        {t('step.live.later')}
      </button>
      <button
        type="button"
        className="btn btn-primary btn-lg"
        disabled={live.isPending || wanted.length === 0 || role === 'viewer'}
        onClick={() => live.mutate()}
      >
        <IconPower className="icon" size={15} stroke={1.75} aria-hidden />
        {t('step.live.action', { count: wanted.length })}
      </button>
    </>
  )
  return (
    <Question
      title={t(finished ? 'step.live.titleDone' : 'step.live.title', { count: wanted.length })}
      text={t(finished ? 'step.live.textDone' : 'step.live.text')}
      back={finished ? undefined : ways.back}
      actions={actions}
    >
      <ul className="su-choices">
        {flows.map((flow) => (
          <li key={flow.id}>
            <LiveRow
              flow={flow}
              chosen={!without.includes(flow.id)}
              fixed={finished}
              onChange={(on) => setWithout(on ? without.filter((id) => id !== flow.id) : [...without, flow.id])}
            />
          </li>
        ))}
      </ul>
    </Question>
  )
}

interface LiveRowProps {
  readonly flow: InstalledFlow
  readonly chosen: boolean
  readonly fixed: boolean
  readonly onChange: (on: boolean) => void
}

function LiveRow({ flow, chosen, fixed, onChange }: LiveRowProps) {
  const { t } = useTranslation('setup')
  const words = useScheduleWords()
  const dry = useChoices((choices) => choices.dryRuns[flow.id])
  const next = useQuery(flowsQuery).data?.items.find((one) => one.id === flow.id)?.nextRunAt
  const times = flow.nodes.flatMap(({ config }) => (config['trigger'] === undefined ? [] : [words(config['trigger'])]))
  const when = [...new Set(times)].map((one) => one.replace(/\.$/, '')).join('. ')
  const runNow = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/api/flows/${flow.id}/runs`, { mode: 'live' }),
    onSuccess: ({ id }) => navigate(`/runs/${id}`),
    onError: (error) => toastError(t('settings:head.runNotStarted'), error),
  })
  return (
    <div className="su-choice su-live">
      {fixed ? null : (
        <input
          type="checkbox"
          aria-label={t('step.live.switchOn', { name: flow.name })}
          checked={chosen}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
      <div>
        <span className="su-name">
          <b>{flow.name}</b>
          <StatusBadge
            status={flow.enabled ? 'healthy' : 'cancelled'}
            label={t(flow.enabled ? 'step.live.on' : 'step.live.off')}
          />
        </span>
        <small>
          {t('step.live.runs', { when })}
          {flow.enabled && next ? (
            <>
              {' '}
              {t('step.live.next')} <Time at={next} />.
            </>
          ) : null}
        </small>
        {dry === undefined || fixed ? null : <DryRunWords id={dry.run} />}
      </div>
      {fixed && flow.enabled ? (
        <button type="button" className="btn" disabled={runNow.isPending} onClick={() => runNow.mutate()}>
          {t('settings:head.runNow')}
        </button>
      ) : (
        <Link className="btn" href={`/flows/${flow.id}/settings`}>
          {t('step.live.settings')}
        </Link>
      )}
    </div>
  )
}

function DryRunWords({ id }: { id: string }) {
  const run = useRun(id).data
  return run === undefined ? null : <DrySum run={run} />
}
