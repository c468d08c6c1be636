import { Checkbox } from '@mantine/core'
import { asObject } from '../defaults.ts'
import { choicesOf } from '../field-shape.ts'
import type { WidgetProps } from './widget-props.ts'

/** Several of a few known values: one box each. */
export function ChecksWidget({ id, title, schema, value, describedBy, onChange }: WidgetProps) {
  const given = value ?? schema['default']
  const chosen: readonly unknown[] = Array.isArray(given) ? given : []
  const choices = choicesOf(asObject(schema['items']))
  const known = choices.map((choice) => choice.value)
  // What the list does not know any more stays until somebody takes it out.
  const others = chosen.filter((one): one is string => typeof one === 'string' && !known.includes(one))
  const all = [...choices, ...others.map((one) => ({ value: one, label: one }))]
  return (
    <div className="form-checks" role="group" aria-label={title} aria-describedby={describedBy}>
      {all.map((choice, index) => (
        <Checkbox
          key={String(choice.value)}
          {...(index === 0 ? { id } : {})}
          label={choice.label}
          checked={chosen.includes(choice.value)}
          onChange={(event) => {
            const on = event.currentTarget.checked
            const next = all.filter((one) => (one.value === choice.value ? on : chosen.includes(one.value)))
            onChange(next.map((one) => one.value))
          }}
        />
      ))}
    </div>
  )
}
