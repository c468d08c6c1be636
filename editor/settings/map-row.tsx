import { IconSquareLetterP, IconX } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import { PickState, usePickNote } from '../inspector/form/pick-state.tsx'
import { isUnknown, type Picks } from '../inspector/form/use-picks.ts'
import { scalarOf, textOf, type Scalar } from '../inspector/scalar.ts'
import { ComboBox } from '../ui/combo-box.tsx'
import { formatCount } from '../ui/format.tsx'

interface GapProps {
  readonly map: ValueMap
  readonly value: string
  readonly count: number
  /** Whether a value without a row parks the record; else it becomes the value of all others. */
  readonly parks: boolean
  readonly to: Picks
  readonly onAdd: (target: string) => void
}

export function GapRow({ map, value, count, parks, to, onAdd }: GapProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState('')
  const note = usePickNote(to)
  return (
    <tr
      className={parks ? 'st-gap st-gap-parks' : 'st-gap'}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.defaultPrevented && typed !== '') onAdd(typed)
      }}
    >
      <td>
        <span className="mono st-cell">{value}</span>
      </td>
      <td>
        <ComboBox
          value={typed}
          label={t('map.gapTarget', { value, to: map.to })}
          choices={to.choices}
          note={map.toPick === undefined ? undefined : note}
          placeholder={t('map.choose')}
          onChange={setTyped}
          onLeave={() => typed === '' || onAdd(typed)}
        />
      </td>
      <td className="st-map-seen" colSpan={2}>
        {parks ? (
          <span className="st st-parked">
            <IconSquareLetterP className="icon" size={14} stroke={1.75} aria-hidden />
            {t('map.gapParks', { count })}
          </span>
        ) : (
          <span className="t3">{t('map.gap', { count })}</span>
        )}
      </td>
    </tr>
  )
}

interface RowProps {
  readonly map: Pick<ValueMap, 'from' | 'to' | 'fromPick' | 'toPick'>
  readonly row: ValueMap['rows'][number]
  readonly index: number
  readonly from: Picks
  readonly to: Picks
  readonly count: number | undefined
  readonly most: number
  /** Whether no earlier row has its value. */
  readonly first: boolean
  /** Undefined removes it. The same function as long as the card is there: only rows that change are drawn again. */
  readonly onRow: (index: number, row: ValueMap['rows'][number] | undefined) => void
}

function Row({ map, row: [from, to], index, first, count, most, onRow, ...picks }: RowProps) {
  const { t } = useTranslation('settings')
  const onChange = (row: ValueMap['rows'][number]) => onRow(index, row)
  return (
    <tr>
      <td>
        <Cell
          label={t('map.fromCell', { column: map.from, row: index + 1 })}
          value={from}
          picks={map.fromPick === undefined ? undefined : picks.from}
          invalid={!first}
          onChange={(next) => onChange([next, to])}
        />
        {first ? null : <p className="form-warning st-map-note">{t('map.twice')}</p>}
      </td>
      <td>
        <Cell
          label={t('map.toCell', { column: map.to, from: textOf(from) })}
          value={to}
          picks={map.toPick === undefined ? undefined : picks.to}
          invalid={false}
          onChange={(next) => onChange([from, next])}
        />
        {map.toPick !== undefined && isUnknown(picks.to, textOf(to)) ? (
          <div className="st-map-note">
            <PickState picks={picks.to} value={textOf(to)} />
          </div>
        ) : null}
      </td>
      <td className="st-map-seen">
        {count === undefined || most === 0 ? null : (
          <span className={count === 0 ? 'st-seen t3' : 'st-seen'}>
            <i style={{ width: `${Math.round((count / most) * 64)}px` }} />
            {formatCount(count)}
          </span>
        )}
      </td>
      <td className="st-map-end">
        <button
          type="button"
          className="form-toggle"
          aria-label={t('map.removeRow', { from: textOf(from) })}
          onClick={() => onRow(index, undefined)}
        >
          <IconX size={14} stroke={1.75} aria-hidden />
        </button>
      </td>
    </tr>
  )
}

/** Drawn again only when something of it changes: there may be thousands. */
export const MapRow = memo(Row)

interface CellProps {
  readonly label: string
  readonly value: Scalar
  readonly picks: Picks | undefined
  readonly invalid: boolean
  readonly onChange: (value: Scalar) => void
}

/** Letters that fit on a line where the page is narrow. */
const FIT = 32

/** A long name is never cut off: what it is told apart by often stands at its end. */
const linesOf = (text: string): number => Math.max(1, Math.ceil(text.length / FIT))

function Cell({ label, value, picks, invalid, onChange }: CellProps) {
  if (picks === undefined) {
    return (
      <textarea
        className="cell mono st-key"
        rows={linesOf(textOf(value))}
        aria-label={label}
        aria-invalid={invalid}
        value={textOf(value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
        }}
        onChange={(event) => onChange(scalarOf(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '), value))}
      />
    )
  }
  return (
    <ComboBox
      cell
      label={label}
      value={textOf(value)}
      choices={picks.choices}
      invalid={invalid}
      onChange={(text) => onChange(scalarOf(text, value))}
    />
  )
}
