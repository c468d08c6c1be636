import { IconCopy, IconExternalLink, IconRefresh, IconRoute } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate } from '../../app/router.tsx'
import { whoIn } from '../../mapper/sample-who.ts'
import { runNumber } from '../../runs/run-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { formatClock, formatExact, formatMoney } from '../../ui/format.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { useRetry } from '../records-queries.ts'
import { keyGroups } from './key-groups.ts'
import { factsOf, sourceData } from './record-facts.ts'
import { settledLater } from './story.ts'
import type { Trace } from './trace-shapes.ts'

export function TraceHeader({ trace }: { trace: Trace }) {
  const { t } = useTranslation('activity')
  const later = settledLater(trace)
  const main = trace.effects.find((effect) => effect.target !== undefined && effect.node === mainNode(trace))
  const label = main?.target?.label ?? main?.target?.id
  const words =
    label === undefined || trace.status === 'skipped' || trace.status === 'parked' || trace.status === 'pending'
      ? undefined
      : t(trace.status === 'updated' ? 'status.updated' : 'status.written', { target: label })
  return (
    <header className="tr-head">
      <div className="tr-title">
        <h1>{t('trace.title', { key: trace.key })}</h1>
        <StatusBadge status={trace.status} chip {...(words === undefined ? {} : { label: words })} />
        {later === undefined ? null : (
          <Link className="tr-later" href={`/records/${encodeURIComponent(later.record)}`}>
            <StatusBadge
              status={later.status}
              chip
              label={t(`status.later.${later.status}`, { run: runNumber(later.run) })}
            />
          </Link>
        )}
        {trace.effects.some((effect) => effect.dryRun === true) ? (
          <span className="chip st-updated">{t('trace.dryRun')}</span>
        ) : null}
        <span className="spacer" />
        <OpenLinks trace={trace} />
        <Link className="btn" href={`/flows/${trace.flow}${trace.node === undefined ? '' : `?node=${trace.node}`}`}>
          <IconRoute className="icon" size={15} stroke={1.75} aria-hidden />
          {t('trace.canvas')}
        </Link>
        <RunAgain trace={trace} waits={trace.status === 'parked' && later === undefined} />
      </div>
      <Facts trace={trace} />
      <Keys trace={trace} />
    </header>
  )
}

/** The effect the flow is for: the last one that is not made along the way. */
function mainNode(trace: Trace): string | undefined {
  return (trace.effects.find((effect) => !['debtor', 'mark'].includes(effect.operation)) ?? trace.effects[0])?.node
}

function OpenLinks({ trace }: { trace: Trace }) {
  const { t } = useTranslation('activity')
  const links = new Map(
    trace.effects.flatMap((effect) =>
      effect.target?.url === undefined ? [] : [[effect.target.url, effect.target.label ?? effect.target.id] as const],
    ),
  )
  return [...links].map(([url, label]) => (
    <a key={url} className="btn" href={url} target="_blank" rel="noreferrer">
      <IconExternalLink className="icon" size={15} stroke={1.75} aria-hidden />
      {t('trace.open', { label })}
    </a>
  ))
}

interface RunAgainProps {
  readonly trace: Trace
  /** It is parked, and no later run has settled it. */
  readonly waits: boolean
}

function RunAgain({ trace, waits }: RunAgainProps) {
  const { t } = useTranslation('activity')
  const [asking, setAsking] = useState(false)
  const retry = useRetry()
  const run = (update: boolean) => {
    setAsking(false)
    retry.mutate(update ? { ids: [trace.id], update: true } : { ids: [trace.id] }, {
      onSuccess: ({ run: id }) =>
        toast({
          title: t('trace.started', { run: runNumber(id), key: trace.key }),
          tone: 'done',
          action: { label: t('trace.openRun'), run: () => navigate(`/runs/${id}`) },
        }),
      onError: (error) => toastError(t('trace.retryFailed'), error),
    })
  }
  const written =
    trace.status !== 'parked' && trace.effects.some((effect) => effect.target !== undefined && effect.dryRun !== true)
  return (
    <>
      {written ? (
        <button type="button" className="btn" disabled={retry.isPending} onClick={() => setAsking(true)}>
          {t('trace.update')}
        </button>
      ) : null}
      <button
        type="button"
        className={waits ? 'btn btn-primary' : 'btn'}
        title={t('trace.runAgainHint')}
        disabled={retry.isPending}
        onClick={() => run(false)}
      >
        <IconRefresh className="icon" size={15} stroke={1.75} aria-hidden />
        {t(waits ? 'trace.retry' : 'trace.runAgain')}
      </button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('trace.updateTitle', { key: trace.key })}
        actions={
          <>
            <button type="button" className="btn" onClick={() => setAsking(false)}>
              {t('trace.keep')}
            </button>
            <button type="button" className="btn btn-primary" onClick={() => run(true)}>
              {t('trace.updateGo')}
            </button>
          </>
        }
      >
        <p className="t2">{t('trace.updateText')}</p>
      </Dialog>
    </>
  )
}

/** Whom it is about, when it was placed and what it comes to: what the record itself tells. */
function Facts({ trace }: { trace: Trace }) {
  const { t } = useTranslation('activity')
  const data = sourceData(trace)
  const facts = factsOf(data)
  const who = whoIn(data)
  if (who === '' && facts.email === undefined && facts.total === undefined) return null
  return (
    <p className="tr-facts">
      {who === '' ? null : <b>{who}</b>}
      {facts.email === undefined || facts.email === who ? null : <span>, {facts.email}</span>}
      {who === '' ? null : '. '}
      {facts.createdAt === undefined ? null : (
        <span title={formatExact(facts.createdAt)}>{t('trace.placed', { when: formatClock(facts.createdAt) })} </span>
      )}
      {facts.total === undefined ? null : <b>{formatMoney(facts.total, facts.currency)}</b>}
    </p>
  )
}

function Keys({ trace }: { trace: Trace }) {
  const { t } = useTranslation('activity')
  return (
    <dl className="tr-keys" aria-label={t('trace.keys')}>
      {keyGroups(trace).map((group) => (
        <div key={group.type}>
          <dt>{t(`keyType.${group.type}`, { defaultValue: group.type })}</dt>
          <dd>
            <span className="ellipsis" title={group.values.join(', ')}>
              {group.values.join(', ')}
            </span>
            <CopyButton value={group.values.join(', ')} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function CopyButton({ value }: { value: string }) {
  const { t } = useTranslation('activity')
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => toast({ title: t('trace.copied', { value }), tone: 'done' }))
  }
  return (
    <button
      type="button"
      className="icon-btn tr-copy"
      aria-label={t('trace.copy', { value })}
      title={t('trace.copy', { value })}
      onClick={copy}
    >
      <IconCopy size={13} stroke={1.75} aria-hidden />
    </button>
  )
}
