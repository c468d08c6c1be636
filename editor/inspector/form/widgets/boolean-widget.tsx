import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WidgetProps } from './widget-props.ts'

export function BooleanWidget({ id, schema, value, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const on = (typeof value === 'boolean' ? value : schema['default']) === true
  return (
    <Switch
      id={id}
      checked={on}
      label={t(on ? 'form.yes' : 'form.no')}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
