import { useForm } from '../form-context.ts'
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
    <div className="field">
      <input {...common} type="text" onChange={(event) => change(event.currentTarget.value)} />
      {typeof schema['x-unit'] === 'string' ? <span className="t3">{schema['x-unit']}</span> : null}
    </div>
  )
}
