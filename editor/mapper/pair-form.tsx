import { IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import type { Choice } from '../../nodes/sdk/connector.ts'

interface PairFormProps {
  map: ValueMap | undefined
  from: string | number | boolean
  /** What the target allows; empty: any text. */
  choices: readonly Choice[]
  onAdd: (to: string) => void
  onCancel: () => void
}

/** One new pair of a value map, next to the row that misses it. */
export function PairForm({ map, from, choices, onAdd, onCancel }: PairFormProps) {
  const { t } = useTranslation('mapper')
  const [to, setTo] = useState('')
  if (map === undefined) return null
  const label = t('map.value', { from: String(from) })
  return (
    <form
      className="mp-pair"
      onSubmit={(event) => {
        event.preventDefault()
        if (to !== '') onAdd(to)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <span className="t3 mp-pair-title">{map.title}</span>
      <code>{String(from)}</code>
      <IconArrowRight className="icon t3" size={14} stroke={1.75} aria-hidden />
      {choices.length > 0 ? (
        <select
          className="mp-select"
          value={to}
          aria-label={label}
          autoFocus
          onChange={(event) => setTo(event.target.value)}
        >
          <option value="">{map.to}</option>
          {choices.map((choice) => (
            <option key={String(choice.value)} value={String(choice.value)}>
              {String(choice.value)} {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <span className="field">
          <input
            value={to}
            aria-label={label}
            placeholder={map.to}
            autoFocus
            onChange={(event) => setTo(event.target.value)}
          />
        </span>
      )}
      <button type="submit" className="btn btn-sm btn-primary" disabled={to === ''}>
        {t('table.addPair')}
      </button>
    </form>
  )
}
