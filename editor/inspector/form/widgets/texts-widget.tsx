import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asObject } from '../defaults.ts'
import { choicesOf } from '../field-shape.ts'
import type { WidgetProps } from './widget-props.ts'

/** A list of texts as chips; with known values they are suggested. */
export function TextsWidget({ id, title, schema, value, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const [typed, setTyped] = useState('')
  const given = value ?? schema['default']
  const items = Array.isArray(given) ? given.map(String) : []
  const choices = choicesOf(asObject(schema['items'])).map((choice) => String(choice.value))
  const add = (text: string) => {
    const added = text
      .split(/[,;\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== '' && !items.includes(one))
    if (added.length > 0) onChange([...items, ...added])
    setTyped('')
  }
  return (
    <div className="form-chips" role="group" aria-label={title}>
      {items.map((item) => (
        <span key={item} className="form-chip">
          {item}
          <button
            type="button"
            aria-label={t('form.list.remove', { value: item })}
            onClick={() => onChange(items.filter((one) => one !== item))}
          >
            <IconX size={12} stroke={2} aria-hidden />
          </button>
        </span>
      ))}
      <input
        id={id}
        value={typed}
        list={choices.length > 0 ? `${id}-choices` : undefined}
        placeholder={t('form.list.placeholder')}
        aria-describedby={describedBy}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => add(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault()
            add(typed)
          }
          if (event.key === 'Backspace' && typed === '') onChange(items.slice(0, -1))
        }}
      />
      {choices.length > 0 ? (
        <datalist id={`${id}-choices`}>
          {choices
            .filter((choice) => !items.includes(choice))
            .map((choice) => (
              <option key={choice} value={choice} />
            ))}
        </datalist>
      ) : null}
    </div>
  )
}
