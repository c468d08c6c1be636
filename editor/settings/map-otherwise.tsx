import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import type { Picks } from '../inspector/form/use-picks.ts'
import { scalarOf, textOf } from '../inspector/scalar.ts'
import { ComboBox } from '../ui/combo-box.tsx'

export interface MapOtherwiseProps {
  readonly map: ValueMap
  readonly to: Picks
  readonly onChange: (map: ValueMap) => void
}

/** What a value without a row becomes: nothing is guessed, so the record waits, or all of them become one value. */
export function MapOtherwise({ map, to, onChange }: MapOtherwiseProps) {
  const { t } = useTranslation('settings')
  const otherwise = map.otherwise ?? null
  const kind = otherwise === null ? 'park' : otherwise === '' ? 'nothing' : 'value'
  const become = (next: string) => {
    if (next === 'park') onChange({ ...map, otherwise: null })
    else onChange({ ...map, otherwise: next === 'nothing' ? '' : (map.rows[0]?.[1] ?? '0') })
  }
  return (
    <div className="st-otherwise">
      <label>
        <span className="t2">{t('map.otherwise')}</span>
        <select className="form-select" value={kind} onChange={(event) => become(event.currentTarget.value)}>
          <option value="park">{t('map.park')}</option>
          <option value="nothing">{t('map.nothing')}</option>
          <option value="value">{t('map.value')}</option>
        </select>
      </label>
      {kind === 'value' ? (
        <ComboBox
          label={t('map.otherwiseValue', { title: map.title })}
          value={textOf(otherwise)}
          choices={to.choices}
          onChange={(text) => onChange({ ...map, otherwise: scalarOf(text, otherwise) })}
        />
      ) : null}
    </div>
  )
}
