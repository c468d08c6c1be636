import { IconRefresh, IconRoute, IconSquareLetterP } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate } from '../app/router.tsx'
import { useFlowIndex } from '../runs/run-queries.ts'
import { nodeName, runNumber } from '../runs/run-words.ts'
import { Time } from '../ui/format.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import type { ParkedGroup } from './parked-groups.ts'
import { useRetry } from './records-queries.ts'

/** What a cause means, what to do, the records it concerns, and retrying those that are chosen. */
export function CauseDetail({ group }: { group: ParkedGroup }) {
  const { t } = useTranslation('activity')
  const flow = useFlowIndex().get(group.flow)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const retry = useRetry()
  const chosen = group.items.filter((item) => !left.has(item.id))
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const start = () =>
    retry.mutate(
      { ids: chosen.map((item) => item.record) },
      {
        onSuccess: ({ run }) =>
          toast({
            title: t('parked.started', { run: runNumber(run), count: chosen.length }),
            tone: 'done',
            action: { label: t('trace.openRun'), run: () => navigate(`/runs/${run}`) },
          }),
        onError: (error) => toastError(t('parked.retryFailed'), error),
      },
    )
  return (
    <section className="pk-detail" aria-label={t('parked.cause')} data-pane tabIndex={-1}>
      <div className="pk-scroll">
        <div className="pk-title">
          <span className="chip st-parked">
            <IconSquareLetterP className="icon" size={14} stroke={1.75} aria-hidden />
            {t('parked.records', { count: group.items.length })}
          </span>
          <div>
            <h2>{group.message}</h2>
            <p className="t2">
              {t('parked.at', { flow: flow?.name ?? group.flow, node: nodeName(flow, group.node) })}{' '}
              <code>{group.code}</code>
            </p>
          </div>
          <Link className="btn btn-sm" href={`/flows/${group.flow}?node=${group.node}`}>
            <IconRoute className="icon" size={15} stroke={1.75} aria-hidden />
            {t('parked.canvas')}
          </Link>
        </div>
        <h3 className="pk-advice">{t('parked.whatToDo')}</h3>
        <p className="pk-text">{group.advice ?? t('parked.noAdvice')}</p>
        <RecordTable
          group={group}
          left={left}
          onToggle={toggle}
          onAll={(all) => setLeft(all ? new Set() : new Set(group.items.map((item) => item.id)))}
        />
      </div>
      <div className="pk-bar">
        <button
          type="button"
          className="btn btn-primary btn-lg"
          disabled={chosen.length === 0 || retry.isPending}
          onClick={start}
        >
          <IconRefresh className="icon" size={16} stroke={1.75} aria-hidden />
          {t('parked.retry', { count: chosen.length })}
        </button>
        <span className="t2 pk-hint">{t('parked.retryHint')}</span>
      </div>
    </section>
  )
}

interface RecordTableProps {
  group: ParkedGroup
  left: ReadonlySet<string>
  onToggle: (id: string) => void
  onAll: (all: boolean) => void
}

function RecordTable({ group, left, onToggle, onAll }: RecordTableProps) {
  const { t } = useTranslation('activity')
  const chosen = group.items.length - left.size
  return (
    <div className="panel pk-records">
      <table className="table" aria-label={t('parked.record')}>
        <thead>
          <tr>
            <th scope="col" className="pk-check">
              <input
                type="checkbox"
                aria-label={t('parked.selectAll')}
                checked={left.size === 0}
                onChange={(event) => onAll(event.target.checked)}
              />
            </th>
            <th scope="col">{t('parked.record')}</th>
            <th scope="col">{t('parked.message')}</th>
            <th scope="col" className="num">
              {t('parked.attemptsHead')}
            </th>
            <th scope="col" className="num">
              {t('parked.since')}
            </th>
          </tr>
        </thead>
        <tbody>
          {group.items.map((item) => (
            <tr key={item.id}>
              <td className="pk-check">
                <input
                  type="checkbox"
                  aria-label={t('parked.select', { key: item.key })}
                  checked={!left.has(item.id)}
                  onChange={() => onToggle(item.id)}
                />
              </td>
              <td>
                <Link className="mono ac-key" href={`/records/${encodeURIComponent(item.record)}`}>
                  {item.key}
                </Link>
              </td>
              <td className="t2">{item.problem.message}</td>
              <td className="num">{item.attempts}</td>
              <td className="num t2">
                <Time at={item.parkedAt} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td colSpan={4}>{t('parked.selected', { selected: chosen, count: group.items.length })}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
