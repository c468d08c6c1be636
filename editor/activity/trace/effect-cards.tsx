import { IconPencil, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainValue } from '../../mapper/sample-fields.ts'
import { formatExact } from '../../ui/format.tsx'
import type { Trace, TraceEffect } from './trace-shapes.ts'
import { exactTime, sizeOf } from './trace-time.ts'

/** What was written because of this record: the chosen step's effect as "Written once", the others with their differences. */
export function EffectCards({ trace, node }: { trace: Trace; node: string | undefined }) {
  if (trace.effects.length === 0) return null
  const main =
    trace.effects.find((effect) => effect.node === node) ??
    trace.effects.find((effect) => effect.action !== 'skip') ??
    trace.effects[0]
  const others = trace.effects.filter((effect) => effect !== main)
  return (
    <div className="tr-effects">
      {main === undefined ? null : <OnceCard effect={main} />}
      {others.map((effect) => (
        <AlsoCard key={`${effect.node}${effect.operation}`} effect={effect} />
      ))}
    </div>
  )
}

function OnceCard({ effect }: { effect: TraceEffect }) {
  const { t } = useTranslation('activity')
  const [open, setOpen] = useState(false)
  const title =
    effect.dryRun === true
      ? 'once.titleDry'
      : { create: 'once.title', update: 'once.titleUpdated', skip: 'once.titleSkipped' }[effect.action]
  return (
    <section className="tr-card" aria-label={t(title)}>
      <h3>
        <IconShieldCheck className="icon st-created" size={16} stroke={1.75} aria-hidden />
        {t(title)}
        <span className="spacer" />
        {effect.sent === undefined ? null : (
          <button type="button" className="link-btn" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'once.hide' : 'once.show')}
          </button>
        )}
      </h3>
      <dl className="tr-once">
        {effect.askedAt === undefined ? null : (
          <Line
            name={t('once.asked')}
            text={t(effect.action === 'create' ? 'once.askedText' : 'once.askedFound')}
            at={effect.askedAt}
          />
        )}
        {effect.action === 'skip' ? (
          <Line name={t('once.answered')} text={t('once.skippedText')} at={effect.at} />
        ) : null}
        {effect.action !== 'skip' && effect.intentAt !== undefined ? (
          <Line name={t('once.intent')} text={t('once.intentText')} at={effect.intentAt} />
        ) : null}
        {effect.sent === undefined || effect.action === 'skip' ? null : (
          <Line
            name={t('once.sent')}
            text={t('once.sentText', { size: sizeOf(effect.sent), operation: effect.operation })}
            at={effect.sentAt ?? effect.intentAt}
          />
        )}
        {effect.action === 'skip' || effect.dryRun === true ? null : (
          <Line
            name={t('once.answered')}
            text={effect.target?.label ?? effect.target?.id ?? ''}
            at={effect.answeredAt ?? effect.at}
            mono
          />
        )}
      </dl>
      <Differences effect={effect} />
      {open ? (
        <pre className="mono tr-sent" tabIndex={0} aria-label={t('once.show')}>
          {JSON.stringify(effect.sent, null, 2)}
        </pre>
      ) : null}
      {effect.dryRun === true ? null : <p className="tr-hint">{t('once.againHint')}</p>}
    </section>
  )
}

function Line({
  name,
  text,
  at,
  mono = false,
}: {
  name: string
  text: string
  at: string | undefined
  mono?: boolean
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : ''}>{text}</dd>
      <dd className="num t3">
        {at === undefined ? null : (
          <time dateTime={at} title={formatExact(at)}>
            {exactTime(at)}
          </time>
        )}
      </dd>
    </>
  )
}

function AlsoCard({ effect }: { effect: TraceEffect }) {
  const { t } = useTranslation('activity')
  const target = `${effect.operation} ${effect.target?.label ?? effect.target?.id ?? ''}`.trim()
  const title = { create: 'once.alsoWritten', update: 'once.also', skip: 'once.alsoSame' } as const
  return (
    <section className="tr-card" aria-label={t(title[effect.action], { target })}>
      <h3>
        <IconPencil
          className={effect.action === 'skip' ? 'icon t2' : 'icon st-updated'}
          size={16}
          stroke={1.75}
          aria-hidden
        />
        {t(title[effect.action], { target })}
      </h3>
      <Differences effect={effect} />
    </section>
  )
}

function Differences({ effect }: { effect: TraceEffect }) {
  if (effect.diff === undefined || effect.diff.length === 0) return null
  return (
    <dl className="tr-diff">
      {effect.diff.slice(0, 40).map((difference) => (
        <div key={difference.path}>
          <dt title={difference.path}>{difference.path.split('.').at(-1)}</dt>
          <dd>
            {difference.before === undefined ? null : <del>- {plainValue(difference.before, 80)}</del>}
            {difference.after === undefined ? null : <ins>+ {plainValue(difference.after, 80)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
