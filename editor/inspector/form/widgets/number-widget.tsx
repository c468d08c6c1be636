import { useEffect, useState } from 'react'
import type { WidgetProps } from './widget-props.ts'

/** Keeps what is typed while it is not a number yet, so that "-" and "1." can be typed. */
export function NumberWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  useEffect(() => {
    setText((before) => (Number(before) === value && before !== '' ? before : value === undefined ? '' : String(value)))
  }, [value])
  const change = (typed: string) => {
    setText(typed)
    const number = Number(typed.replace(',', '.'))
    if (typed.trim() === '') onChange(undefined)
    else onChange(Number.isFinite(number) ? number : typed)
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
      />
      {typeof schema['x-unit'] === 'string' ? <span className="t3">{schema['x-unit']}</span> : null}
    </div>
  )
}
