import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asObject } from '../defaults.ts'
import { fieldsOf, helpOf, titleOf } from '../field-shape.ts'
import type { WidgetProps } from './widget-props.ts'

/** An object of nothing but yes and no, such as which fields an update writes: one switch a row, all at once at the top. */
export function SwitchesWidget({ id, title, schema, value, describedBy, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const fields = fieldsOf(schema)
  const given = { ...asObject(schema['default']), ...asObject(value) }
  const states = fields.map((field) => (given[field.name] ?? field.schema['default']) === true)
  const put = (on: (index: number) => boolean) =>
    onChange({ ...given, ...Object.fromEntries(fields.map((field, index) => [field.name, on(index)])) })
  const all = states.every(Boolean)
  return (
    <table className="table form-switches" aria-label={title} aria-describedby={describedBy}>
      <thead>
        <tr>
          <th scope="col">{t('form.switches.field')}</th>
          <th scope="col" className="form-switches-on">
            <Switch
              checked={all}
              label={t(all ? 'form.switches.all' : 'form.switches.some', {
                count: states.filter(Boolean).length,
                total: states.length,
              })}
              onChange={(event) => {
                const on = event.currentTarget.checked
                put(() => on)
              }}
            />
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => (
          <tr key={field.name}>
            <td>
              <label htmlFor={`${id}-${field.name}`}>{titleOf(field.name, field.schema)}</label>
              <small className="t3">{helpOf(field.schema)}</small>
            </td>
            <td className="form-switches-on">
              <Switch
                id={`${id}-${field.name}`}
                checked={states[index] === true}
                label={t(states[index] === true ? 'form.yes' : 'form.no')}
                aria-label={titleOf(field.name, field.schema)}
                onChange={(event) => {
                  const on = event.currentTarget.checked
                  put((at) => (at === index ? on : states[at] === true))
                }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
