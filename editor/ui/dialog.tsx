import { Modal } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** A question. */
  readonly title: string
  readonly children?: ReactNode
  /** Verbs; the primary one last. Without it a Close button stands there. */
  readonly actions?: ReactNode
  readonly width?: number
}

/** Only for what cannot be undone, for publishing, and for a choice that must be made before going on. */
export function Dialog({ open, onClose, title, children, actions, width = 420 }: DialogProps) {
  const { t } = useTranslation('ui')
  const id = useId()
  return (
    <Modal opened={open} onClose={onClose} size={width} aria-labelledby={id} classNames={{ body: 'dialog' }}>
      <h3 id={id} className="dialog-title">
        {title}
      </h3>
      {children}
      <div className="dialog-actions">
        {actions ?? (
          <button type="button" className="btn" onClick={onClose}>
            {t('close')}
          </button>
        )}
      </div>
    </Modal>
  )
}
