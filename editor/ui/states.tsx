import { IconPlugConnectedX, IconRefresh, type Icon } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'

export interface EmptyStateProps {
  readonly icon: Icon
  /** One line: what will be here. */
  readonly title: string
  readonly text?: string
  /** One action. */
  readonly action?: ReactNode
}

export function EmptyState({ icon: Shape, title, text, action }: EmptyStateProps) {
  return (
    <div className="state">
      <Shape className="icon t2" size={20} stroke={1.75} aria-hidden />
      <h3>{title}</h3>
      {text === undefined ? null : <p>{text}</p>}
      {action}
    </div>
  )
}

export interface ErrorStateProps {
  readonly error: unknown
  /** What was tried, in words: "The flow could not be read". */
  readonly title?: string
  readonly onRetry?: () => void
}

/** What happened, what to do, and the code in mono for whoever is asked about it. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('ui')
  const message = error instanceof Error ? error.message : String(error)
  const advice = error instanceof ApiError ? error.advice : undefined
  const code = error instanceof ApiError ? error.code : 'editor.unexpected'
  return (
    <div className="state" role="alert">
      <IconPlugConnectedX className="icon st-failed" size={20} stroke={1.75} aria-hidden />
      <h3>{title ?? message}</h3>
      <p>
        {title === undefined ? null : `${message} `}
        {advice ?? t('error.noAdvice')} {t('error.code')} <code>{code}</code>
      </p>
      {onRetry === undefined ? null : (
        <button type="button" className="btn btn-sm" onClick={onRetry}>
          <IconRefresh className="icon" size={15} stroke={1.75} aria-hidden />
          {t('error.tryAgain')}
        </button>
      )}
    </div>
  )
}

/** Grey lines in the final geometry; nothing for 150 ms, and after 2 s a sentence about what is awaited. */
export function Skeleton({ lines = 4, what }: { lines?: number; what?: string }) {
  const { t } = useTranslation('ui')
  const [seconds, setSeconds] = useState(-1)
  useEffect(() => {
    const show = setTimeout(() => setSeconds(0), 150)
    const count = setInterval(() => setSeconds((before) => Math.max(before, 0) + 1), 1_000)
    return () => {
      clearTimeout(show)
      clearInterval(count)
    }
  }, [])
  if (seconds < 0) return <div className="state" aria-busy="true" />
  return (
    <div className="state" aria-busy="true" aria-label={t('loading')} role="status">
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="skeleton-line" style={{ width: `${[46, 100, 82, 64][index % 4] ?? 100}%` }} />
      ))}
      {what !== undefined && seconds >= 2 ? <p className="t3">{t('waitingFor', { what, seconds })}</p> : null}
    </div>
  )
}
