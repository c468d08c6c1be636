import { IconArrowsExchange } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ValueMapTable } from '../../inspector/value-map-table.tsx'
import type { RowContext } from '../mapping-group.tsx'
import { valueMapsIn } from '../origin.ts'
import type { MappingRow } from '../rows.ts'
import '../../inspector/inspector.css'

/** The value map that the chosen row looks things up in, ready to be changed. */
export function ValueMapPane({ row, context }: { row: MappingRow | undefined; context: RowContext }) {
  const { t } = useTranslation('mapper')
  const name = valueMapsIn(row?.mapping?.expression ?? '')[0]
  const map = name === undefined ? undefined : context.valueMaps[name]
  if (name === undefined || map === undefined || context.onValueMaps === undefined) return null
  const users = context.mappings.filter((one) => valueMapsIn(one.expression).includes(name)).length
  const { onValueMaps, valueMaps } = context
  return (
    <section className="fm-pane fm-map" aria-label={map.title} data-pane tabIndex={-1}>
      <h2 className="fm-pane-head">
        <IconArrowsExchange className="icon t2" size={16} stroke={1.75} aria-hidden />
        {map.title}{' '}
        <span className="t3">
          {t('map.title')}, {t('map.usedBy', { count: users })}
        </span>
      </h2>
      <div className="fm-scroll" tabIndex={0} role="group" aria-label={map.title}>
        <ValueMapTable
          map={map}
          onChange={(next) => {
            if (next !== undefined) onValueMaps({ ...valueMaps, [name]: next })
            else onValueMaps(Object.fromEntries(Object.entries(valueMaps).filter(([one]) => one !== name)))
          }}
        />
      </div>
    </section>
  )
}
