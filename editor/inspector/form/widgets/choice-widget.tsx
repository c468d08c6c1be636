import { useTranslation } from 'react-i18next'
import { choicesOf } from '../field-shape.ts'
import type { WidgetProps } from './widget-props.ts'

/** A native list: it works the same with every keyboard, reader and phone. */
export function ChoiceWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const choices = choicesOf(schema)
  const current = value ?? schema['default']
  const at = choices.findIndex((choice) => choice.value === current)
  return (
    <select
      id={id}
      className="form-select"
      value={at < 0 ? '' : String(at)}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      onChange={(event) => {
        const text = event.currentTarget.value
        onChange(text === '' ? undefined : choices[Number(text)]?.value)
      }}
    >
      {at < 0 || schema['default'] === undefined ? <option value="">{t('form.unset')}</option> : null}
      {choices.map((choice, index) => (
        <option key={choice.label} value={index}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
