import { useState } from 'react'
import { ComboBox } from '../../../ui/combo-box.tsx'
import { useForm } from '../form-context.ts'
import { PickState, usePickNote } from '../pick-state.tsx'
import { usePicks } from '../use-picks.ts'
import type { WidgetProps } from './widget-props.ts'

/** A value from a list of the live system; one that is not in the list can be typed. */
export function PickWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const { settings = false } = useForm()
  const picks = usePicks(String(schema['x-pick']))
  const note = usePickNote(picks)
  const [cleared, setCleared] = useState(false)
  const numeric = schema['type'] === 'integer' || schema['type'] === 'number'
  const text = cleared || value === undefined ? '' : String(value)
  const change = (typed: string) => {
    const known = picks.items.find((one) => String(one.value) === typed)
    // An empty setting means something of its own; an emptied number waits for what is typed next.
    setCleared(typed === '' && settings && numeric)
    if (typed === '') {
      if (!settings || !numeric) onChange(settings ? '' : undefined)
    } else onChange(known?.value ?? (numeric && Number.isFinite(Number(typed)) ? Number(typed) : typed))
  }
  return (
    <>
      <ComboBox
        id={id}
        value={text}
        choices={picks.choices}
        note={note}
        placeholder={schema['default'] === undefined || settings ? undefined : String(schema['default'])}
        invalid={invalid}
        describedBy={describedBy}
        onChange={change}
        onLeave={() => setCleared(false)}
      />
      <PickState picks={picks} value={text} />
    </>
  )
}
