import { IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import { scalarOf, textOf } from './scalar.ts'

export interface ValueMapTableProps {
  readonly map: ValueMap
  /** Without a map it is removed. */
  readonly onChange: (map: ValueMap | undefined) => void
}

/** Two columns that can be typed in, and what any other value becomes. */
export function ValueMapTable({ map, onChange }: ValueMapTableProps) {
  const { t } = useTranslation('inspector')
  const setRow = (index: number, row: ValueMap['rows'][number]) => onChange({ ...map, rows: map.rows.with(index, row) })
  const seen = new Map<string, number>()
  map.rows.forEach(([from], index) => seen.has(textOf(from)) || seen.set(textOf(from), index))
  return (
    <div className="value-map-body">
      <table className="table value-map-table">
        <thead>
          <tr>
            <th>{map.from}</th>
            <th>{map.to}</th>
            <th>
              <span className="visually-hidden">{t('map.removeRow', { from: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {map.rows.map(([from, to], index) => (
            <tr key={index}>
              <td>
                <input
                  className="cell mono"
                  aria-label={t('map.fromValue', { title: map.title, row: index + 1 })}
                  aria-invalid={seen.get(textOf(from)) !== index}
                  title={seen.get(textOf(from)) === index ? undefined : t('map.twice')}
                  value={textOf(from)}
                  onChange={(event) => setRow(index, [scalarOf(event.currentTarget.value, from), to])}
                />
              </td>
              <td>
                <input
                  className="cell mono"
                  aria-label={t('map.toValue', { title: map.title, row: index + 1 })}
                  value={textOf(to)}
                  onChange={(event) => setRow(index, [from, scalarOf(event.currentTarget.value, to)])}
                />
              </td>
              <td>
                <button
                  type="button"
                  className="form-toggle"
                  aria-label={t('map.removeRow', { from: textOf(from) })}
                  onClick={() => onChange({ ...map, rows: map.rows.toSpliced(index, 1) })}
                >
                  <IconX size={14} stroke={1.75} aria-hidden />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="value-map-foot">
        <button type="button" className="link-btn" onClick={() => onChange({ ...map, rows: [...map.rows, ['', '']] })}>
          <IconPlus size={14} stroke={1.75} aria-hidden />
          {t('map.addRow')}
        </button>
        <span className="spacer" />
        <button type="button" className="link-btn btn-danger" onClick={() => onChange(undefined)}>
          <IconTrash size={14} stroke={1.75} aria-hidden />
          {t('map.removeMap')}
        </button>
      </div>
      <Otherwise map={map} onChange={onChange} />
    </div>
  )
}

/** Null parks the record, so that no value is ever guessed; else every other value becomes this one. */
function Otherwise({ map, onChange }: ValueMapTableProps) {
  const { t } = useTranslation('inspector')
  const parks = map.otherwise === undefined || map.otherwise === null
  return (
    <div className="value-map-otherwise">
      <span className="t2">{t('map.otherwise')}</span>
      <div className="seg" role="group" aria-label={t('map.otherwise')}>
        <button type="button" aria-pressed={parks} onClick={() => onChange({ ...map, otherwise: null })}>
          {t('map.park')}
        </button>
        <button type="button" aria-pressed={!parks} onClick={() => parks && onChange({ ...map, otherwise: '' })}>
          {t('map.becomes')}
        </button>
      </div>
      {parks ? null : (
        <div className="field">
          <input
            className="mono"
            aria-label={t('map.otherwiseValue')}
            value={textOf(map.otherwise ?? null)}
            onChange={(event) =>
              onChange({ ...map, otherwise: scalarOf(event.currentTarget.value, map.otherwise ?? '') })
            }
          />
        </div>
      )}
    </div>
  )
}
