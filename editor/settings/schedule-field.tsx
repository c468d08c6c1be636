import { useTranslation } from 'react-i18next'
import { cronOf, dailyOf, useScheduleWords, type Daily } from './schedule-words.ts'

export interface ScheduleFieldProps {
  readonly name: string
  readonly trigger: Readonly<Record<string, unknown>>
  readonly onChange: (trigger: Readonly<Record<string, unknown>>) => void
}

const UNITS = ['m', 'h', 'd'] as const
const DAYS = ['daily', 'weekdays'] as const

/** Every so often, or at a time of the day. What only cron can say is told and kept. */
export function ScheduleField({ name, trigger, onChange }: ScheduleFieldProps) {
  const { t } = useTranslation('settings')
  const words = useScheduleWords()
  const cron = typeof trigger['cron'] === 'string' ? trigger['cron'] : undefined
  const zone = typeof trigger['timeZone'] === 'string' ? trigger['timeZone'] : 'Europe/Amsterdam'
  const daily = cron === undefined ? undefined : dailyOf(cron)
  const at = (next: Daily) => onChange({ type: 'schedule', cron: cronOf(next), timeZone: zone })
  return (
    <div className="st-schedule">
      <div className="seg" role="group" aria-label={t('schedule.how', { name })}>
        <button
          type="button"
          aria-pressed={cron === undefined}
          onClick={() => cron !== undefined && onChange({ type: 'schedule', every: '15m' })}
        >
          {t('schedule.byInterval')}
        </button>
        <button
          type="button"
          aria-pressed={cron !== undefined}
          onClick={() => cron === undefined && at({ time: '06:00', days: 'daily' })}
        >
          {t('schedule.byClock')}
        </button>
      </div>
      {cron === undefined ? (
        <Every every={String(trigger['every'])} onChange={(every) => onChange({ type: 'schedule', every })} />
      ) : daily === undefined ? (
        <span>{words(trigger)}</span>
      ) : (
        <>
          <select
            className="form-select"
            aria-label={t('schedule.days')}
            value={daily.days}
            onChange={(event) => at({ ...daily, days: event.currentTarget.value as Daily['days'] })}
          >
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {t(`schedule.on_${days}`)}
              </option>
            ))}
          </select>
          <span className="field st-time">
            <input
              type="time"
              aria-label={t('schedule.time')}
              value={daily.time}
              onChange={(event) => event.currentTarget.value && at({ ...daily, time: event.currentTarget.value })}
            />
          </span>
          <span className="t3">{zone}</span>
        </>
      )}
    </div>
  )
}

function Every({ every, onChange }: { every: string; onChange: (every: string) => void }) {
  const { t } = useTranslation('settings')
  const [, count = '15', unit = 'm'] = /^(\d+)([smhd])$/.exec(every) ?? []
  return (
    <>
      <span className="field form-short">
        <input
          inputMode="numeric"
          aria-label={t('schedule.count')}
          value={count}
          onChange={(event) => {
            const typed = event.currentTarget.value.replace(/\D/g, '').slice(0, 4)
            if (Number(typed) > 0) onChange(`${Number(typed)}${unit}`)
          }}
        />
      </span>
      <select
        className="form-select"
        aria-label={t('schedule.unit')}
        value={unit}
        onChange={(event) => onChange(`${count}${event.currentTarget.value}`)}
      >
        {(unit === 's' ? (['s', ...UNITS] as const) : UNITS).map((one) => (
          <option key={one} value={one}>
            {t(`inspector:form.trigger.unit.${one}`)}
          </option>
        ))}
      </select>
    </>
  )
}
