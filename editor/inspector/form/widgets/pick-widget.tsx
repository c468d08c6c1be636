import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ComboBox } from '../../../ui/combo-box.tsx'
import { useForm } from '../form-context.ts'
import { PickState, usePickNote } from '../pick-state.tsx'
import { usePicks } from '../use-picks.ts'
import type { WidgetProps } from './widget-props.ts'

/** A value from a list of the live system; one that is not in the list can be typed. */
export function PickWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const { settings = false } = useForm()
  const picks = usePicks(String(schema['x-pick']))
  const note = usePickNote(picks)
  const [cleared, setCleared] = useState(false)
  const numeric = schema['type'] === 'integer' || schema['type'] === 'number'
  // A default is a value that the template knows a meaning of, such as 0 for all of them.
  const usual = schema['default'] === undefined ? undefined : String(schema['default'])
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
        placeholder={schema['default'] === undefined || settings ? t('form.pick.choose') : String(schema['default'])}
        invalid={invalid}
        describedBy={describedBy}
        onChange={change}
        onLeave={() => setCleared(false)}
      />
      <PickState picks={picks} value={text === usual ? '' : text} />
    </>
  )
}
