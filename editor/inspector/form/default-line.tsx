import { useTranslation } from 'react-i18next'
import type { Schema } from './field-shape.ts'
import { sameValue, useValueWords } from './value-words.ts'

export interface DefaultLineProps {
  readonly name: string
  readonly schema: Schema
  readonly value: unknown
  readonly onReset: () => void
}

/** What holds when nobody chooses, and the way back to it. */
export function DefaultLine({ name, schema, value, onReset }: DefaultLineProps) {
  const { t } = useTranslation('inspector')
  const words = useValueWords()
  if (schema['default'] === undefined) return null
  if (sameValue(value, schema['default'])) return <span className="form-default t3">{t('form.default.is')}</span>
  return (
    <span className="form-default t3">
      <span className="ellipsis">{t('form.default.was', { value: words(schema, schema['default']) })}</span>
      <button type="button" className="text-btn" aria-label={t('form.default.resetField', { name })} onClick={onReset}>
        {t('form.default.reset')}
      </button>
    </span>
  )
}
