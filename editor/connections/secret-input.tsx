import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { helpOf, titleOf } from '../inspector/form/field-shape.ts'
import { FormError } from './form-parts.tsx'
import type { SecretField } from './form-state.ts'

interface SecretInputProps {
  readonly field: SecretField
  readonly tried: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field that takes a secret in. What is stored never comes back: empty means that it stays. */
export function SecretInput({ field, tried, value, onChange }: SecretInputProps) {
  const { t } = useTranslation('connections')
  const [shown, setShown] = useState(false)
  const id = useId()
  const title = titleOf(field.name, field.schema)
  const wrong = tried && field.required && value.trim() === ''
  const Eye = shown ? IconEyeOff : IconEye
  return (
    <div className="form-field">
      <div className="form-label">
        <label htmlFor={id}>{title}</label>
        {field.required ? <span className="t3">{t('inspector:form.required')}</span> : null}
      </div>
      <div className="field cn-secret">
        <input
          id={id}
          className="mono"
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          spellCheck={false}
          value={value}
          placeholder={field.stored ? t('form.stored') : undefined}
          aria-invalid={wrong}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {value === '' ? null : (
          <button
            type="button"
            className="cn-eye"
            aria-label={t(shown ? 'form.hide' : 'form.show', { title })}
            onClick={() => setShown(!shown)}
          >
            <Eye className="icon" size={15} stroke={1.75} aria-hidden />
          </button>
        )}
      </div>
      {wrong ? <FormError text={t('form.needed')} /> : null}
      <p id={`${id}-help`} className="form-help">
        {helpOf(field.schema)}
      </p>
    </div>
  )
}
