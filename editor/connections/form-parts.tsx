import { IconAlertCircle, IconAlertOctagon } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { fieldsOf, titleOf } from '../inspector/form/field-shape.ts'
import type { ConnectorView } from './connection-shapes.ts'

export function FormError({ text }: { text: string }) {
  return (
    <p className="form-error" role="alert">
      <IconAlertCircle className="icon" size={13} stroke={1.75} aria-hidden />
      {text}
    </p>
  )
}

interface NameFieldProps {
  readonly value: string
  readonly tried: boolean
  readonly onChange: (name: string) => void
}

export function NameField({ value, tried, onChange }: NameFieldProps) {
  const { t } = useTranslation('connections')
  const id = useId()
  const wrong = tried && value.trim() === ''
  return (
    <div className="form-field">
      <div className="form-label">
        <label htmlFor={id}>{t('form.name')}</label>
        <span className="t3">{t('inspector:form.required')}</span>
      </div>
      <div className="field">
        <input
          id={id}
          type="text"
          maxLength={200}
          autoComplete="off"
          value={value}
          aria-invalid={wrong}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {wrong ? <FormError text={t('form.nameNeeded')} /> : null}
      <p id={`${id}-help`} className="form-help">
        {t('form.nameHelp')}
      </p>
    </div>
  )
}

/** What the server has against it: the sentence, what to do, and which fields it means. */
export function Refusal({ error, connector }: { error: unknown; connector: ConnectorView }) {
  const { t } = useTranslation('connections')
  const known = error instanceof ApiError ? error : undefined
  return (
    <div className="cn-refusal" role="alert">
      <IconAlertOctagon className="icon st-failed" size={16} stroke={1.75} aria-hidden />
      <div>
        <b>{error instanceof Error ? error.message : String(error)}</b>
        {known?.advice === undefined ? null : <p>{known.advice}</p>}
        {known === undefined || known.errors.length === 0 ? null : (
          <ul>
            {known.errors.map((one) => (
              <li key={one.path + one.message}>
                {fieldName(connector, one.path)}: {one.message}
              </li>
            ))}
          </ul>
        )}
        {known === undefined ? null : (
          <p className="t3">
            {t('form.code')} <code>{known.code}</code>
          </p>
        )}
      </div>
    </div>
  )
}

/** `$.config.participant` -> "Participant number". */
function fieldName(connector: ConnectorView, path: string): string {
  const [, part, name] = path.split('.')
  const schema = part === 'secrets' ? connector.secrets : connector.config
  const field = fieldsOf(schema).find((one) => one.name === name)
  return field === undefined ? path : titleOf(field.name, field.schema)
}
