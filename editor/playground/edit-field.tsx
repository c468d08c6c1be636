import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface EditFieldProps {
  readonly label: string
  /** What the system has now. */
  readonly value: string
  readonly onSave: (text: string) => void
  readonly busy: boolean
  /** Only a number is taken, with a comma or a point. */
  readonly number?: boolean
  readonly unit?: string
  /** What the button says: count, change, ... */
  readonly action: string
  /** In a table: without its label above. */
  readonly cell?: boolean
}

/** A value of a system and a way to change it there: what is typed is sent with Enter or the button beside it. */
export function EditField({ label, value, onSave, busy, number = false, unit, action, cell = false }: EditFieldProps) {
  const { t } = useTranslation('playground')
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const text = typed ?? value
  const changed = typed !== undefined && typed.trim() !== value
  const fits = !number || (text.trim() !== '' && Number.isFinite(numberOf(text)))
  return (
    <form
      className={cell ? 'pg-edit pg-edit-cell' : 'pg-edit'}
      onSubmit={(event) => {
        event.preventDefault()
        if (!changed || !fits) return
        onSave(text.trim())
        setTyped(undefined)
      }}
    >
      <label htmlFor={id} className={cell ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <span className="field">
        <input
          id={id}
          inputMode={number ? 'decimal' : 'text'}
          value={text}
          aria-invalid={!fits}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped(undefined)
          }}
        />
        {unit === undefined ? null : <span className="t3">{unit}</span>}
      </span>
      <button
        type="submit"
        className="btn"
        disabled={!changed || !fits || busy}
        aria-label={t('act.of', { action, what: label })}
      >
        {action}
      </button>
    </form>
  )
}

/** "3,50" and "3.50" are the same price. */
export const numberOf = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
