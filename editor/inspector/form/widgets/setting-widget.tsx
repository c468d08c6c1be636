import { useTranslation } from 'react-i18next'
import { useDraft } from '../../../canvas/draft-store.ts'
import { fieldsOf, settingIn, titleOf } from '../field-shape.ts'
import type { WidgetProps } from './widget-props.ts'

/** Which setting of the flow takes the place of a value. */
export function SettingWidget({ id, value, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const schema = useDraft((state) => state.flow.settings?.schema)
  const settings = fieldsOf(schema ?? {})
  const name = settingIn(value) ?? ''
  if (settings.length === 0) return <p className="t3">{t('form.setting.none')}</p>
  return (
    <select
      id={id}
      className="form-select"
      value={name}
      aria-label={t('form.setting.chosen')}
      aria-describedby={describedBy}
      onChange={(event) => onChange({ $setting: event.currentTarget.value })}
    >
      {settings.some((setting) => setting.name === name) ? null : <option value={name}>{name}</option>}
      {settings.map((setting) => (
        <option key={setting.name} value={setting.name}>
          {titleOf(setting.name, setting.schema)} ($settings.{setting.name})
        </option>
      ))}
    </select>
  )
}
