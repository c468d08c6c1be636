import { PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { Mark } from '../ui/mark.tsx'
import { signIn } from './session.ts'
import './session.css'

export function SignInPage() {
  const { t } = useTranslation('session')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await signIn(email, password)
    } catch (fault) {
      const refused = fault instanceof ApiError && fault.status === 401
      setError(refused || !(fault instanceof Error) ? t('signIn.failed') : fault.message)
      setBusy(false)
    }
  }
  return (
    <main className="session-page">
      <form className="session-card" onSubmit={(event) => void submit(event)}>
        <Mark />
        <h1 className="page-title">{t('signIn.title')}</h1>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={error}
        />
        <button type="submit" className="btn btn-primary btn-lg" disabled={busy}>
          {t('signIn.action')}
        </button>
        <p className="t3">{t('signIn.sandboxHint')}</p>
      </form>
    </main>
  )
}
