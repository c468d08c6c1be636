import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WidgetProps } from './widget-props.ts'

/** For what no widget understands. Text that is not JSON yet stays in the field and is not passed on. */
export function JsonWidget({ id, value, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const [text, setText] = useState(() => pretty(value))
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    setText((before) => (sameJson(before, value) ? before : pretty(value)))
  }, [value])
  const change = (typed: string) => {
    setText(typed)
    try {
      onChange(typed.trim() === '' ? undefined : JSON.parse(typed))
      setProblem(undefined)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <>
      <textarea
        id={id}
        className="form-text mono"
        rows={Math.min(12, Math.max(3, text.split('\n').length))}
        spellCheck={false}
        value={text}
        aria-label={t('form.json')}
        aria-invalid={problem !== undefined}
        aria-describedby={describedBy}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {problem === undefined ? null : <p className="form-error">{t('form.wrong.json', { message: problem })}</p>}
    </>
  )
}

const pretty = (value: unknown) => (value === undefined ? '' : JSON.stringify(value, null, 2))

function sameJson(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(value)
  } catch {
    return false
  }
}
