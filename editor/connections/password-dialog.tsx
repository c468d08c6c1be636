import { PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { useSession } from '../session/session-context.ts'
import { Dialog } from '../ui/dialog.tsx'

export interface PasswordDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** It is stored: go on with what was refused. */
  readonly onChosen: () => void
}

/** The owner of a sandbox came in by a link; with real credentials that is not enough any more. */
export function PasswordDialog({ open, onClose, onChosen }: PasswordDialogProps) {
  const { t } = useTranslation('connections')
  const { person } = useSession()
  const [email, setEmail] = useState(person.email)
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // React hands the event on to the form that the dialog stands in.
    event.stopPropagation()
    setBusy(true)
    try {
      await api.put('/api/people/me', { email, password })
      await queryClient.invalidateQueries({ queryKey: ['session'] })
      onClose()
      onChosen()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : t('password.failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('password.title')} actions={null}>
      <form className="cn-password" onSubmit={(event) => void submit(event)}>
        <p>{t('password.text')}</p>
        <TextInput
          label={t('password.email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password.password')}
          description={t('password.help')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          required
          minLength={10}
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={error}
        />
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={onClose}>
            {t('ui:cancel')}
          </button>
          <button type="submit" className="btn btn-primary" disabled={busy}>
            {t('password.action')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
