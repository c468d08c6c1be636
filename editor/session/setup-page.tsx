import { PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { navigate } from '../app/router.tsx'
import { Mark } from '../ui/mark.tsx'
import { makeFirstOwner, type FirstOwner } from './session.ts'
import './session.css'

const FIELDS = [
  { name: 'token', type: 'text', autoComplete: 'off' },
  { name: 'name', type: 'text', autoComplete: 'name' },
  { name: 'email', type: 'email', autoComplete: 'username' },
] as const

/** The first owner of an installation that has none. The token may stand in the address that was printed. */
export function SetupPage() {
  const { t } = useTranslation('session')
  const given = new URLSearchParams(location.search).get('token') ?? ''
  const [owner, setOwner] = useState<FirstOwner>({ token: given, name: '', email: '', password: '' })
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await makeFirstOwner(owner)
      navigate('/setup', { replace: true })
    } catch (fault) {
      const advice = fault instanceof ApiError ? fault.advice : undefined
      setError([fault instanceof Error ? fault.message : t('setup.failed'), advice].filter(Boolean).join(' '))
      setBusy(false)
    }
  }
  return (
    <main className="session-page">
      <form className="session-card" onSubmit={(event) => void submit(event)}>
        <Mark />
        <h1 className="page-title">{t('setup.title')}</h1>
        <p className="t2">{t('setup.text')}</p>
        {FIELDS.map(({ name, type, autoComplete }) => (
          <TextInput
            key={name}
            label={t(`setup.${name}`)}
            type={type}
            autoComplete={autoComplete}
            required
            value={owner[name]}
            onChange={(event) => setOwner({ ...owner, [name]: event.currentTarget.value })}
          />
        ))}
        <PasswordInput
          label={t('setup.password')}
          description={t('setup.passwordHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          required
          minLength={12}
          value={owner.password}
          onChange={(event) => setOwner({ ...owner, password: event.currentTarget.value })}
          error={error}
        />
        <button type="submit" className="btn btn-primary btn-lg" disabled={busy}>
          {t('setup.action')}
        </button>
      </form>
    </main>
  )
}
