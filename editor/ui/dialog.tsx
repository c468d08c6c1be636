import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** A question. */
  readonly title: string
  readonly children?: ReactNode
  /** Verbs; the primary one last. Without it a Close button stands there; null where the content has its own. */
  readonly actions?: ReactNode
  readonly width?: number
}

/** Only for what cannot be undone, for publishing, and for a choice that must be made before going on. */
export function Dialog({ open, onClose, title, children, actions, width = 420 }: DialogProps) {
  const { t } = useTranslation('ui')
  return (
    <Modal.Root opened={open} onClose={onClose} size={width}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className="dialog">
          <Modal.Title className="dialog-title">{title}</Modal.Title>
          {children}
          {actions === null ? null : (
            <div className="dialog-actions">
              {actions ?? (
                <button type="button" className="btn" onClick={onClose}>
                  {t('close')}
                </button>
              )}
            </div>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
