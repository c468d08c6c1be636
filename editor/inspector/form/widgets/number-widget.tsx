import { useEffect, useState } from 'react'
import { useForm } from '../form-context.ts'
import type { WidgetProps } from './widget-props.ts'

/** Keeps what is typed while it is not a number yet, so that "-" and "1." can be typed. */
export function NumberWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const { settings = false } = useForm()
  const [text, setText] = useState(value === undefined ? '' : String(value))
  useEffect(() => {
    setText((before) => (Number(before) === value && before !== '' ? before : value === undefined ? '' : String(value)))
  }, [value])
  const change = (typed: string) => {
    setText(typed)
    const number = Number(typed.replace(',', '.'))
    if (typed.trim() !== '') onChange(Number.isFinite(number) ? number : typed)
    else if (!settings) onChange(undefined)
  }
  return (
    <div className="field">
      <input
        id={id}
        type="text"
        inputMode={schema['type'] === 'integer' ? 'numeric' : 'decimal'}
        value={text}
        placeholder={schema['default'] === undefined ? undefined : String(schema['default'])}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => {
          // An emptied setting goes back to its default once the field is left, not while it is typed in.
          if (settings && text.trim() === '') {
            onChange(undefined)
            setText(value === undefined ? '' : String(schema['default'] ?? value))
          }
        }}
      />
      {typeof schema['x-unit'] === 'string' ? <span className="t3">{schema['x-unit']}</span> : null}
    </div>
  )
}
