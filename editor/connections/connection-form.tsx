import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { FormProvider } from '../inspector/form/form-context.ts'
import { SchemaForm } from '../inspector/form/schema-form.tsx'
import '../inspector/inspector.css'
import type { ConnectionView, ConnectorView } from './connection-shapes.ts'
import { bodyOf, configSchema, isComplete, secretFields, splitFields, startOf, type Filled } from './form-state.ts'
import { FormError, NameField, Refusal } from './form-parts.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { SecretInput } from './secret-input.tsx'
import { keepTyped, typedBefore } from './typed.ts'
import { refusedSecrets, useSave, wantsPassword } from './use-save.ts'

export interface ConnectionFormProps {
  readonly connector: ConnectorView
  /** Without it the form makes a new one. */
  readonly connection?: ConnectionView
  readonly back: string
  /** What is typed survives a reload under this name, credentials apart. */
  readonly keptAs?: string
  /** Given where something else follows than the page of the new connection. */
  readonly onKept?: (connection: ConnectionView) => void
}

/** Settings and credentials of one connection, made from the schemas of its connector. */
export function ConnectionForm({ connector, connection, back, keptAs, onKept }: ConnectionFormProps) {
  const { t } = useTranslation('connections')
  const [filled, setFilled] = useState<Filled>(() => typedBefore(keptAs) ?? startOf(connector, connection))
  const [tried, setTried] = useState(false)
  const { busy, refusal, save, forget } = useSave(connector.type, connection?.id, onKept)
  const secrets = secretFields(connector, filled.config, connection?.secretsSet ?? [], refusedSecrets(refusal))
  const complete = isComplete(connector, filled, secrets)
  useEffect(() => keepTyped(keptAs, filled), [keptAs, filled])
  const send = async () => {
    setTried(true)
    if (!complete || !(await save(bodyOf(filled, secrets)))) return
    keepTyped(keptAs, undefined)
    setFilled((now) => ({ ...now, secrets: {} }))
    setTried(false)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    void send()
    // Once what is missing is marked, the first of it has the focus.
    if (!complete) requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  return (
    <form className="cn-form" noValidate onSubmit={submit}>
      <NameField value={filled.name} tried={tried} onChange={(name) => setFilled({ ...filled, name })} />
      <Settings
        connector={connector}
        config={filled.config}
        tried={tried}
        onChange={(config) => setFilled({ ...filled, config })}
      >
        <div>
          <h2 className="form-heading">{t('form.credentials')}</h2>
          <p className="form-help">{t('form.credentialsHelp')}</p>
        </div>
        {secrets.map((field) => (
          <SecretInput
            key={field.name}
            field={field}
            tried={tried}
            value={filled.secrets[field.name] ?? ''}
            onChange={(value) => setFilled({ ...filled, secrets: { ...filled.secrets, [field.name]: value } })}
          />
        ))}
      </Settings>
      {refusal === undefined || wantsPassword(refusal) ? null : <Refusal error={refusal} connector={connector} />}
      <footer className="cn-bar">
        <Link className="btn btn-lg" href={back}>
          {t('form.back')}
        </Link>
        <span className="spacer" />
        {tried && !complete ? <FormError text={t('form.incomplete')} /> : null}
        <button type="submit" className="btn btn-primary btn-lg" disabled={busy}>
          {t(busy ? 'form.saving' : 'form.saveTest')}
        </button>
      </footer>
      <PasswordDialog open={wantsPassword(refusal)} onClose={forget} onChosen={() => void send()} />
    </form>
  )
}

interface SettingsProps {
  readonly connector: ConnectorView
  readonly config: Filled['config']
  readonly tried: boolean
  readonly onChange: (config: Filled['config']) => void
  /** Stands between what everybody fills in and what hardly anybody does. */
  readonly children: ReactNode
}

function Settings({ connector, config, tried, onChange, children }: SettingsProps) {
  const { t } = useTranslation('connections')
  const schema = configSchema(connector, config)
  const { main, more } = splitFields(connector)
  const given = more.some((name) => config[name] !== undefined)
  return (
    <FormProvider value={{ untried: !tried }}>
      <SchemaForm schema={schema} value={config} without={more} onChange={onChange} />
      {children}
      {more.length === 0 ? null : (
        <details className="cn-more" open={given}>
          <summary>{t('form.more')}</summary>
          <SchemaForm schema={schema} value={config} without={main} onChange={onChange} />
        </details>
      )}
    </FormProvider>
  )
}
