import { IconAlertOctagon, IconArrowRight, IconSquareLetterP } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { checkValue } from './check-value.ts'
import type { RowAnswer } from './evaluate.ts'
import { Code } from './language/code.tsx'
import type { MappingRow } from './rows.ts'
import { plainValue, shortValue } from './sample-fields.ts'

interface ClosedRowProps {
  row: MappingRow
  answer: RowAnswer | undefined
  sampled: boolean
  onOpen: (to: string) => void
}

/** Label, code, type and length on the left; the expression and its value on the right. Arrows go to the next row. */
export function ClosedRow({ row, answer, sampled, onOpen }: ClosedRowProps) {
  const { t } = useTranslation('mapper')
  return (
    <button type="button" className="mp-row" data-row={row.to} onClick={() => onOpen(row.to)} onKeyDown={moveFocus}>
      <span className="mp-name">
        <FieldName row={row} />
      </span>
      <span className="mp-value">
        {row.mapping === undefined ? (
          <span className="t3 mp-unmapped">{t('table.notMapped')}</span>
        ) : (
          <>
            <span className="mp-expression" title={row.mapping.expression}>
              <Code text={row.mapping.expression} />
            </span>
            {sampled ? <RowValue row={row} answer={answer} /> : null}
          </>
        )}
      </span>
    </button>
  )
}

export function FieldName({ row }: { row: MappingRow }) {
  return (
    <>
      <span className="mp-label">
        {row.label}
        {row.required ? (
          <em aria-hidden title="*">
            *
          </em>
        ) : null}
      </span>
      <span className="mp-meta">
        <code>{row.code}</code> <FieldMeta row={row} />
      </span>
    </>
  )
}

/** "text, 16, required": in words, besides the star. */
export function FieldMeta({ row, withValues = false }: { row: MappingRow; withValues?: boolean }) {
  const { t } = useTranslation('mapper')
  const field = row.field
  if (field === undefined) return null
  const parts = [
    t(`fieldType.${field.type}`),
    field.length === undefined ? '' : String(field.length),
    row.required ? t('table.isRequired') : '',
    withValues && field.values !== undefined && field.values.length > 0 ? t('table.choiceList') : '',
  ]
  return <>{parts.filter((part) => part !== '').join(', ')}</>
}

function RowValue({ row, answer }: { row: MappingRow; answer: RowAnswer | undefined }) {
  const { t } = useTranslation('mapper')
  if (answer === undefined) return <span className="mp-answer t3">…</span>
  if (answer.problem !== undefined) {
    return (
      <span className={answer.problem.code === 'valuemap.missing' ? 'mp-answer st-parked' : 'mp-answer st-failed'}>
        {answer.problem.code === 'valuemap.missing' ? (
          <IconSquareLetterP className="icon" size={13} stroke={1.75} aria-hidden />
        ) : (
          <IconAlertOctagon className="icon" size={13} stroke={1.75} aria-hidden />
        )}
        <span className="ellipsis">{answer.problem.message}</span>
      </span>
    )
  }
  const absent = answer.value === undefined || answer.value === null
  const bad = row.field !== undefined && !checkValue(row.field, answer.value).fits
  return (
    <span className={bad ? 'mp-answer st-failed' : 'mp-answer'}>
      {bad ? (
        <IconAlertOctagon className="icon" size={13} stroke={1.75} aria-hidden />
      ) : (
        <IconArrowRight className="icon t3" size={13} stroke={1.75} aria-hidden />
      )}
      {absent ? (
        <span className={bad ? '' : 't3'}>({t('expression.notSent')})</span>
      ) : (
        <code className="ellipsis" title={shortValue(answer.value, 1_000)}>
          {plainValue(answer.value)}
        </code>
      )}
    </span>
  )
}

function moveFocus(event: KeyboardEvent<HTMLButtonElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const rows = [
    ...(event.currentTarget.closest('.mp-rows')?.querySelectorAll<HTMLButtonElement>('button[data-row]') ?? []),
  ]
  const next = rows[rows.indexOf(event.currentTarget) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
