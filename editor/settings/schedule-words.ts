import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { asObject } from '../inspector/form/defaults.ts'

/** When a source starts, as people say it: "every 15 minutes", "every day at 06:00", "when the shop reports it". */
export function scheduleWords(t: TFunction<'settings'>, trigger: unknown): string {
  const { type, every, cron } = asObject(trigger)
  if (type === 'webhook') return t('schedule.webhook')
  if (type !== 'schedule') return t('schedule.manual')
  if (typeof cron === 'string') return cronWords(t, cron)
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(String(every)) ?? []
  return unit === '' ? t('schedule.manual') : t(`schedule.every.${unit}`, { count: Number(count) })
}

/** The usual forms of a cron expression; any other is shown as it stands. */
function cronWords(t: TFunction<'settings'>, cron: string): string {
  const daily = dailyOf(cron)
  return daily === undefined ? t('schedule.cron', { cron }) : t(`schedule.${daily.days}`, { time: daily.time })
}

export interface Daily {
  /** 06:00 */
  readonly time: string
  readonly days: 'daily' | 'weekdays'
}

/** A cron expression that means a time of every day or of working days; undefined for any other. */
export function dailyOf(cron: string): Daily | undefined {
  const [minute = '', hour = '', day, month, weekday, more] = cron.trim().split(/\s+/)
  const days = { '*': 'daily', '1-5': 'weekdays' }[weekday ?? ''] as Daily['days'] | undefined
  const plain = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour) && day === '*' && month === '*'
  if (!plain || days === undefined || more !== undefined) return undefined
  return { time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, days }
}

/** The cron expression of a time of day: `{ time: '06:00', days: 'weekdays' }` -> `0 6 * * 1-5`. */
export function cronOf({ time, days }: Daily): string {
  const [hour, minute] = time.split(':').map(Number)
  return `${minute ?? 0} ${hour ?? 0} * * ${days === 'weekdays' ? '1-5' : '*'}`
}

export function useScheduleWords(): (trigger: unknown) => string {
  const { t } = useTranslation('settings')
  return useCallback((trigger: unknown) => scheduleWords(t, trigger), [t])
}
