import { IconAlertOctagon, IconCircleCheck, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { ApiError } from '../api/client.ts'

export interface ToastMessage {
  readonly title: string
  readonly text?: string
  readonly tone?: 'done' | 'info' | 'error'
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface Shown extends ToastMessage {
  readonly id: number
}

const STAY_MS = 5_000
let lastId = 0

const useToasts = create<{ shown: readonly Shown[] }>(() => ({ shown: [] }))

function closeToast(id: number): void {
  useToasts.setState(({ shown }) => ({ shown: shown.filter((one) => one.id !== id) }))
}

/** Shows a message at the bottom right: five seconds, errors stay. Answers a function that closes it. */
export function toast(message: ToastMessage): () => void {
  lastId += 1
  const id = lastId
  useToasts.setState(({ shown }) => ({ shown: [...shown.slice(-3), { ...message, id }] }))
  if (message.tone !== 'error') setTimeout(() => closeToast(id), STAY_MS)
  return () => closeToast(id)
}

/** An error of the server as a toast, with what to do about it. */
export function toastError(title: string, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const advice = error instanceof ApiError && error.advice !== undefined ? ` ${error.advice}` : ''
  const code = error instanceof ApiError ? ` (${error.code})` : ''
  toast({ title, text: `${message}${advice}${code}`, tone: 'error' })
}

export function Toaster() {
  const { t } = useTranslation('ui')
  const shown = useToasts((state) => state.shown)
  return (
    <div className="toasts" role="status" aria-live="polite" aria-label={t('toast.region')}>
      {shown.map((one) => (
        <div key={one.id} className="toast">
          <ToneIcon tone={one.tone ?? 'info'} />
          <span>
            <b>{one.title}</b>
            {one.text === undefined ? null : <small>{one.text}</small>}
          </span>
          <span className="toast-actions">
            {one.action === undefined ? null : (
              <button
                type="button"
                className="link-btn"
                onClick={() => {
                  one.action?.run()
                  closeToast(one.id)
                }}
              >
                {one.action.label}
              </button>
            )}
            <button
              type="button"
              className="toast-close"
              aria-label={t('toast.close')}
              onClick={() => closeToast(one.id)}
            >
              <IconX size={14} stroke={1.75} aria-hidden />
            </button>
          </span>
        </div>
      ))}
    </div>
  )
}

function ToneIcon({ tone }: { tone: 'done' | 'info' | 'error' }) {
  if (tone === 'error') return <IconAlertOctagon className="icon st-failed" size={17} stroke={1.75} aria-hidden />
  if (tone === 'done') return <IconCircleCheck className="icon st-created" size={17} stroke={1.75} aria-hidden />
  return <IconInfoCircle className="icon t2" size={17} stroke={1.75} aria-hidden />
}
