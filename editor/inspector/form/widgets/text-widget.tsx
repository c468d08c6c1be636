import { useForm } from '../form-context.ts'
import type { Schema } from '../field-shape.ts'
import type { WidgetProps } from './widget-props.ts'

export function TextWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const { settings = false } = useForm()
  const long = schema['x-widget'] === 'textarea' || (typeof value === 'string' && value.includes('\n'))
  const common = {
    id,
    value: typeof value === 'string' ? value : '',
    placeholder: typeof schema['default'] === 'string' && !settings ? schema['default'] : undefined,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
  }
  const change = (text: string) => onChange(text === '' && !settings ? undefined : text)
  if (long)
    return (
      <textarea {...common} className="form-text" rows={4} onChange={(event) => change(event.currentTarget.value)} />
    )
  return (
    <div className={isCode(schema) ? 'field form-code' : 'field'}>
      <input {...common} type="text" onChange={(event) => change(event.currentTarget.value)} />
      {typeof schema['x-unit'] === 'string' ? <span className="t3">{schema['x-unit']}</span> : null}
    </div>
  )
}

/** A country, a currency, a time: the field is as wide as what goes into it. */
function isCode(schema: Schema): boolean {
  const usual = schema['default']
  return typeof schema['pattern'] === 'string' && typeof usual === 'string' && usual.length > 0 && usual.length <= 6
}
