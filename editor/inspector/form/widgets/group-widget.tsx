import { asObject } from '../defaults.ts'
import { SchemaForm } from '../schema-form.tsx'
import type { WidgetProps } from './widget-props.ts'

/** An object with known fields: a form within the form. */
export function GroupWidget({ schema, value, onChange }: WidgetProps) {
  return (
    <div className="form-group">
      <SchemaForm schema={schema} value={asObject(value)} onChange={onChange} />
    </div>
  )
}
