import { IconPlus, IconTransform } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import { editFlow, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import { EmptyState } from '../ui/states.tsx'
import { ValueMapTable } from './value-map-table.tsx'

/** All value maps of the flow, one open at a time. */
export function ValueMaps() {
  const { t } = useTranslation('inspector')
  const store = useDraftStore()
  const maps = useDraft((state) => state.flow.valueMaps) ?? {}
  const [open, setOpen] = useState<string | undefined>(Object.keys(maps)[0])
  const put = (name: string, map: ValueMap | undefined) =>
    editFlow(
      store,
      (flow) => {
        const { [name]: _, ...rest } = flow.valueMaps ?? {}
        return { ...flow, valueMaps: map === undefined ? rest : { ...flow.valueMaps, [name]: map } }
      },
      `value map ${name}`,
    )
  const add = () => {
    const name = freeName(maps)
    put(name, { title: name, from: 'Shopify', to: 'AFAS', rows: [], otherwise: null })
    setOpen(name)
  }
  const button = (
    <button type="button" className="btn btn-sm" onClick={add}>
      <IconPlus className="icon" size={14} stroke={1.75} aria-hidden />
      {t('flow.addMap')}
    </button>
  )
  if (Object.keys(maps).length === 0) {
    return <EmptyState icon={IconTransform} title={t('flow.noMaps')} text={t('flow.noMapsText')} action={button} />
  }
  return (
    <div className="value-maps">
      {Object.entries(maps).map(([name, map]) => (
        <section key={name} className="value-map">
          <h3>
            <button
              type="button"
              className="value-map-head"
              aria-expanded={open === name}
              onClick={() => setOpen(open === name ? undefined : name)}
            >
              <b>{map.title}</b>
              <code className="t3">{name}</code>
              <span className="spacer" />
              <span className="t3">{t('map.rows', { count: map.rows.length })}</span>
            </button>
          </h3>
          {open === name ? <ValueMapTable map={map} onChange={(next) => put(name, next)} /> : null}
        </section>
      ))}
      <div className="value-maps-foot">{button}</div>
    </div>
  )
}

function freeName(maps: Readonly<Record<string, unknown>>): string {
  let number = 1
  while (Object.hasOwn(maps, `values${number}`)) number += 1
  return `values${number}`
}
