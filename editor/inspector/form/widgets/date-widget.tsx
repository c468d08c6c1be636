import type { WidgetProps } from './widget-props.ts'

/** A day, `2026-11-25`; empty where the field allows that. */
export function DateWidget({ id, value, invalid, describedBy, onChange }: WidgetProps) {
  return (
    <div className="field form-date">
      <input
        id={id}
        type="date"
        value={typeof value === 'string' ? value.slice(0, 10) : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
