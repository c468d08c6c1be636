import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import { PickState } from '../inspector/form/pick-state.tsx'
import { usePicks } from '../inspector/form/use-picks.ts'
import { useStable } from '../ui/use-stable.ts'
import { foundRows, firstRows } from './map-rows.ts'
import { GapRow, MapRow } from './map-row.tsx'
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
/** From so many rows on, there is a field to find one in. */
const SEARCHED = 30

/** A value map as a table: what has no row yet on top, both columns with what the systems offer, how often each was seen. */
export function MapCard({ name, map, seen, onChange }: MapCardProps) {
  const { t } = useTranslation('settings')
  const [shown, setShown] = useState(map.rows.length > FOLDED + 2 ? FOLDED : STEP)
  const from = usePicks(map.fromPick)
  const to = usePicks(map.toPick)
  const counts = seen?.seen.get(name)
  const gaps = gapsOf(map, counts)
  const parks = map.otherwise === undefined || map.otherwise === null
  const [search, setSearch] = useState('')
  const firsts = useMemo(() => firstRows(map.rows), [map.rows])
  const found = useMemo(
    () => foundRows(map.rows, search, from.choices, to.choices),
    [map.rows, search, from.choices, to.choices],
  )
  const hidden = found.length - shown
  const { from: fromTitle, to: toTitle, fromPick, toPick } = map
  // What a row needs of the map, the same as long as it is: a changed row does not draw the others again.
  const columns = useMemo(
    () => ({
      ...{ from: fromTitle, to: toTitle },
      ...(fromPick === undefined ? {} : { fromPick }),
      ...(toPick === undefined ? {} : { toPick }),
    }),
    [fromTitle, toTitle, fromPick, toPick],
  )
  const onRow = useStable((index: number, row: ValueMap['rows'][number] | undefined) => {
    onChange({ ...map, rows: row === undefined ? map.rows.toSpliced(index, 1) : map.rows.with(index, row) })
  })
  const add = (row: ValueMap['rows'][number]) => {
    onChange({ ...map, rows: [...map.rows, row] })
    setSearch('')
    setShown((before) => Math.max(before, map.rows.length + 1))
  }
  return (
    <section className="panel st-card" id={`map-${name}`} aria-label={map.title} data-section={`map-${name}`}>
      <header className="st-card-head">
        <h2>{map.title}</h2>
        {map.description === undefined ? null : <p className="t2">{map.description}</p>}
      </header>
      {map.rows.length > SEARCHED ? (
        <label className="field quiet st-map-search">
          <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
          <input
            type="search"
            placeholder={t('map.search', { count: map.rows.length })}
            aria-label={t('map.searchIn', { title: map.title })}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
      ) : null}
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
            {found.slice(0, shown).map((index) => {
              const row = map.rows[index]
              return row === undefined ? null : (
                <MapRow
                  // Rows are told apart by their place alone: both their values can be typed over.
                  key={index}
                  map={columns}
                  row={row}
                  index={index}
                  first={firsts.has(index)}
                  from={from}
                  to={to}
                  count={counts === undefined ? undefined : seenOf(row[0], counts)}
                  most={seen?.records ?? 0}
                  onRow={onRow}
                />
              )
            })}
          </tbody>
        </table>
      </div>
      {map.rows.length === 0 && gaps.length === 0 ? <p className="st-map-none t3">{t('map.none')}</p> : null}
      {map.rows.length > 0 && found.length === 0 ? (
        <p className="st-map-none t3">{t('map.noneFound', { search })}</p>
      ) : null}
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
