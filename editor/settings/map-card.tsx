import { IconPlus, IconSquareLetterP, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import { PickState, usePickNote } from '../inspector/form/pick-state.tsx'
import { isUnknown, usePicks, type Picks } from '../inspector/form/use-picks.ts'
import { scalarOf, textOf, type Scalar } from '../inspector/scalar.ts'
import { ComboBox } from '../ui/combo-box.tsx'
import { formatCount } from '../ui/format.tsx'
import { MapOtherwise } from './map-otherwise.tsx'
import { gapsOf, seenOf } from './seen.ts'
import type { SeenValues } from './use-seen.ts'

export interface MapCardProps {
  readonly name: string
  readonly map: ValueMap
  readonly seen: SeenValues | undefined
  readonly onChange: (map: ValueMap) => void
}

const FOLDED = 10
const STEP = 200

/** A value map as a table: what has no row yet on top, both columns with what the systems offer, how often each was seen. */
export function MapCard({ name, map, seen, onChange }: MapCardProps) {
  const { t } = useTranslation('settings')
  const [shown, setShown] = useState(map.rows.length > FOLDED + 2 ? FOLDED : STEP)
  const from = usePicks(map.fromPick)
  const to = usePicks(map.toPick)
  const counts = seen?.seen.get(name)
  const gaps = gapsOf(map, counts)
  const parks = map.otherwise === undefined || map.otherwise === null
  const hidden = map.rows.length - shown
  const add = (row: ValueMap['rows'][number]) => {
    onChange({ ...map, rows: [...map.rows, row] })
    setShown((before) => Math.max(before, map.rows.length + 1))
  }
  return (
    <section className="panel st-card" id={`map-${name}`} aria-label={map.title} data-section={`map-${name}`}>
      <header className="st-card-head">
        <h2>{map.title}</h2>
        {map.description === undefined ? null : <p className="t2">{map.description}</p>}
      </header>
      <div className="st-map-scroll">
        <table className="table st-map">
          <thead>
            <tr>
              <th scope="col">{map.from}</th>
              <th scope="col">{map.to}</th>
              <th scope="col" className="st-map-seen">
                {counts === undefined || seen === undefined ? (
                  <span className="visually-hidden">{t('map.notSeen')}</span>
                ) : (
                  t('map.seen', { count: seen.records })
                )}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('map.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {gaps.map((value) => (
              <GapRow
                key={value}
                map={map}
                value={value}
                count={counts?.get(value) ?? 0}
                parks={parks}
                to={to}
                onAdd={(target) => add([value, target])}
              />
            ))}
            {map.rows.slice(0, shown).map((row, index) => (
              <MapRow
                key={index}
                map={map}
                row={row}
                index={index}
                from={from}
                to={to}
                count={counts === undefined ? undefined : seenOf(row[0], counts)}
                most={seen?.records ?? 0}
                onChange={(next) => onChange({ ...map, rows: map.rows.with(index, next) })}
                onRemove={() => onChange({ ...map, rows: map.rows.toSpliced(index, 1) })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {map.rows.length === 0 && gaps.length === 0 ? <p className="st-map-none t3">{t('map.none')}</p> : null}
      <div className="st-map-foot">
        <button type="button" className="link-btn" onClick={() => add(['', ''])}>
          <IconPlus size={14} stroke={1.75} aria-hidden />
          {t('map.add')}
        </button>
        {hidden > 0 ? (
          <button type="button" className="link-btn" onClick={() => setShown(shown + STEP)}>
            {t('map.more', { count: hidden })}
          </button>
        ) : null}
        <span className="spacer" />
        <MapOtherwise map={map} to={to} onChange={onChange} />
      </div>
      {from.state === 'failed' ? <PickState picks={from} value="" /> : null}
      {to.state === 'failed' ? <PickState picks={to} value="" /> : null}
    </section>
  )
}

interface GapProps {
  readonly map: ValueMap
  readonly value: string
  readonly count: number
  /** Whether a value without a row parks the record; else it becomes the value of all others. */
  readonly parks: boolean
  readonly to: Picks
  readonly onAdd: (target: string) => void
}

function GapRow({ map, value, count, parks, to, onAdd }: GapProps) {
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
  readonly map: ValueMap
  readonly row: ValueMap['rows'][number]
  readonly index: number
  readonly from: Picks
  readonly to: Picks
  readonly count: number | undefined
  readonly most: number
  readonly onChange: (row: ValueMap['rows'][number]) => void
  readonly onRemove: () => void
}

function MapRow({ map, row: [from, to], index, count, most, onChange, onRemove, ...picks }: RowProps) {
  const { t } = useTranslation('settings')
  const first = map.rows.findIndex(([other]) => textOf(other) === textOf(from)) === index
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
          onClick={onRemove}
        >
          <IconX size={14} stroke={1.75} aria-hidden />
        </button>
      </td>
    </tr>
  )
}

interface CellProps {
  readonly label: string
  readonly value: Scalar
  readonly picks: Picks | undefined
  readonly invalid: boolean
  readonly onChange: (value: Scalar) => void
}

function Cell({ label, value, picks, invalid, onChange }: CellProps) {
  if (picks === undefined) {
    return (
      <input
        className="cell mono"
        aria-label={label}
        aria-invalid={invalid}
        value={textOf(value)}
        onChange={(event) => onChange(scalarOf(event.currentTarget.value, value))}
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
