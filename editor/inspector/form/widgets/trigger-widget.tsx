import { useTranslation } from 'react-i18next'
import { asObject } from '../defaults.ts'
import { useForm } from '../form-context.ts'
import type { WidgetProps } from './widget-props.ts'

const UNITS = ['s', 'm', 'h', 'd'] as const

/** When a source starts: every so often, by cron, by webhook or by hand. */
export function TriggerWidget({ id, value, onChange, describedBy }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const { manifest } = useForm()
  const trigger = asObject(value)
  const kinds = manifest?.triggers ?? ['schedule', 'webhook', 'manual']
  const type = typeof trigger['type'] === 'string' ? trigger['type'] : 'manual'
  const become = (next: string) => {
    if (next === 'schedule') onChange({ type: 'schedule', every: '15m' })
    else if (next === 'webhook') onChange({ type: 'webhook', ...firstTopic(manifest?.topics) })
    else onChange({ type: 'manual' })
  }
  return (
    <div className="form-group">
      <div className="seg" role="group" aria-label={t('form.trigger.title')} aria-describedby={describedBy}>
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={kind === type} onClick={() => kind === type || become(kind)}>
            {t(`form.trigger.${kind}`)}
          </button>
        ))}
      </div>
      {type === 'schedule' ? <Schedule id={id} trigger={trigger} onChange={onChange} /> : null}
      {type === 'webhook' ? (
        <Webhook id={id} trigger={trigger} topics={manifest?.topics ?? []} onChange={onChange} />
      ) : null}
      {type === 'manual' ? <p className="form-help">{t('form.trigger.manualHelp')}</p> : null}
    </div>
  )
}

function firstTopic(topics: readonly string[] | undefined): { topic?: string } {
  const topic = topics?.[0]
  return topic === undefined ? {} : { topic }
}

interface PartProps {
  readonly id: string
  readonly trigger: Readonly<Record<string, unknown>>
  readonly onChange: (value: unknown) => void
}

function Schedule({ id, trigger, onChange }: PartProps) {
  const { t } = useTranslation('inspector')
  const cron = typeof trigger['cron'] === 'string' ? trigger['cron'] : undefined
  const zone = typeof trigger['timeZone'] === 'string' ? { timeZone: trigger['timeZone'] } : {}
  return (
    <>
      <div className="seg" role="group" aria-label={t('form.trigger.schedule')}>
        <button
          type="button"
          aria-pressed={cron === undefined}
          onClick={() => onChange({ type: 'schedule', every: '15m', ...zone })}
        >
          {t('form.trigger.every')}
        </button>
        <button
          type="button"
          aria-pressed={cron !== undefined}
          onClick={() => onChange({ type: 'schedule', cron: '0 6 * * *', timeZone: 'Europe/Amsterdam', ...zone })}
        >
          {t('form.trigger.cron')}
        </button>
      </div>
      {cron === undefined ? (
        <Every id={id} every={trigger['every']} onChange={(every) => onChange({ ...trigger, every })} />
      ) : (
        <Cron id={id} cron={cron} trigger={trigger} onChange={onChange} />
      )}
    </>
  )
}

function Every({ id, every, onChange }: { id: string; every: unknown; onChange: (every: string) => void }) {
  const { t } = useTranslation('inspector')
  const [, count = '15', unit = 'm'] = /^(\d+)([smhd])$/.exec(String(every)) ?? []
  return (
    <div className="form-row">
      <div className="field form-short">
        <input
          id={id}
          inputMode="numeric"
          aria-label={t('form.trigger.every')}
          value={count}
          onChange={(event) => {
            const number = Number(event.currentTarget.value.replace(/\D/g, ''))
            onChange(`${Math.max(1, number)}${unit}`)
          }}
        />
      </div>
      <select
        className="form-select"
        aria-label={t('form.trigger.every')}
        value={unit}
        onChange={(event) => onChange(`${count}${event.currentTarget.value}`)}
      >
        {UNITS.map((one) => (
          <option key={one} value={one}>
            {t(`form.trigger.unit.${one}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Cron({ id, cron, trigger, onChange }: PartProps & { cron: string }) {
  const { t } = useTranslation('inspector')
  const zones = Intl.supportedValuesOf('timeZone')
  return (
    <>
      <div className="field">
        <input
          id={id}
          className="mono"
          aria-label={t('form.trigger.cronLabel')}
          value={cron}
          onChange={(event) => onChange({ ...trigger, cron: event.currentTarget.value })}
        />
      </div>
      <p className="form-help">{t('form.trigger.cronHelp')}</p>
      <select
        className="form-select"
        aria-label={t('form.trigger.zone')}
        value={typeof trigger['timeZone'] === 'string' ? trigger['timeZone'] : 'Europe/Amsterdam'}
        onChange={(event) => onChange({ ...trigger, timeZone: event.currentTarget.value })}
      >
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
    </>
  )
}

function Webhook({ id, trigger, topics, onChange }: PartProps & { topics: readonly string[] }) {
  const { t } = useTranslation('inspector')
  return (
    <>
      {topics.length === 0 ? null : (
        <select
          id={id}
          className="form-select"
          aria-label={t('form.trigger.topic')}
          value={typeof trigger['topic'] === 'string' ? trigger['topic'] : ''}
          onChange={(event) => onChange({ type: 'webhook', topic: event.currentTarget.value })}
        >
          {topics.map((topic) => (
            <option key={topic}>{topic}</option>
          ))}
        </select>
      )}
      <p className="form-help">{t('form.trigger.webhookHelp')}</p>
    </>
  )
}
