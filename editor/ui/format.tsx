import { useEffect, useState } from 'react'
import { i18n } from '../i18n/setup.ts'

const locale = () => (typeof navigator === 'undefined' ? 'en' : navigator.language)

export function formatCount(value: number): string {
  return new Intl.NumberFormat(locale()).format(value)
}

export function formatMoney(amount: number | string, currency = 'EUR'): string {
  const parts = new Intl.NumberFormat(locale(), { style: 'currency', currency }).formatToParts(Number(amount))
  // Some locales write €265.25: a hard space keeps sign and figure apart and together.
  return parts
    .map((part, index) =>
      part.type === 'currency' && parts[index + 1]?.type === 'integer' ? `${part.value}\u00a0` : part.value,
    )
    .join('')
}

/** 402 ms, 1.3 s, 4 min: the unit that reads best, with a hard space. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`
  const minutes = Math.round(ms / 60_000)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Time of day; with the date when it is not today. */
export function formatClock(iso: string, options: { ms?: boolean; seconds?: boolean } = {}): string {
  const at = new Date(iso)
  const clock: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...(options.seconds || options.ms ? { second: '2-digit' } : {}),
    ...(options.ms ? { fractionalSecondDigits: 3 } : {}),
  }
  const today = at.toDateString() === new Date().toDateString()
  const day: Intl.DateTimeFormatOptions = today || options.ms ? {} : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(locale(), { ...day, ...clock }).format(at)
}

export function formatRelative(iso: string, now = Date.now()): string {
  const seconds = Math.round((now - new Date(iso).getTime()) / 1_000)
  if (seconds < 5) return i18n.t('time.now', { ns: 'ui' })
  if (seconds < 90) return i18n.t('time.seconds', { ns: 'ui', count: seconds })
  if (seconds < 5_400) return i18n.t('time.minutes', { ns: 'ui', count: Math.round(seconds / 60) })
  if (seconds < 86_400) return i18n.t('time.hours', { ns: 'ui', count: Math.round(seconds / 3_600) })
  return formatClock(iso)
}

/** A whole date with its zone, for tooltips. */
export function formatExact(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(iso))
}

export interface TimeProps {
  readonly at: string
  /** `clock` in traces and logs, `relative` in lists. */
  readonly as?: 'clock' | 'relative'
  readonly seconds?: boolean
  readonly ms?: boolean
}

export function Time({ at, as = 'clock', seconds = false, ms = false }: TimeProps) {
  const [, beat] = useState(0)
  useEffect(() => {
    if (as !== 'relative') return undefined
    const timer = setInterval(() => beat((count) => count + 1), 10_000)
    return () => clearInterval(timer)
  }, [as])
  return (
    <time dateTime={at} title={formatExact(at)}>
      {as === 'relative' ? formatRelative(at) : formatClock(at, { seconds, ms })}
    </time>
  )
}
