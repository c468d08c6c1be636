import { IconAlertOctagon, IconCheck, IconInfoCircle, IconSearch, IconSquareLetterP } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../../nodes/sdk/connector.ts'
import { useParam } from '../../app/router.tsx'
import { EmptyState, Skeleton } from '../../ui/states.tsx'
import { AddField } from '../add-field.tsx'
import { checkValue } from '../check-value.ts'
import type { RowAnswer } from '../evaluate.ts'
import { Code } from '../language/code.tsx'
import type { RowContext } from '../mapping-group.tsx'
import { FieldName } from '../mapping-row.tsx'
import { countRows, groupRows, type Mapping, type MappingRow, type RowFilter } from '../rows.ts'
import { plainValue, shortValue } from '../sample-fields.ts'
import { FIELD_DRAG } from './source-tree.tsx'
import type { RowSpread } from './spread.ts'
import type { Spread } from './use-spread.ts'

interface TargetRowsProps {
  rows: readonly MappingRow[]
  mappings: readonly Mapping[]
  fields: readonly Field[]
  loading: boolean
  context: RowContext
  spread: Spread
  onAdd: (to: string) => void
}

/** What goes out: every row with its expression, its value and how it fares on all records. */
export function TargetRows({ rows, mappings, fields, loading, context, spread, onAdd }: TargetRowsProps) {
  const { t } = useTranslation('mapper')
  const [search, setSearch] = useState('')
  const [filterText, setFilter] = useParam('rows')
  const problems = filterText === 'problems'
  const filter: RowFilter = filterText === 'required' || filterText === 'all' ? filterText : 'mapped'
  const counts = countRows(rows)
  const shown = problems ? rows.filter((row) => (spread.byRow.get(row.to)?.wrong ?? 0) > 0) : rows
  const groups = groupRows(shown, filter, search)
  const choices = [
    ['mapped', t('table.mapped', { count: counts.mapped })],
    ['required', t('table.required', { count: counts.required })],
    ['problems', t('full.problemsFilter', { count: spread.problems })],
    ['all', t('table.all')],
  ] as const
  const now = problems ? 'problems' : filter
  return (
    <section className="fm-pane fm-target" aria-label={t('full.outgoing')} data-pane tabIndex={-1}>
      <h2 className="fm-pane-head">
        {t('full.outgoing')}
        <span className="spacer" />
        <span className="fm-side">{t('full.target')}</span>
      </h2>
      <div className="fm-search">
        <label className="field quiet">
          <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
          <input
            type="search"
            value={search}
            placeholder={t('table.search')}
            aria-label={t('table.search')}
            data-pane-search
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <div className="seg" role="group" aria-label={t('table.show')}>
          {choices.map(([name, label]) => (
            <button
              key={name}
              type="button"
              aria-pressed={now === name}
              onClick={() => setFilter(name === 'mapped' ? null : name)}
            >
              {label}
            </button>
          ))}
        </div>
        <AddField fields={fields} mappings={mappings} onAdd={onAdd} />
      </div>
      <div className="fm-scroll" tabIndex={0} role="group" aria-label={t('full.outgoing')}>
        {groups.length === 0 ? (
          loading ? (
            <Skeleton lines={6} />
          ) : (
            <EmptyState icon={IconSearch} title={t('table.nothingFound', { search })} />
          )
        ) : null}
        {groups.length === 0 ? null : (
          <table className="fm-table" aria-label={t('table.title')}>
            <thead>
              <tr>
                <th scope="col">{t('full.field')}</th>
                <th scope="col">{t('full.expression')}</th>
                <th scope="col">{context.sample?.key ?? t('full.value')}</th>
                <th scope="col">{t('full.records', { count: spread.records })}</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.id}>
                <tr className="fm-group">
                  <th colSpan={4} scope="rowgroup">
                    {group.title === '' ? t('table.header') : group.title}{' '}
                    <span>{t('table.group', { mapped: group.mapped, total: group.total })}</span>
                  </th>
                </tr>
                {group.rows.map((row) => (
                  <Row
                    key={row.to}
                    row={row}
                    answer={context.values.get(row.to)}
                    spread={spread.byRow.get(row.to)}
                    context={context}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
      </div>
    </section>
  )
}

interface RowProps {
  row: MappingRow
  answer: RowAnswer | undefined
  spread: RowSpread | undefined
  context: RowContext
}

function Row({ row, answer, spread, context }: RowProps) {
  const { t } = useTranslation('mapper')
  const [over, setOver] = useState(false)
  const chosen = context.open === row.to
  const drop = (event: DragEvent) => {
    setOver(false)
    const path = event.dataTransfer.getData(FIELD_DRAG)
    if (path === '') return
    event.preventDefault()
    context.onExpression(row.to, path)
    context.onOpen(row.to)
  }
  return (
    <tr
      className={`${chosen ? 'fm-chosen' : ''}${over ? ' fm-over' : ''}`}
      onClick={() => context.onOpen(row.to)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(FIELD_DRAG)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <td>
        <button type="button" className="fm-open" aria-pressed={chosen}>
          <FieldName row={row} />
        </button>
      </td>
      <td className="fm-expression" title={row.mapping?.expression}>
        {row.mapping === undefined ? (
          <span className="t3">{t('table.notMapped')}</span>
        ) : (
          <Code text={row.mapping.expression} />
        )}
      </td>
      <td className="fm-value">{row.mapping === undefined ? null : <Value row={row} answer={answer} />}</td>
      <td>{spread === undefined ? null : <SpreadWords spread={spread} />}</td>
    </tr>
  )
}

function Value({ row, answer }: { row: MappingRow; answer: RowAnswer | undefined }) {
  const { t } = useTranslation('mapper')
  if (answer === undefined) return <span className="t3">…</span>
  if (answer.problem !== undefined) {
    return (
      <span className="st st-failed" title={answer.problem.message}>
        <IconAlertOctagon className="icon" size={13} stroke={1.75} aria-hidden />
        <span className="ellipsis">{answer.problem.message}</span>
      </span>
    )
  }
  if (answer.value === undefined || answer.value === null)
    return <span className="t3">({t('expression.notSent')})</span>
  const bad = row.field !== undefined && !checkValue(row.field, answer.value).fits
  return (
    <code className={bad ? 'st-failed' : ''} title={shortValue(answer.value, 600)}>
      {plainValue(answer.value, 80)}
    </code>
  )
}

export function SpreadWords({ spread }: { spread: RowSpread }) {
  const { t } = useTranslation('mapper')
  if (spread.wrong > 0) {
    return (
      <span className="st st-parked" title={spread.message}>
        <IconSquareLetterP className="icon" size={14} stroke={1.75} aria-hidden />
        {t('full.wrong', { count: spread.wrong })}
      </span>
    )
  }
  if (spread.fit > 0) {
    return (
      <span className="st st-created">
        <IconCheck className="icon" size={14} stroke={1.75} aria-hidden />
        {t('full.fit', { count: spread.fit })}
      </span>
    )
  }
  return (
    <span className="st t3">
      <IconInfoCircle className="icon" size={14} stroke={1.75} aria-hidden />
      {t('full.empty', { count: spread.empty })}
    </span>
  )
}
