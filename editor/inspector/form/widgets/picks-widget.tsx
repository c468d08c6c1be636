import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ComboBox } from '../../../ui/combo-box.tsx'
import { choiceOf } from '../../../ui/combo-choices.ts'
import { asObject } from '../defaults.ts'
import { PickState, usePickNote } from '../pick-state.tsx'
import { usePicks } from '../use-picks.ts'
import type { WidgetProps } from './widget-props.ts'

/** Several values from a list of the live system. What is typed and not in the list is added with Enter. */
export function PicksWidget({ id, title, schema, value, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const items = asObject(schema['items'])
  const picks = usePicks(String(schema['x-pick'] ?? items['x-pick']))
  const note = usePickNote(picks)
  const [typed, setTyped] = useState('')
  const given = value ?? schema['default']
  const chosen = Array.isArray(given) ? given.map(String) : []
  const numeric = items['type'] === 'integer' || items['type'] === 'number'
  const put = (next: readonly string[]) => onChange(numeric ? next.map(Number) : next)
  const add = (text: string) => {
    if (text.trim() !== '' && !chosen.includes(text.trim())) put([...chosen, text.trim()])
    setTyped('')
  }
  const left = picks.choices.filter((choice) => !chosen.includes(choice.value))
  const gone = chosen.find((one) => picks.choices.length > 0 && choiceOf(picks.choices, one) === undefined)
  return (
    <div
      className="form-picks"
      role="group"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.defaultPrevented || typed === '') return
        event.preventDefault()
        add(typed)
      }}
    >
      {chosen.length === 0 ? null : (
        <ul>
          {chosen.map((one) => (
            <li key={one} className="form-chip">
              {choiceOf(picks.choices, one)?.name || one}
              <button
                type="button"
                aria-label={t('form.list.remove', { value: one })}
                onClick={() => put(chosen.filter((other) => other !== one))}
              >
                <IconX size={12} stroke={2} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <ComboBox
        id={id}
        value={typed}
        choices={left}
        note={note}
        placeholder={t('form.list.add')}
        describedBy={describedBy}
        onChange={(text) => (choiceOf(picks.choices, text) !== undefined ? add(text) : setTyped(text))}
        onLeave={() => add(typed)}
      />
      <PickState picks={picks} value={gone ?? ''} />
    </div>
  )
}
